/** The file that git's `commit.template` names, read for its structure. */
export interface CommitTemplate {
  /** The text without its comments, as an editor would show it. */
  readonly text: string;
  /** What its comments say: how the person who wrote it wants messages to be. */
  readonly comments: string;
  /** Its path in the repository; absent when it lies outside, in the person's own configuration. */
  readonly path?: string;
}

/** Reads a template. Undefined when there is nothing in it. */
export function readTemplate(source: string, commentChar = '#', path?: string): CommitTemplate | undefined {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const isComment = (line: string) => line.startsWith(commentChar);
  const text = lines
    .filter((line) => !isComment(line))
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const comments = lines
    .filter(isComment)
    .map((line) => line.slice(commentChar.length).trim())
    .join('\n')
    .trim();
  if (text === '' && comments === '') return undefined;
  return { text, comments, ...(path !== undefined && { path }) };
}

/**
 * The lines of a template that a message keeps: headings, fields such as `Reviewed-by:` and whole trailers. A line to
 * write over, such as `<subject>` or `Short summary`, is none.
 */
export function keptLines({ text }: CommitTemplate): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => HEADING.test(line) || TRAILER.test(line));
}

/** `Why:`, `## Why`, `[Why]`, `* Why:`; a colon at the end or Markdown's marks make it one. */
const HEADING = /^(?:#{1,6}\s+\S.*|[^<>{}]{1,60}[:：]|={2,}\s*\S.*|\*\*[^*]+\*\*:?)$/;
const TRAILER = /^[A-Z][A-Za-z]+(?:-[A-Za-z]+)+:\s*[^<>{}\s][^{}]*$/;

/** The lines that the template keeps and a message lacks, in their order. */
export function missingLines(message: string, template: CommitTemplate): string[] {
  const present = message.split('\n').map((line) => line.trim().toLowerCase());
  return keptLines(template).filter((line) => !present.some((own) => own.startsWith(line.toLowerCase())));
}

/**
 * Puts the lines that a message lacks where the template has them: before the next one that the message has, else at
 * the end. Whoever commits fills them in.
 */
export function withTemplate(message: string, template: CommitTemplate): string {
  const lines = message.split('\n');
  const kept = keptLines(template);
  const missing = new Set(missingLines(message, template));
  let end = lines.length;
  for (const line of [...kept].reverse()) {
    const at = lines.findLastIndex((own, index) => index < end && startsWith(own, line));
    if (!missing.has(line)) {
      if (at > 0) end = at;
      continue;
    }
    const isField = /^[A-Z][A-Za-z]+(?:-[A-Za-z]+)*[:：]/.test(line) && TRAILER.test(line);
    lines.splice(
      end,
      0,
      ...(isField && end < lines.length ? [line] : ['', line]),
      ...(end < lines.length ? [''] : []),
    );
  }
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function startsWith(line: string, start: string): boolean {
  return line.trim().toLowerCase().startsWith(start.toLowerCase());
}
