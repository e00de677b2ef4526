import type { ContextItem } from '../contextBlock';

/** UTF-16 units up to which a selection is given itself although its lines are shown: they do not say which part. */
const SHORT_SELECTION = 400;

/** A context item with its lines, to be compared with others of the same file. */
export class ItemLines {
  /** Only items with the same key can hold the same text. */
  readonly key: string;
  readonly #lines: readonly string[];
  readonly #text: string;

  constructor(readonly item: ContextItem) {
    const [file, ...others] = item.files ?? [];
    const isOfFile = file !== undefined && others.length === 0 && item.startLine !== undefined;
    this.key = isOfFile ? file : `${item.kind}:${item.label}`;
    this.#text = item.text.replace(/\n$/, '');
    this.#lines = this.#text.split('\n');
  }

  get #start(): number {
    return this.item.startLine ?? 1;
  }

  /** Whether all of the other's text is in this one. */
  holds(other: ItemLines): boolean {
    if (this.key !== other.key) return false;
    const first = other.#start - this.#start;
    if (first < 0 || first + other.#lines.length > this.#lines.length) return false;
    const text = this.#lines.slice(first, first + other.#lines.length).join('\n');
    if (text === other.#text) return true;
    return (
      other.item.kind === 'selection' &&
      other.item.text.length > SHORT_SELECTION &&
      text.includes(other.#text)
    );
  }

  /** Whether this one says otherwise of lines that both have. A selection may begin and end inside a line. */
  contradicts(other: ItemLines): boolean {
    if (this.key !== other.key) return false;
    if (this.item.startLine === undefined) return this.#text !== other.#text;
    const [own, others] = [this.#wholeLines, other.#wholeLines];
    const start = Math.max(own.start, others.start);
    const end = Math.min(own.start + own.lines.length, others.start + others.lines.length);
    for (let line = start; line < end; line++)
      if (own.lines[line - own.start] !== others.lines[line - others.start]) return true;
    return false;
  }

  get #wholeLines(): { readonly start: number; readonly lines: readonly string[] } {
    return this.item.kind === 'selection'
      ? { start: this.#start + 1, lines: this.#lines.slice(1, -1) }
      : { start: this.#start, lines: this.#lines };
  }
}

/** The items of which a later question has a newer text, question by question. `questions` are in their order. */
export function* findStale(
  questions: readonly (readonly ItemLines[])[],
): Generator<void, ReadonlySet<ItemLines>> {
  const stale = new Set<ItemLines>();
  const later = new Map<string, ItemLines[]>();
  for (const items of questions.toReversed()) {
    yield;
    for (const each of items)
      if (later.get(each.key)?.some((newer) => newer.contradicts(each)) === true) stale.add(each);
    for (const each of items) later.set(each.key, [...(later.get(each.key) ?? []), each]);
  }
  return stale;
}
