/** What git and forges write themselves: merges, reverts, commits for an autosquash, releases. */
const BY_GIT =
  /^(?:Merge(?:d| (?:branch|branches|pull request|remote-tracking|tag|commit|from|request|[0-9a-f]{7,40}))\b|Revert "|Reapply "|(?:fixup|squash|amend)! |Auto-?merge\b|\[maven-release-plugin\]|(?:[\w@/.-]+[-@ ])?v?\d+\.\d+\.\d+\S*$|(?:chore(?:\([^)]*\))?: )?(?:release|publish)(?: v?\d\S*)?$)/;
/** What bots that look after dependencies and hooks write. */
const BY_BOTS =
  /^(?:bump \S+ from \S+ to \S|bump the \S+ group\b|(?:update|upgrade|pin) (?:dependency\b|\S+ (?:\S+ ){0,2}(?:action|digest|monorepo|orb|plugin)\b|docker tag\b|pre-commit hook)|lock file maintenance\b|pre-commit autoupdate\b|auto(?:matic)? fixes from pre-commit\b|update (?:release notes|contributors|sponsors)\b)/i;
/** What may stand before it: an emoji or its code, a tag, a type. Each is taken off by itself, so that no text is slow. */
const LEADS: readonly RegExp[] = [
  /^[^\p{L}\p{N}[:]+/u,
  /^:[\w+-]{1,40}:/,
  /^\[[^\]]{0,40}\] */,
  /^[\w-]{1,30}(?:\([^)]{0,40}\))?!?: +/,
];
/** UTF-16 units of a subject that are looked at. */
const LONGEST_START = 200;
const MOST_LEADS = 4;

function withoutLeads(subject: string): string {
  let rest = subject;
  for (let count = 0; count < MOST_LEADS; count += 1) {
    const shorter = LEADS.reduce((text, lead) => text.replace(lead, ''), rest);
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest;
}

/** Subjects that tools write say nothing about how people do. */
export function isMadeByTool(subject: string): boolean {
  const start = subject.slice(0, LONGEST_START);
  return BY_GIT.test(start) || BY_BOTS.test(withoutLeads(start));
}

/** Names of accounts that are no people. */
const BOTS =
  /\[bot\]$|^(?:dependabot|renovate|greenkeeper|snyk|pre-commit-ci|github-actions|allcontributors|semantic-release-bot|weblate|translatewiki\.net|(?:web-flow|dependabot-preview))\b/i;

/** Whether the author of a commit is a program. */
export function isBot(author: string): boolean {
  return BOTS.test(author.trim());
}
