import type { PromptPart } from '../../model/rawPrompt';

/** Lines that a next-edit model is asked to write anew, with what stands around them. Every text ends its lines by LF. */
export interface EditableRegion {
  /** Path of the file relative to its workspace folder. */
  readonly path: string;
  /** Lines of the file above and below the region, each ended by LF. */
  readonly above: string;
  readonly below: string;
  /** The region as it is, and as it was before the last edit. The last line has no end. */
  readonly current: string;
  readonly original: string;
  /** The cursor, in UTF-16 units of `current`. */
  readonly cursor: number;
  /** The region's first line in the file, counted from 0. */
  readonly startLine: number;
  /** The person's last edits, oldest first. */
  readonly edits: readonly EditedLines[];
}

/** An edit as lines of one file, joined by LF. */
export interface EditedLines {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** How one family of next-edit models is asked, and how it answers. */
export interface NextEditFormat {
  readonly family: string;
  /** Matches the model names of this family. */
  readonly names: RegExp;
  /** Lines of the region above and below the cursor's line. */
  readonly regionLines: number;
  /** Lines around the region that are shown and not to be changed, on each side. */
  readonly contextLines: number;
  /** Texts that end the answer. */
  readonly stops: readonly string[];
  render(region: EditableRegion): readonly PromptPart[];
  /** The region as the model wrote it anew; undefined when it proposes nothing, or did not keep to the format. */
  read(answer: string): string | undefined;
}

/** The cursor's mark within the region. */
export function withCursor({ current, cursor }: EditableRegion, mark: string): PromptPart[] {
  return [{ text: current.slice(0, cursor) }, { format: mark }, { text: current.slice(cursor) }];
}

/** The text before the first of the marks, or all of it. */
export function cutAtFirst(text: string, marks: readonly string[]): string {
  const places = marks.map((mark) => text.indexOf(mark)).filter((place) => place !== -1);
  return text.slice(0, Math.min(text.length, ...places));
}
