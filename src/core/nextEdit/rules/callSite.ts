import { declarationReader } from '../../text/declarations';
import { type ItemList, readItemList } from '../argumentList';
import { enclosingBlock } from '../enclosingBlock';
import { type NextEdit, type NextEditRule, type RuleDocument, lineText, touchesEdit } from '../nextEdit';
import { type SignatureChange, readSignatureChange } from '../signatureChange';
import { wholeWords } from '../wholeWords';

/** A function's parameters were changed: the calls that still have as many arguments as it took before follow. */
export const callSiteRule: NextEditRule = ({ edits, document }) => {
  const change = edits.map((edit) => readSignatureChange(edit, document)).findLast((found) => found);
  if (!change) return [];
  const found: NextEdit[] = [];
  for (const offset of wholeWords(document.text, change.name)) {
    const line = document.lines.lineAt(offset);
    if (edits.some((edit) => touchesEdit(edit, line)) || !document.isCode(offset)) continue;
    if (declarationReader(document.path)(lineText(document, line))?.name === change.name) continue;
    const open = offset + change.name.length;
    const call = readItemList(document.text, open, { syntax: document.syntax, angles: false });
    const edit =
      call && call.items.length === change.arity ? changeCall(document, { call, open, change }) : undefined;
    if (edit) found.push(edit);
  }
  return found;
};

interface Call {
  readonly call: ItemList;
  /** UTF-16 offset of the opening parenthesis. */
  readonly open: number;
  readonly change: SignatureChange;
}

/** The edit for one call; undefined where what to write is not certain. */
function changeCall(document: RuleDocument, { call, open, change }: Call): NextEdit | undefined {
  const { text, uri } = document;
  const { items } = call;
  // Arguments that are given by name, or spread, need not stand where their parameter does.
  if (
    items.some(
      ({ tokens }) =>
        /^(?:\*|\.|\.\.\.)$/.test(tokens[0]?.text ?? '') || /^\s*\w+\s*=(?!=)/.test(textOf(tokens)),
    )
  )
    return undefined;
  const edit = (start: number, end: number, newText: string): NextEdit => ({
    kind: 'callSite',
    name: change.name,
    uri,
    range: { start, end },
    newText,
  });
  if (change.kind === 'removed') {
    const [item, previous, next] = [items[change.index], items[change.index - 1], items[change.index + 1]];
    if (!item) return undefined;
    if (next) return edit(item.start, next.start, '');
    return edit(previous?.end ?? item.start, item.end, '');
  }
  if (change.kind === 'reordered') {
    const [first, last] = [items[0], items.at(-1)];
    if (!first || !last || text.slice(open, call.end).includes('\n')) return undefined;
    const source = (index: number) => text.slice(items[index]?.start, items[index]?.end);
    return edit(first.start, last.end, change.order.map(source).join(', '));
  }
  // What is not certain is left to the person: the cursor jumps there, and nothing is written.
  const written = isKnownAt(document, open, change.parameter) ? change.parameter : undefined;
  const [previous, next] = [items[change.index - 1], items[change.index]];
  const place = next?.start ?? previous?.end ?? open + 1;
  if (written === undefined) return edit(place, place, '');
  if (next) return edit(place, place, `${written}, `);
  return edit(place, place, previous ? `, ${written}` : written);
}

/** Whether a name stands by itself above an offset in the same function: what a caller has under it, it passes on. */
function isKnownAt(document: RuleDocument, offset: number, name: string): boolean {
  const block = enclosingBlock(document, document.lines.lineAt(offset));
  if (!block.isDeclared) return false;
  const start = document.lines.startOf(block.startLine);
  for (const at of wholeWords(document.text.slice(start, offset), name)) {
    if (document.text.charAt(start + at - 1) !== '.' && document.isCode(start + at)) return true;
  }
  return false;
}

function textOf(tokens: readonly { readonly text: string }[]): string {
  return tokens.map(({ text }) => text).join('');
}
