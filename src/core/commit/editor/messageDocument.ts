/** A commit message as git hands it to an editor: the message, git's comments, and below the scissors the change. */
export interface MessageDocument {
  /** What a comment line begins with (`core.commentString`); empty where there are no comments. */
  readonly commentPrefix: string;
  /** The lines above the scissors, without line ends; comments among them. */
  readonly lines: readonly string[];
  /** The line of the subject: the first that is neither empty nor a comment; undefined while there is none. */
  readonly subjectLine: number | undefined;
  /** The first line of git's own text at the end: where the message may not go on. */
  readonly templateLine: number;
  /** The patch below the scissors (`git commit -v`), that of the commit alone; empty where there is none. */
  readonly patch: string;
}

const CUT = '------------------------ >8 ------------------------';
/** What `git commit -v -v` puts between the change of the commit and the changes that stay in the working tree. */
const SECOND_PART = '--------------------------------------------------';
/** What git chooses from for `core.commentChar = auto`. */
const AUTO_COMMENT = /^[#;@!$%^&|:](?=[ \t]|$)/;

/**
 * Reads such a text.
 * @param configured `core.commentString` or `core.commentChar` of the repository, `auto` included; the scissors win over it
 */
export function readMessageDocument(text: string, configured?: string): MessageDocument {
  const { head, below, scissorsPrefix } = cutAtScissors(text);
  const lines = head.split('\n').map((line) => line.replace(/\r$/, ''));
  const commentPrefix = scissorsPrefix ?? prefixOf(lines, configured);
  const isComment = (line: string) => isCommentLine(line, commentPrefix);
  const subjectLine = lines.findIndex((line) => line.trim() !== '' && !isComment(line));
  const lastOwn = lines.findLastIndex((line) => line.trim() !== '' && !isComment(line));
  const template = lines.findIndex((line, index) => index > lastOwn && isComment(line));
  return {
    commentPrefix,
    lines,
    subjectLine: subjectLine === -1 ? undefined : subjectLine,
    templateLine: template === -1 ? lines.length : template,
    patch: below === '' ? '' : firstPart(below, commentPrefix),
  };
}

/** A text that is nothing but a message, such as that of the Source Control box. */
export function readPlainMessage(text: string): MessageDocument {
  return { ...readMessageDocument(text, '\0'), commentPrefix: '' };
}

export function isCommentLine(line: string, commentPrefix: string): boolean {
  return commentPrefix !== '' && line.startsWith(commentPrefix);
}

/** The message without comments and without empty lines around it, as git would take it. */
export function messageOf({ lines, commentPrefix }: MessageDocument): string {
  return lines
    .filter((line) => !isCommentLine(line, commentPrefix))
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

/** The lines of a message that an edit of it replaces: from its subject to its end, or to a comment within it. */
export interface MessageRange {
  /** The first line, and the one after the last. */
  readonly startLine: number;
  readonly endLine: number;
  /** The lines joined by line feeds, so that a place in it is a place in the document. */
  readonly text: string;
}

/** Where the message stands; undefined while there is none. */
export function messageRange({
  lines,
  subjectLine,
  templateLine,
  commentPrefix,
}: MessageDocument): MessageRange | undefined {
  if (subjectLine === undefined) return undefined;
  const comment = lines.findIndex((line, index) => index > subjectLine && isCommentLine(line, commentPrefix));
  const limit = comment === -1 ? templateLine : Math.min(comment, templateLine);
  const last = lines.findLastIndex((line, index) => index < limit && line.trim() !== '');
  const endLine = last + 1;
  return { startLine: subjectLine, endLine, text: lines.slice(subjectLine, endLine).join('\n') };
}

/** The line and character of the document at an offset of the message's text. */
export function positionIn(range: MessageRange, offset: number): { line: number; character: number } {
  const before = range.text.slice(0, offset).split('\n');
  return { line: range.startLine + before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function cutAtScissors(text: string): { head: string; below: string; scissorsPrefix?: string } {
  for (let at = text.indexOf(CUT); at !== -1; at = text.indexOf(CUT, at + 1)) {
    const start = text.lastIndexOf('\n', at) + 1;
    const prefix = text.slice(start, at);
    const end = text.indexOf('\n', at);
    const rest = text.slice(at + CUT.length, end === -1 ? undefined : end);
    if (!/^\S+ $/.test(prefix) || rest.trim() !== '') continue;
    const head = text.slice(0, Math.max(0, start - 1));
    return { head, below: end === -1 ? '' : text.slice(end + 1), scissorsPrefix: prefix.slice(0, -1) };
  }
  return { head: text, below: '' };
}

function prefixOf(lines: readonly string[], configured: string | undefined): string {
  if (configured !== undefined && configured !== '' && configured !== 'auto') return configured;
  const last = lines.findLast((line) => line.trim() !== '') ?? '';
  return AUTO_COMMENT.exec(last)?.[0] ?? '#';
}

/** What is below the scissors up to the changes that are not committed. */
function firstPart(below: string, commentPrefix: string): string {
  const second = `${commentPrefix} ${SECOND_PART}`;
  const at = below.startsWith(second) ? 0 : below.indexOf(`\n${second}`);
  return at === -1 ? below : below.slice(0, at + 1);
}
