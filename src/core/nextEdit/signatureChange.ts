import { declarationReader } from '../text/declarations';
import { KEYWORDS } from '../text/keywords';
import type { LanguageSyntax } from '../text/languageSyntax';
import { type ListItem, readItemList } from './argumentList';
import type { LineChange } from './editJournal';
import { wholeWords } from './wholeWords';

/** What happened to the parameters of a function. Indexes do not count a `self` that callers do not write. */
export type SignatureChange = {
  readonly name: string;
  /** Parameters it had. */
  readonly arity: number;
} & (
  | { readonly kind: 'added'; readonly index: number; readonly parameter: string }
  | { readonly kind: 'removed'; readonly index: number }
  | { readonly kind: 'reordered'; readonly order: readonly number[] }
);

interface Parameter {
  readonly name: string;
  /** Callers may leave it out. */
  readonly isOptional: boolean;
}

/** Languages that write a parameter's type before its name. */
const TYPE_FIRST = /\.(?:java|cs|c|h|cc|cpp|cxx|hpp|hh|m|mm|dart|groovy)$/i;
const RECEIVERS: ReadonlySet<string> = new Set(['self', 'cls', 'this']);

/** Reads from an edit whether it added, took away or moved one parameter; undefined for everything else. */
export function readSignatureChange(
  edit: LineChange,
  { path, syntax }: { readonly path: string; readonly syntax: LanguageSyntax },
): SignatureChange | undefined {
  const [before, after] = [edit.before, edit.after].map((lines) => readSignature(lines, { path, syntax }));
  if (!before || !after || before.name !== after.name) return undefined;
  const { name } = before;
  const [old, now] = [before.parameters.map((each) => each.name), after.parameters.map((each) => each.name)];
  if (new Set(old).size !== old.length || new Set(now).size !== now.length) return undefined;
  const arity = old.length;
  if (now.length === arity + 1) {
    const index = now.findIndex((each) => !old.includes(each));
    const added = after.parameters[index];
    if (!added || added.isOptional || !isSame(now.toSpliced(index, 1), old)) return undefined;
    return { kind: 'added', name, arity, index, parameter: added.name };
  }
  if (now.length === arity - 1) {
    const index = old.findIndex((each) => !now.includes(each));
    return isSame(old.toSpliced(index, 1), now) ? { kind: 'removed', name, arity, index } : undefined;
  }
  const order = now.map((each) => old.indexOf(each));
  if (order.includes(-1) || isSame(old, now)) return undefined;
  return { kind: 'reordered', name, arity, order };
}

function readSignature(
  lines: readonly string[],
  { path, syntax }: { readonly path: string; readonly syntax: LanguageSyntax },
): { readonly name: string; readonly parameters: readonly Parameter[] } | undefined {
  const declaration = lines.map(declarationReader(path)).find((found) => found);
  if (declaration?.kind !== 'function' && declaration?.kind !== 'method') return undefined;
  const { name } = declaration;
  const text = lines.join('\n');
  const [at] = wholeWords(text, name);
  const open = at === undefined ? -1 : text.indexOf('(', at + name.length);
  const list = readItemList(text, open, { syntax, angles: true });
  const parameters = list?.items.map((item) => readParameter(item, TYPE_FIRST.test(path)));
  if (!parameters?.every((parameter) => parameter !== undefined)) return undefined;
  const hasReceiver = RECEIVERS.has(parameters[0]?.name ?? '');
  return { name, parameters: hasReceiver ? parameters.slice(1) : parameters };
}

/** Undefined for what takes any number of arguments or has parts: what callers write for it cannot be told. */
function readParameter({ tokens }: ListItem, typeFirst: boolean): Parameter | undefined {
  const texts = tokens.map(({ text }) => text);
  if (['*', '.', '{', '['].includes(texts[0] ?? '') || texts.join('').includes('...')) return undefined;
  const names = tokens.filter(
    ({ kind, text }) => kind === 'name' && (RECEIVERS.has(text) || !KEYWORDS.has(text)),
  );
  const name = typeFirst ? names.at(-1) : names[0];
  return (
    name && {
      name: name.text,
      isOptional: texts.includes('=') || texts[texts.indexOf(name.text) + 1] === '?',
    }
  );
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each, index) => each === right[index]);
}
