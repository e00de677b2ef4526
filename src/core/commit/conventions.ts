import type { CommitRules } from './commitlint';
import type { CommitTemplate } from './template';

/** What files say about how commit messages are written here. All of it is material, never an instruction to obey. */
export interface CommitConventions {
  /** What the repository's commitlint configuration asks; absent where it has none. */
  readonly rules?: CommitRules;
  /** The file that `commit.template` names; absent where it names none. */
  readonly template?: CommitTemplate;
  /** What the repository's documents say about commit messages, the most specific first. */
  readonly guidance: readonly Guidance[];
}

/** What one document says about commit messages. */
export interface Guidance {
  /** Path in the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** A document that may speak of commit messages. */
export interface GuidanceFile {
  readonly path: string;
  /** True where all of it is about commit messages. */
  readonly isWhole: boolean;
}

/**
 * Where rules for commit messages are written down: files of instructions for assistants that are about nothing else,
 * then the sections of the guides for people and assistants.
 */
export const GUIDANCE_FILES: readonly GuidanceFile[] = [
  { path: '.github/git-commit-instructions.md', isWhole: true },
  { path: '.github/commit-message-instructions.md', isWhole: true },
  { path: '.github/copilot-commit-message-instructions.md', isWhole: true },
  { path: '.copilot-commit-message-instructions.md', isWhole: true },
  { path: 'CONTRIBUTING.md', isWhole: false },
  { path: '.github/CONTRIBUTING.md', isWhole: false },
  { path: 'docs/CONTRIBUTING.md', isWhole: false },
  { path: 'CONTRIBUTING.rst', isWhole: false },
  { path: 'CONTRIBUTING', isWhole: false },
  { path: '.github/copilot-instructions.md', isWhole: false },
  { path: 'AGENTS.md', isWhole: false },
];

/** UTF-16 units that are kept of one document. */
const LONGEST_GUIDANCE = 2_400;

/** What a document says about commit messages; empty when it says nothing. */
export function readGuidance(text: string, { isWhole }: GuidanceFile): string {
  const lines = withoutFrontMatter(text.replace(/\r\n?/g, '\n')).split('\n');
  const told = isWhole ? lines : commitSection(lines);
  return shorten(
    told
      .join('\n')
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  );
}

function withoutFrontMatter(text: string): string {
  return text.replace(/^---\n[\s\S]*?\n---(?:\n|$)/, '');
}

/** Headings of sections about commit messages. "Committing changes" is one, "Committers" is not. */
const COMMIT_HEADING =
  /\bcommit(?:s|ting)?\b(?!ee)|\bcommit-messages?\b|커밋|コミット|提交(?:信息|消息|说明|规范)|коммит/iu;

interface Heading {
  readonly line: number;
  /** 1 is the highest. */
  readonly level: number;
  readonly title: string;
}

/** The lines of the sections whose heading speaks of commits, their subsections included. */
function commitSection(lines: readonly string[]): string[] {
  const headings = findHeadings(lines);
  const told: string[] = [];
  let end = 0;
  headings.forEach(({ line, level, title }, index) => {
    if (line < end || !COMMIT_HEADING.test(title)) return;
    end = headings.slice(index + 1).find((next) => next.level <= level)?.line ?? lines.length;
    told.push(...lines.slice(line, end), '');
  });
  return told;
}

/** Headings with `#`, and those that are underlined as Markdown and reStructuredText do it. Code blocks have none. */
function findHeadings(lines: readonly string[]): Heading[] {
  const headings: Heading[] = [];
  let isCode = false;
  lines.forEach((text, line) => {
    if (/^\s*(?:```|~~~)/.test(text)) isCode = !isCode;
    if (isCode) return;
    const [, marks = '', title = ''] = /^(#{1,6})\s+(.*)$/.exec(text) ?? [];
    if (marks !== '') headings.push({ line, level: marks.length, title });
    else if (/^(?:={3,}|-{3,}|~{3,}|\^{3,})\s*$/.test(text) && (lines[line - 1] ?? '').trim() !== '')
      headings.push({
        line: line - 1,
        level: '=-~^'.indexOf(text.charAt(0)) + 1,
        title: lines[line - 1] ?? '',
      });
  });
  return headings;
}

/** Cuts at the last line that fits. */
function shorten(text: string): string {
  if (text.length <= LONGEST_GUIDANCE) return text;
  const cut = text.slice(0, LONGEST_GUIDANCE);
  return cut.slice(0, Math.max(cut.lastIndexOf('\n'), LONGEST_GUIDANCE / 2)).trimEnd();
}
