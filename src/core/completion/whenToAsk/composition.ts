import type { TextChange } from './textChange';

/**
 * How long (ms) after its last edit a composition is taken to go on. Choosing a word from an input method's list takes
 * a second or two.
 */
export const COMPOSITION_PAUSE_MS = 2_000;
/** No composition is longer than this (UTF-16 units); what replaces more is something else. */
const LONGEST_COMPOSITION = 40;

/**
 * One letter or syllable of Hangul, one kana, one bopomofo: a composition usually begins with one. A Han character
 * alone does not count, because an input method puts it in when it is chosen.
 */
const BEGINS_COMPOSITION =
  /^[\u1100-\u11ff\u3041-\u30fa\u3105-\u312f\u3131-\u318e\uac00-\ud7a3\uff66-\uff9f]$/;
/** Hangul, kana, bopomofo, and Han characters: what input methods write. */
const COMPOSED =
  /[\u1100-\u11ff\u3041-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uff66-\uff9f]/;
/** What an input method shows while a word is spelled in Latin letters: letters, and marks between syllables. */
const SPELLED = /^[\p{L}' ]+$/u;

/** What is known of a document's composition after its last edit. */
export interface Composition {
  /** Where the text that may be rewritten begins (UTF-16 offset), and that text. */
  readonly offset: number;
  readonly text: string;
  readonly isGoingOn: boolean;
}

/**
 * Whether a composition goes on after an edit. Extensions are not told of compositions, but their edits show: with
 * each key VS Code replaces the whole text of the composition, which stands right before the cursor (`compositionType`
 * with the length of the last text): `ㅎ`, `하`, `한`; `k`, `か`, `かn`, `かん`, `漢`; `n`, `ni`, `nih`, `你好`.
 * @param before what was known before the edit, if the last edit of this document was a recent one
 */
export function followComposition(
  before: Composition | undefined,
  { offset, removed, inserted }: TextChange,
): Composition {
  const isGoingOn =
    removed === '' ? BEGINS_COMPOSITION.test(inserted) : isRewrite({ offset, removed, inserted }, before);
  return { offset, text: inserted, isGoingOn };
}

/** Whether an edit replaces the text of a composition by its next state. */
function isRewrite(
  { offset, removed, inserted }: Omit<TextChange, 'uri'>,
  before: Composition | undefined,
): boolean {
  // Put in once more as it is, the text is final: this is how a composition ends.
  if (removed === inserted || inserted === '') return false;
  if (removed.length > LONGEST_COMPOSITION || inserted.length > LONGEST_COMPOSITION) return false;
  if (/[\r\n]/.test(removed + inserted)) return false;
  const isSamePlace = before?.offset === offset && before.text === removed;
  if (COMPOSED.test(inserted)) return isSamePlace || COMPOSED.test(removed);
  return isSamePlace && SPELLED.test(inserted) && Math.abs(inserted.length - removed.length) <= 2;
}
