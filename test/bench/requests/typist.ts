/** Turns what a commit did to a file into the keys of a person who types it. */
import type { FileChange, Hunk } from '../nextEdit/history';
import { Random } from '../completion/random';

/** One edit as the editor makes it for one key. */
export interface Key {
  /** Milliseconds since the key before. */
  readonly gapMs: number;
  /** Where the edit begins (UTF-16 offset), what it takes out and what it puts in. */
  readonly offset: number;
  readonly removed: number;
  readonly inserted: string;
  /** The cursor after the edit. */
  readonly cursor: number;
  /** What the person is going to write from the cursor on, to the end of the hunk; undefined while a mistake stands. */
  readonly truth: string | undefined;
  /** Number of the hunk, counted from 0 in the file. */
  readonly hunk: number;
  /** How much of the hunk is still to be written from the cursor on when a mistake stands, and otherwise `truth.length`. */
  readonly left: number;
}

export interface Session {
  readonly name: string;
  /** The commit that is typed. */
  readonly commit: string;
  readonly path: string;
  readonly text: string;
  readonly keys: readonly Key[];
}

/** Hunks that put in less than this (UTF-16 units) have hardly anything to suggest; longer ones were pasted. */
const LEAST_TYPED = 20;
const MOST_TYPED = 1_500;

/** The keys of one commit's change to one file, hunk by hunk from top to bottom; undefined when nothing is typed. */
export function typeSession(change: FileChange): Session | undefined {
  const name = `${change.repository} ${change.commit} ${change.path}`;
  const typist = new Typist(change.oldLines.join('\n'), new Random(name));
  let moved = 0;
  for (const hunk of change.hunks) {
    typist.writeHunk({ ...hunk, startLine: hunk.startLine + moved });
    moved += hunk.after.length - hunk.before.length;
  }
  const text = change.oldLines.join('\n');
  const { commit, path } = change;
  return typist.keys.length > 0 ? { name, commit, path, text, keys: typist.keys } : undefined;
}

const PAIRS: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '"': '"',
  "'": "'",
  '`': '`',
};

class Typist {
  readonly keys: Key[] = [];
  #text: string;
  #cursor = 0;
  /** What is still to be written behind the cursor. */
  #rest = '';
  /** What the editor has put right of the cursor by itself. */
  #autoClosed = '';
  #gapMs = 0;
  #hunk = -1;
  readonly #speed: number;

  constructor(
    text: string,
    private readonly random: Random,
  ) {
    this.#text = text;
    this.#speed = 0.7 + 0.8 * random.next();
  }

  /** Takes the old lines out in one go, if there are any, and writes the new ones. */
  writeHunk({ startLine, before, after }: Hunk): void {
    this.#hunk++;
    // New lines are begun at the end of the line above, as people do it, and not in front of the line below.
    const lineAbove = startLine === 0 ? 0 : 1;
    const start = offsetOfLine(this.#text, startLine) - lineAbove;
    const end = offsetOfLine(this.#text, startLine + before.length) - lineAbove;
    const old = this.#text.slice(start, end);
    const now = after.map((line) => (lineAbove === 1 ? `\n${line}` : `${line}\n`)).join('');
    const [head, tail] = commonEnds(old, now);
    const written = now.slice(head, now.length - tail);
    this.#cursor = start + head;
    if (written.length < LEAST_TYPED || written.length > MOST_TYPED) {
      this.#text = this.#text.slice(0, start) + now + this.#text.slice(end);
      return;
    }
    this.#rest = written;
    this.#pause(4_000, 0.6);
    const removed = old.length - head - tail;
    if (removed > 0) this.#edit(this.#cursor, removed, '', 0);
    while (this.#rest !== '') this.#writeNext();
    if (this.#autoClosed !== '') this.#edit(this.#cursor, this.#autoClosed.length, '', 0);
    this.#autoClosed = '';
  }

  #writeNext(): void {
    const character = this.#rest.charAt(0);
    this.#think();
    if (/[a-z]/i.test(character) && this.random.chance(0.025)) this.#mistype();
    if (this.#autoClosed !== '' && this.#rest.startsWith(this.#closedPart())) this.#passClosed();
    else if (character === '\n') this.#breakLine();
    else this.#write(character);
  }

  /** The first of what the editor has closed: one character, or a line break with what closes behind it. */
  #closedPart(): string {
    return /^(?:\n\s*)?\S/.exec(this.#autoClosed)?.[0] ?? this.#autoClosed;
  }

  /** Writing what stands there already moves over it; a closer on a line of its own is reached with an arrow key. */
  #passClosed(): void {
    const part = this.#closedPart();
    this.#autoClosed = this.#autoClosed.slice(part.length);
    this.#rest = this.#rest.slice(part.length);
    if (part.includes('\n')) this.#cursor += part.length;
    else this.#edit(this.#cursor, part.length, part, part.length);
  }

  /** The editor puts in the indentation that it can guess: that of the line, one more behind an opening bracket. */
  #breakLine(): void {
    const wanted = /^\n[ \t]*/.exec(this.#rest)?.[0] ?? '\n';
    const line = this.#text.slice(this.#text.lastIndexOf('\n', this.#cursor - 1) + 1, this.#cursor);
    const indent = `\n${/^[ \t]*/.exec(line)?.[0] ?? ''}`;
    const opens = /[([{:]\s*$/.test(line);
    const guessed = opens && wanted.length > indent.length ? wanted : indent;
    const put = wanted.startsWith(guessed) ? guessed : wanted;
    this.#rest = this.#rest.slice(put.length);
    if (opens && /^[)\]}]/.test(this.#autoClosed)) {
      this.#autoClosed = indent + this.#autoClosed;
      this.#edit(this.#cursor, 0, put + indent, put.length);
    } else this.#edit(this.#cursor, 0, put, put.length);
  }

  #write(character: string): void {
    this.#rest = this.#rest.slice(1);
    const closer = PAIRS[character];
    const next = this.#text.charAt(this.#cursor);
    const closes =
      closer !== undefined &&
      /^[\s)\]},;]?$/.test(next) &&
      (character !== closer || !isWord(this.#text.charAt(this.#cursor - 1)));
    if (closes) this.#autoClosed = closer + this.#autoClosed;
    this.#edit(this.#cursor, 0, closes ? character + closer : character, 1);
  }

  /** A wrong letter, noticed after none to two more, and taken back. */
  #mistype(): void {
    const more = this.#rest.slice(1, 1 + this.random.integer(0, 2)).replace(/\W.*/s, '');
    const wrong = String.fromCharCode(97 + this.random.integer(0, 25)) + more;
    for (const character of wrong) {
      this.#edit(this.#cursor, 0, character, 1, false);
      this.#pause(140, 0.45);
    }
    this.#pause(320, 0.4);
    for (let left = wrong.length; left > 0; left--) {
      this.#edit(this.#cursor - 1, 1, '', 0, left === 1);
      this.#pause(110, 0.3);
    }
  }

  /** The time before a key. Inside words people are quick; at words, lines and openings they think. */
  #think(): void {
    const before = this.#text.charAt(this.#cursor - 1);
    const isLineStart = /^\s*$/.test(
      this.#text.slice(this.#text.lastIndexOf('\n', this.#cursor - 1) + 1, this.#cursor),
    );
    if (isLineStart) this.#pause(450, 0.8, 0.15);
    else if (/[([{.=:,]/.test(before)) this.#pause(300, 0.75, 0.06);
    else if (isWord(before)) this.#pause(140, 0.45);
    else this.#pause(220, 0.65, 0.04);
  }

  /** A log-normal time around `medianMs`, with some chance of a thought of a second or two on top. */
  #pause(medianMs: number, sigma: number, thoughtChance = 0): void {
    this.#gapMs += this.#speed * medianMs * Math.exp(sigma * this.#normal());
    if (this.random.chance(thoughtChance)) this.#gapMs += 1_800 * Math.exp(0.8 * this.#normal());
  }

  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.random.next())) * Math.cos(2 * Math.PI * this.random.next());
  }

  #edit(offset: number, removed: number, inserted: string, advance: number, isRight = true): void {
    this.#text = this.#text.slice(0, offset) + inserted + this.#text.slice(offset + removed);
    this.#cursor = offset + advance;
    const truth = isRight ? this.#rest : undefined;
    const { keys } = this;
    keys.push({
      gapMs: this.#gapMs,
      offset,
      removed,
      inserted,
      cursor: this.#cursor,
      truth,
      hunk: this.#hunk,
      left: this.#rest.length,
    });
    this.#gapMs = 0;
  }
}

function isWord(character: string): boolean {
  return /\w/.test(character);
}

function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let index = 0; index < line; index++) offset = text.indexOf('\n', offset) + 1 || text.length;
  return offset;
}

/** Lengths of the beginning and of the end that two texts share. */
function commonEnds(old: string, now: string): [number, number] {
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  return [head, tail];
}
