/** When definitions are asked for, of which names, and which files they may come from. */
import { symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DefinitionPlace, DefinitionsParams, DefinitionsResult } from '../../src/protocol/engine';
import { FakeTime } from '../support/fakeTime';
import { TestEditor, writeWorkspace } from '../support/editor';

const READER = '// Reads.\nexport class Reader {\n  next(): Token;\n}\nexport const other = 1;\n';
const CURRENT = 'const sum = total(orders.reduce(addUp';
const RESTED_MS = 1_000;

/** An editor whose language servers answer as told; a name stands at each place of {@link CURRENT}. */
async function open(
  files: Record<string, string>,
  answer: (name: string, uriOf: (path: string) => string) => DefinitionPlace | null,
) {
  const root = await writeWorkspace(files);
  const uriOf = (path: string) => pathToFileURL(join(root, path)).href;
  const time = new FakeTime();
  const asked: DefinitionsParams[] = [];
  let result = (params: DefinitionsParams): DefinitionsResult => ({
    definitions: params.positions.map(({ character }) =>
      answer(/^\w+/.exec(CURRENT.slice(character))?.[0] ?? '', uriOf),
    ),
  });
  const editor = new TestEditor({
    clock: time,
    timer: time,
    findDefinitions: async (params) => {
      asked.push(params);
      return result(params);
    },
  });
  onTestFinished(() => editor.context.dispose());
  editor.folders = [uriOf('project')];
  editor.current = uriOf('project/src/current.ts');
  editor.open(editor.current, { text: CURRENT });
  return {
    root,
    uriOf,
    editor,
    asked,
    /** Asks for context, as each key does, and rests. */
    rest: async () => {
      editor.sent();
      await time.advanceTo(time.now() + RESTED_MS);
    },
    time,
    answerWith: (other: typeof result) => {
      result = other;
    },
    expectSent: (paths: string[]) => expect.poll(() => editor.sent()).toEqual(paths),
  };
}

const readerIn =
  (path: string) =>
  (name: string, uriOf: (path: string) => string): DefinitionPlace | null =>
    name === 'orders' ? { uri: uriOf(path), line: 1 } : null;

describe('definitions', () => {
  it('are asked for once the person rests, for the names near the cursor, and sent from then on', async () => {
    const { editor, asked, rest, expectSent } = await open(
      { 'project/lib/reader.ts': READER },
      readerIn('project/lib/reader.ts'),
    );
    expect(editor.sent()).toEqual([]);
    expect(asked).toEqual([]);
    await rest();
    const characters = ['sum', 'total', 'orders', 'reduce', 'addUp'].map((name) => CURRENT.indexOf(name));
    const positions = characters.map((character) => ({ line: 0, character }));
    expect(asked).toEqual([{ uri: editor.current, version: 1, positions }]);
    await expectSent(['lib/reader.ts']);
    expect(editor.pieces()[0]?.text).toBe('// Reads.\nexport class Reader {\n  next(): Token;\n}');
  });

  it('are sent although the document itself is among the files of its folder', async () => {
    const beside = 'export function total(orders: Order[]) {\n  return orders.reduce(addUp);\n}\n';
    const { root, editor, rest } = await open(
      { 'project/src/current.ts': CURRENT, 'project/src/beside.ts': beside, 'project/lib/reader.ts': READER },
      readerIn('project/lib/reader.ts'),
    );
    // The file modified last is read first: once this one is there, the document has been looked at.
    await utimes(join(root, 'project/src/beside.ts'), 0, 0);
    await expect.poll(() => editor.sent()).toContain('src/beside.ts');
    const sentAfterRest = async () => {
      await rest();
      return editor.sent();
    };
    await expect.poll(sentAfterRest).toContain('lib/reader.ts');
  });

  it('are not asked for while the person types', async () => {
    const { editor, asked, time } = await open({}, () => null);
    for (let key = 0; key < 20; key++) {
      editor.sent();
      await time.advanceTo(time.now() + 100);
    }
    expect(asked).toEqual([]);
  });

  it('are asked for once per name, and again when the document was saved', async () => {
    const { editor, asked, rest } = await open({}, (_, uriOf) => ({
      uri: uriOf('project/gone.ts'),
      line: 0,
    }));
    for (let times = 0; times < 30; times++) await rest();
    expect(asked).toHaveLength(1);
    editor.save(editor.current);
    // The file that the first answer named is looked for on the disk, which takes real time.
    const askedAfterRest = async () => {
      await rest();
      return asked;
    };
    await expect.poll(askedAfterRest).toHaveLength(2);
  });

  it('are asked for again after fifteen seconds where there was no answer', async () => {
    const { asked, rest } = await open({}, () => null);
    for (let seconds = 0; seconds < 15; seconds++) await rest();
    expect(asked).toHaveLength(1);
    await rest();
    await rest();
    expect(asked).toHaveLength(2);
  });

  it('are asked for again when the document had changed meanwhile', async () => {
    const { asked, rest, answerWith } = await open({}, () => null);
    answerWith(() => ({ definitions: null }));
    await rest();
    await rest();
    expect(asked).toHaveLength(2);
  });

  it('are forgotten when their file changes on disk, and asked for again', async () => {
    const file = 'project/lib/reader.ts';
    const { editor, asked, rest, expectSent, uriOf } = await open({ [file]: READER }, readerIn(file));
    await rest();
    await expectSent(['lib/reader.ts']);
    editor.diskChanges.fire(uriOf(file));
    expect(editor.sent()).toEqual([]);
    await rest();
    expect(asked).toHaveLength(2);
  });
});

describe('a definition is sent', () => {
  const elsewhere = 'elsewhere/lib/reader.ts';

  it.each<[string, string, string[]]>([
    ['from a closed file of the workspace', 'project/lib/reader.ts', ['lib/reader.ts']],
    ['from a package in the workspace', 'project/node_modules/p/index.d.ts', ['node_modules/p/index.d.ts']],
  ])('%s', async (_, path, sent) => {
    const { rest, expectSent } = await open({ [path]: READER }, readerIn(path));
    await rest();
    await expectSent(sent);
  });

  it('from a package outside of the workspace', async () => {
    const path = 'elsewhere/node_modules/p/index.d.ts';
    const { rest, editor } = await open({ [path]: READER }, readerIn(path));
    await rest();
    await expect.poll(() => editor.pieces()[0]?.text).toContain('Reader');
  });

  it.each<[string, string]>([
    ['from a file outside of the workspace', elsewhere],
    ['from an ignored file', 'project/lib/ignored.ts'],
    ['from a file that is excluded', 'project/lib/excluded.ts'],
    ['from a file that may hold secrets', 'project/lib/.env'],
    ['from a package that is a link to other files', 'project/node_modules/linked/lib/reader.ts'],
    ['from a file that is gone', 'project/lib/gone.ts'],
  ])('not %s', async (_, path) => {
    const seen = 'project/lib/seen.ts';
    const files = {
      [elsewhere]: READER,
      'project/lib/ignored.ts': READER,
      'project/lib/excluded.ts': READER,
      'project/lib/.env': READER,
      'project/node_modules/p/index.js': '',
      [seen]: READER,
      'project/.gitignore': 'ignored.ts\n',
      'project/.fairwindignore': 'excluded.ts\n',
    };
    // The last of the names is defined where it may be sent from, so that the test can tell when all were read.
    const { root, rest, expectSent } = await open(files, (name, uriOf) =>
      name === 'addUp' ? { uri: uriOf(seen), line: 1 } : readerIn(path)(name, uriOf),
    );
    await symlink(join(root, 'elsewhere'), join(root, 'project/node_modules/linked'));
    await rest();
    await expectSent(['lib/seen.ts']);
  });
});
