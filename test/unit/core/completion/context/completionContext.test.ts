import { beforeEach, describe, expect, it } from 'vitest';
import { estimateTokens } from '../../../../../src/core/model/estimateTokens';
import type { ContextPiece } from '../../../../../src/core/model/languageModel';
import { CompletionContext } from '../../../../../src/core/completion/context/completionContext';
import { cutWindow } from '../../../../../src/core/completion/cursorWindow';
import { splitLines } from '../../../../../src/core/text/lines';
import { parseCursor } from '../support';

const BUDGET = 1_000;
const CURRENT = 'file:///project/src/current.ts';

let context: CompletionContext;
beforeEach(() => {
  context = new CompletionContext();
});

function open(path: string, text: string, languageId = 'typescript'): void {
  context.open({ uri: `file:///project/${path}`, path, languageId }, splitLines(text));
}

/** What is sent with a request at the `█` of the current document, which is open with that text. */
function piecesAt(marked: string, options: { budget?: number; prefixTokens?: number } = {}): ContextPiece[] {
  const { text, offset } = parseCursor(marked);
  if (!context.has(CURRENT)) open('src/current.ts', text);
  return ask(text, offset, options);
}

function ask(
  text: string,
  offset: number,
  { budget = BUDGET, prefixTokens = 1_500 }: { budget?: number; prefixTokens?: number } = {},
): ContextPiece[] {
  const before = text.slice(0, offset).split('\n');
  const cursor = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const window = cutWindow(text, offset, cursor.line, { prefixTokens, suffixTokens: 500, suffixLines: 24 });
  return context.piecesFor({ uri: CURRENT, languageId: 'typescript', cursor, window, budget });
}

/** Without where they are from. */
const shown = (pieces: readonly ContextPiece[]) => pieces.map(({ path, text }) => ({ path, text }));
const paths = (pieces: readonly ContextPiece[]) => pieces.map(({ path }) => path);

/** Code that has to do with one subject and shares few names with any other subject's. */
function codeAbout(subject: string, functions = 1): string {
  return Array.from({ length: functions }, (_, number) =>
    [
      `export function ${subject}Step${number}(${subject}Input: ${subject}Kind) {`,
      `  const ${subject}Total = measure${subject}(${subject}Input, ${number});`,
      `  if (${subject}Total > ${subject}Limit) throw new ${subject}Error(${subject}Total);`,
      `  return ${subject}Total;`,
      '}',
      '',
    ].join('\n'),
  ).join('\n');
}

describe('similar pieces', () => {
  it('come from the file that shares names with the cursor', () => {
    open('src/orders.ts', codeAbout('order'));
    open('src/users.ts', codeAbout('user'));
    const pieces = piecesAt('const userTotal = measureuser(userInput);\nif (userTotal > userLimit)█');
    expect(paths(pieces)).toEqual(['src/users.ts']);
  });

  it('are nothing when no file shares a name', () => {
    open('src/orders.ts', codeAbout('order'));
    expect(piecesAt('nothing.alike(█')).toEqual([]);
  });

  it('come from large files as from small ones', () => {
    open('src/large.ts', `${codeAbout('filler', 4_000)}\n${codeAbout('order')}`);
    const [piece] = piecesAt('const orderTotal = measureorder(orderInput);█');
    expect(piece?.text).toContain('orderLimit');
  });

  it('come from the document itself where the window does not reach', () => {
    const far = `${codeAbout('order')}\n${codeAbout('filler', 60)}`;
    const [piece] = piecesAt(`${far}\nconst orderTotal = measureorder(█`, { prefixTokens: 200 });
    expect(piece).toMatchObject({ path: 'src/current.ts' });
    expect(piece?.text).toContain('orderLimit');
  });

  it('prefer the language of the cursor', () => {
    open('src/a.py', codeAbout('order'), 'python');
    open('src/b.ts', codeAbout('order'));
    const [first] = piecesAt('const orderTotal = measureorder(orderInput);█');
    expect(first?.path).toBe('src/b.ts');
  });
});

describe('declarations', () => {
  /** Room for a small declaration, and not for the chunk that it stands in. */
  const budget = 40;
  const reader = 'export class Reader {\n  next(): Token;\n  peek(): Token;\n}';
  beforeEach(() => {
    open('src/reader.ts', `${codeAbout('filler', 2)}\n/** Reads. */\n${reader}\nafter();\n`);
    open('src/other.ts', codeAbout('other', 12));
  });

  it('of a name at the cursor are sent with the comment above, what is indented below, and the end', () => {
    expect(shown(piecesAt('const reader = new Reader(█', { budget }))).toEqual([
      { path: 'src/reader.ts', text: `/** Reads. */\n${reader}` },
    ]);
  });

  it('are left out when the name is declared in view', () => {
    expect(piecesAt('class Reader {\n  mine() {}\n}\nnew Reader(█', { budget })).toEqual([]);
  });

  it('are left out when too many files declare the name', () => {
    for (const name of ['a', 'b', 'c']) open(`src/${name}.ts`, `${codeAbout('filler', 2)}\n${reader}\n`);
    expect(piecesAt('const reader = new Reader(█', { budget })).toEqual([]);
  });
});

describe('definitions that a language server knows', () => {
  const file = (uri: string) => ({ uri, path: uri.slice('file:///'.length), languageId: 'typescript' });
  const library = 'file:///lib/reader.d.ts';
  const lines = ['other(): void;', '// Reads.', 'class Reader {', '  next(): Token;', '}', 'after();'];
  const read = 'const reader = open();\nreader.█';

  it('are sent for the name, from a file that is not open', () => {
    expect(piecesAt(read)).toEqual([]);
    context.define(CURRENT, 'reader', { file: file(library), line: 2, lines });
    const text = lines.slice(1, 5).join('\n');
    expect(shown(piecesAt(read))).toEqual([{ path: 'lib/reader.d.ts', text }]);
  });

  it('are the one that is meant where many files declare the name', () => {
    for (const name of ['a', 'b', 'c', 'd'])
      open(`src/${name}.ts`, `${codeAbout(name)}\nclass Reader {\n  ${name}();\n}`);
    const marked = 'new Reader(█';
    expect(piecesAt(marked, { budget: 30 })).toEqual([]);
    context.define(CURRENT, 'Reader', { file: file('file:///project/src/c.ts'), line: 6 });
    expect(shown(piecesAt(marked, { budget: 30 }))).toEqual([
      { path: 'src/c.ts', text: 'class Reader {\n  c();\n}' },
    ]);
  });

  it('move with the edits of their file', () => {
    open('src/c.ts', `${codeAbout('c')}\nclass Reader {\n  c();\n}`);
    context.define(CURRENT, 'reader', { file: file('file:///project/src/c.ts'), line: 6 });
    context.edit('file:///project/src/c.ts', { startLine: 0, removedLines: 0, lines: ['// new', '// new'] });
    expect(shown(piecesAt(read, { budget: 30 }))).toEqual([
      { path: 'src/c.ts', text: 'class Reader {\n  c();\n}' },
    ]);
  });

  it('are sent once when two names mean the same', () => {
    for (const name of ['reader', 'open'])
      context.define(CURRENT, name, { file: file(library), line: 2, lines });
    expect(piecesAt(read)).toHaveLength(1);
  });

  it.each([CURRENT, library])('are forgotten when %s is closed', (uri) => {
    const text = read.replace('█', '');
    open('src/current.ts', text);
    context.define(CURRENT, 'reader', { file: file(library), line: 2, lines });
    expect(ask(text, text.length)).toHaveLength(1);
    context.close(uri);
    expect(ask(text, text.length)).toEqual([]);
  });

  it('are those of their own document alone', () => {
    context.define('file:///project/src/other.ts', 'reader', { file: file(library), line: 2, lines });
    expect(piecesAt('const reader = open();\nreader.█')).toEqual([]);
  });
});

describe('recent edits', () => {
  const touch = (path: string, startLine: number, line: string) =>
    context.edit(`file:///project/${path}`, { startLine, removedLines: 1, lines: [line] });

  it('come last, most recent last, as their text now stands', () => {
    open('src/a.ts', codeAbout('apple'));
    open('src/b.ts', codeAbout('berry'));
    open('src/users.ts', codeAbout('user'));
    touch('src/a.ts', 1, '  first();');
    touch('src/b.ts', 1, '  second();');
    touch('src/a.ts', 1, '  third();');
    const pieces = piecesAt('const userTotal = measureuser(userInput);█');
    expect(paths(pieces)).toEqual(['src/users.ts', 'src/b.ts', 'src/a.ts']);
    expect(pieces[2]?.text).toContain('third();');
    expect(pieces[2]?.text).not.toContain('first();');
  });

  it('leave out the place of the cursor', () => {
    open('src/current.ts', 'one();\ntwo();\nthree();');
    touch('src/current.ts', 1, 'typed();');
    expect(ask('one();\ntyped();\nthree();', 14)).toEqual([]);
  });

  it('forget places in files that were closed', () => {
    open('src/a.ts', codeAbout('apple'));
    touch('src/a.ts', 1, '  first();');
    context.close('file:///project/src/a.ts');
    expect(piecesAt('other();█')).toEqual([]);
  });
});

describe('diagnostics', () => {
  const error = { line: 0, severity: 'error', message: 'Cannot find userLimit.' } as const;
  const marked = 'const userTotal = measureuser(userInput);█';

  it('come last of all', () => {
    open('src/users.ts', codeAbout('user'));
    open('src/a.ts', codeAbout('apple'));
    context.edit('file:///project/src/a.ts', { startLine: 1, removedLines: 1, lines: ['  first();'] });
    open('src/current.ts', marked.replace('█', ''));
    context.diagnose(CURRENT, [error]);
    expect(paths(piecesAt(marked))).toEqual(['src/users.ts', 'src/a.ts', 'diagnostics.txt']);
  });

  it('go when their line is edited, and do not outgrow their share', () => {
    open('src/current.ts', marked.replace('█', ''));
    context.diagnose(CURRENT, [error]);
    expect(paths(piecesAt(marked))).toEqual(['diagnostics.txt']);
    expect(piecesAt(marked, { budget: 60 })).toEqual([]);
    context.edit(CURRENT, { startLine: 0, removedLines: 1, lines: ['other'] });
    expect(piecesAt(marked)).toEqual([]);
  });

  it('of a document that is not open are not kept', () => {
    context.diagnose(CURRENT, [error]);
    expect(piecesAt(marked)).toEqual([]);
  });
});

describe('packing', () => {
  const many = () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) open(`src/${name}.ts`, codeAbout('user', 8));
  };

  it.each([0, 60, 150, 400, 1_000, 3_000])('keeps to a budget of %i tokens with whole lines', (budget) => {
    many();
    const pieces = piecesAt('const userTotal = measureuser(userInput);█', { budget });
    const tokens = pieces.reduce(
      (sum, { path, text }) => sum + estimateTokens(text) + estimateTokens(path),
      0,
    );
    expect(tokens).toBeLessThanOrEqual(budget);
    const lines = new Set(splitLines(codeAbout('user', 8)));
    expect(pieces.flatMap(({ text }) => splitLines(text)).filter((line) => !lines.has(line))).toEqual([]);
    if (budget >= 400) expect(pieces.length).toBeGreaterThan(0);
  });

  it('sends no line twice', () => {
    open('src/users.ts', codeAbout('user', 8));
    context.edit('file:///project/src/users.ts', { startLine: 20, removedLines: 1, lines: ['edited();'] });
    const pieces = piecesAt('const t = userStep3(userInput, measureuser(userKind)) > userLimit;█');
    const lines = pieces.flatMap(({ text }) => splitLines(text));
    const marked = lines.filter((line) => line.includes('Step') || line.includes('edited'));
    expect(marked.length).toBeGreaterThan(2);
    expect(new Set(marked).size).toBe(marked.length);
  });

  it('sends nothing that the window shows', () => {
    many();
    const text = `${codeAbout('user', 8)}\nuserTotal;`;
    const pieces = piecesAt(`${text}█`);
    expect(pieces.filter(({ path }) => path === 'src/current.ts')).toEqual([]);
    expect(pieces.length).toBeGreaterThan(0);
  });

  it('is the same for the same files and cursor', () => {
    const run = () => {
      context = new CompletionContext();
      many();
      return piecesAt('const userTotal = measureuser(userInput);█');
    };
    expect(run()).toEqual(run());
  });
});

describe('from key to key', () => {
  /** Types at the end of the current document and returns the pieces for each key. */
  function typeOut(start: string, typed: string): ContextPiece[][] {
    let text = start;
    open('src/current.ts', text);
    const asked = [ask(text, text.length)];
    for (const key of typed) {
      const lines = splitLines(text);
      const changed = splitLines((lines.at(-1) ?? '') + key);
      context.edit(CURRENT, { startLine: lines.length - 1, removedLines: 1, lines: changed });
      text += key;
      asked.push(ask(text, text.length));
    }
    return asked;
  }
  const changes = (asked: ContextPiece[][]) =>
    asked.filter((pieces, at) => at > 0 && JSON.stringify(pieces) !== JSON.stringify(asked[at - 1])).length;

  it('the pieces stay while a person types on', () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
      open(`src/${name}.ts`, codeAbout('user', 6) + codeAbout(`${name}Thing`, 3));
    const typed = 'const userTotal = measureuser(';
    expect(typed).toHaveLength(30);
    const asked = typeOut('import { measureuser } from "./a";\n\n', typed);
    expect(asked.at(-1)).not.toEqual([]);
    expect(changes(asked)).toBeLessThanOrEqual(2);
  });

  it('the prompt begins as at the key before, for nine keys of ten', () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
      open(`src/${name}.ts`, codeAbout('user', 6) + codeAbout(`${name}Thing`, 3));
    const typed = 'const userTotal = measureuser(userInput, aThingLimit);';
    const asked = typeOut('import { measureuser } from "./a";\n\n', typed);
    const steady = asked.filter(
      (pieces, at) => at > 0 && JSON.stringify(pieces) === JSON.stringify(asked[at - 1]),
    );
    expect(asked.at(-1)?.length).toBeGreaterThan(2);
    expect(steady.length / typed.length).toBeGreaterThanOrEqual(0.9);
  });

  it('they are exchanged once the cursor is at something else', () => {
    open('src/orders.ts', codeAbout('order', 5));
    open('src/users.ts', codeAbout('user', 5));
    const asked = typeOut(codeAbout('order'), `\n\n\n\n\n${codeAbout('user')}`);
    expect(asked[0]?.[0]?.path).toBe('src/orders.ts');
    expect(asked.at(-1)?.map(({ path }) => path)).toContain('src/users.ts');
    expect(changes(asked)).toBeLessThanOrEqual(8);
  });

  it('one piece is not exchanged for another that is hardly better', () => {
    open('src/apple.ts', codeAbout('apple'));
    open('src/berry.ts', codeAbout('berry'));
    const names = (subject: string) =>
      ['Total', 'Limit', 'Input', 'Kind', 'Error'].map((name) => subject + name).join(', ');
    const budget = 100;
    const start = `call(${names('apple')}`;
    expect(paths(ask(start, start.length, { budget }))).toEqual(['src/apple.ts']);
    const longer = `${start}, ${names('berry')}, measureberry`;
    expect(paths(ask(longer, longer.length, { budget }))).toEqual(['src/apple.ts']);
    context.close('file:///project/src/apple.ts');
    expect(paths(ask(longer, longer.length, { budget }))).toEqual(['src/berry.ts']);
  });

  it('those that stay keep their order and new ones come after them', () => {
    for (const name of ['apple', 'berry', 'cherry']) open(`src/${name}.ts`, codeAbout(name));
    const first = 'call(appleTotal, appleLimit, appleInput, berryTotal, berryLimit';
    expect(paths(ask(first, first.length))).toEqual(['src/apple.ts', 'src/berry.ts']);
    const cherries = 'cherryTotal, cherryLimit, cherryInput, cherryKind';
    const second = `call(${cherries}, berryTotal, berryLimit, berryInput, appleTotal, appleLimit`;
    expect(paths(ask(second, second.length))).toEqual(['src/apple.ts', 'src/berry.ts', 'src/cherry.ts']);
  });

  it('a piece whose file is closed goes at once', () => {
    open('src/orders.ts', codeAbout('order'));
    const marked = 'const orderTotal = measureorder(orderInput);█';
    expect(piecesAt(marked)).toHaveLength(1);
    context.close('file:///project/src/orders.ts');
    expect(piecesAt(marked)).toEqual([]);
  });
});
