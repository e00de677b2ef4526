/** What git and forges write themselves: merges, reverts, commits for an autosquash, releases. */
const BY_GIT =
  /^(?:Merge(?:d| (?:branch|branches|pull request|remote-tracking|tag|commit|from|request|[0-9a-f]{7,40}))\b|Revert "|Reapply "|(?:fixup|squash|amend)! |Auto-?merge\b|(?:[\w@/.-]+[-@ ])?v?\d+\.\d+\.\d+\S*$|(?:chore(?:\([^)]*\))?: )?(?:release|publish)(?: v?\d\S*)?$)/;
/** What bots that look after dependencies and hooks write, behind whatever type, emoji or tag they were told to use. */
const BY_BOTS =
  /^(?:[^\p{L}]*|\[[^\]]*\] *|[\w-]+(?:\([^)]*\))?!?: *)*(?:bump \S+(?: .*)? from \S+ to \S+|bump the \S+ group\b|(?:update|upgrade|pin) (?:dependency|(?:\S+ ){0,3}(?:action|digest|monorepo|docker tag|orb)|plugin|pre-commit hook)\b.*|lock file maintenance\b.*|update pre-commit hooks?\b.*|pre-commit autoupdate\b.*|auto(?:matic)? fixes from pre-commit\b.*|update (?:release notes|contributors|sponsors)\b.*)/iu;

/** Subjects that tools write say nothing about how people do. */
export function isMadeByTool(subject: string): boolean {
  return BY_GIT.test(subject) || BY_BOTS.test(subject);
}

/** Names of accounts that are no people. */
const BOTS =
  /\[bot\]$|^(?:dependabot|renovate|greenkeeper|snyk|pre-commit-ci|github-actions|allcontributors|semantic-release-bot|weblate|translatewiki\.net|(?:web-flow|dependabot-preview))\b/i;

/** Whether the author of a commit is a program. */
export function isBot(author: string): boolean {
  return BOTS.test(author.trim());
}
