import { KEYWORDS } from '../../text/keywords';
import type { LanguageSyntax } from '../../text/languageSyntax';
import { type DeclarationReach, declares } from '../declares';
import type { RecentEdit } from '../editJournal';
import { editShape } from '../editShape';
import { enclosingBlock } from '../enclosingBlock';
import {
  type NextEdit,
  type NextEditRule,
  type RuleDocument,
  type RuleRequest,
  touchesEdit,
} from '../nextEdit';
import { wholeWords } from '../wholeWords';

/** A name that was replaced by another, wherever an edit changed anything. */
interface Renaming {
  readonly from: string;
  readonly to: string;
  /** Places of the edit at which it stood. */
  readonly count: number;
  /** Whether the name stood after a dot, at each of these places. */
  readonly memberUses: ReadonlySet<boolean>;
}

/** A name was changed in one place: the places where it still stands follow. */
export const renameRule: NextEditRule = (request) => {
  const { document, edits } = request;
  const last = edits.at(-1);
  const renaming = last && readRenaming(last, document.syntax);
  if (!renaming) return [];
  const evidence = gatherEvidence(request, renaming);
  if (!evidence) return [];
  const { from, to } = renaming;
  const byLine = new Map<number, number[]>();
  for (const offset of wholeWords(document.text, from)) {
    const line = document.lines.lineAt(offset);
    if (line < evidence.startLine || line >= evidence.endLine) continue;
    if (!evidence.memberUses.has(isMember(document.text, offset)) || !document.isCode(offset)) continue;
    byLine.set(line, [...(byLine.get(line) ?? []), offset]);
  }
  return [...byLine]
    .filter(([line]) => !touchesEdit(last, line))
    .map(([, offsets]) => replaceAll(document, offsets, { from, to }));
};

function readRenaming(edit: RecentEdit, syntax: LanguageSyntax): Renaming | undefined {
  const { before, changes } = editShape(edit, syntax);
  const memberUses = new Set<boolean>();
  let names: { from: string; to: string } | undefined;
  for (const { start, end, inserted } of changes) {
    if (![...before.slice(start, end), ...inserted].some(({ kind }) => kind !== 'space')) continue;
    const [old, replacement] = [before[start], inserted[0]];
    if (end !== start + 1 || inserted.length !== 1 || !old || !replacement) return undefined;
    if (old.kind !== 'name' || replacement.kind !== 'name') return undefined;
    if (names && (names.from !== old.text || names.to !== replacement.text)) return undefined;
    names = { from: old.text, to: replacement.text };
    memberUses.add(before[start - 1]?.text === '.');
  }
  if (!names || KEYWORDS.has(names.from) || KEYWORDS.has(names.to)) return undefined;
  return { ...names, count: changes.length, memberUses };
}

interface Evidence {
  /** Lines in which the name means the same thing. */
  readonly startLine: number;
  readonly endLine: number;
  readonly memberUses: ReadonlySet<boolean>;
}

/** Where the name is to be replaced; undefined where too little speaks for a renaming. */
function gatherEvidence({ edits, document }: RuleRequest, { from, to }: Renaming): Evidence | undefined {
  const memberUses = new Set<boolean>();
  let uses = 0;
  let reach: DeclarationReach | undefined;
  let local: RecentEdit | undefined;
  for (const edit of edits) {
    const renaming = readRenaming(edit, document.syntax);
    if (renaming?.from === to && renaming.to === from) return undefined;
    if (renaming?.from !== from || renaming.to !== to) continue;
    uses += renaming.count;
    for (const use of renaming.memberUses) memberUses.add(use);
    const declared = edit.after.map((line) => declares(line, to, document.path)).find((found) => found);
    if (declared === 'member') memberUses.add(true);
    if (declared === 'local') local = edit;
    reach = declared ?? reach;
  }
  if (reach === undefined && uses < 2) return undefined;
  const span = local
    ? enclosingBlock(document, local.startLine)
    : { startLine: 0, endLine: document.lines.count };
  return { ...span, memberUses };
}

function replaceAll(
  { uri, text }: RuleDocument,
  offsets: readonly number[],
  { from, to }: Pick<Renaming, 'from' | 'to'>,
): NextEdit {
  const start = offsets[0] ?? 0;
  let newText = '';
  let end = start;
  for (const offset of offsets) {
    newText += text.slice(end, offset) + to;
    end = offset + from.length;
  }
  return { kind: 'rename', uri, range: { start, end }, newText, name: to };
}

function isMember(text: string, offset: number): boolean {
  return text.charAt(offset - 1) === '.';
}
