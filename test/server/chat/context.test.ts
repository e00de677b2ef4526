import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  ChatCommitsResult,
  ChatContextParams,
  ChatContextResult,
  ChatPromptFileParams,
  ChatPromptFileResult,
  ChatPromptFilesResult,
} from '../../../src/protocol/chat';
import { EXPECTED_ERROR_CODE, Method } from '../../../src/protocol/engine';
import { type EngineOptions, TestEngine } from '../../support/engine';
import { type TestRepository, createRepository } from '../../support/gitRepository';

let repository: TestRepository;
let engine: TestEngine;

beforeEach(() => {
  repository = createRepository();
});

afterEach(async () => {
  await engine.stop();
  repository.dispose();
});

const uriOf = (path: string) => pathToFileURL(join(repository.root, path)).href;

async function start(
  settings: Record<string, unknown> = {},
  options: Partial<EngineOptions> = {},
): Promise<void> {
  engine = await TestEngine.start({ folders: [pathToFileURL(repository.root).href], settings, ...options });
}

const read = (params: ChatContextParams) =>
  engine.connection.sendRequest<ChatContextResult>(Method.chatContext, params);
const instructions = (uri?: string) =>
  engine.connection.sendRequest<ChatContextResult>(Method.chatInstructions, uri === undefined ? {} : { uri });
const fill = (params: Partial<ChatPromptFileParams>) =>
  engine.connection.sendRequest<ChatPromptFileResult>(Method.chatPromptFile, {
    uri: uriOf('.github/prompts/ask.prompt.md'),
    input: '',
    variables: {},
    ...params,
  });
const repositoryUri = () => pathToFileURL(repository.root).href;

describe('changes and commits', () => {
  it('are read as a change with its statistics and hunks, without excluded files', async () => {
    repository.write('.aiignore', 'private/\n');
    repository.write('a.ts', 'export const a = 1;\n');
    repository.commit('First');
    repository.write('a.ts', 'export const a = 2;\n');
    repository.write('private/b.ts', 'const canary = 1;\n');
    repository.git('add', '--all', '--force');
    repository.write('c.ts', 'export const c = 3;\n');
    await start();
    const staged = await read({ kind: 'changes', repositoryUri: repositoryUri(), source: 'staged' });
    expect(staged.items).toMatchObject([
      {
        kind: 'changes',
        languageId: 'diff',
        files: [uriOf('a.ts')],
        note: 'Files left out because nothing of them may be sent: 1.',
      },
    ]);
    expect(staged.items[0]?.text).toContain('-export const a = 1;\n+export const a = 2;');
    const working = await read({ kind: 'changes', repositoryUri: repositoryUri(), source: 'workingTree' });
    expect(working.items[0]?.text).toContain('+export const c = 3;');
    expect(JSON.stringify([staged, working])).not.toContain('canary');
  });

  it('say when there is nothing', async () => {
    repository.write('a.ts', '1\n');
    repository.commit('First');
    await start();
    const { items, note } = await read({ kind: 'changes', repositoryUri: repositoryUri(), source: 'staged' });
    expect({ items, note }).toEqual({
      items: [],
      note: expect.stringContaining('Nothing is staged in') as string,
    });
  });

  it('are listed newest first, and each is read with its message, the first one and merges too', async () => {
    repository.write('a.ts', 'export const a = 1;\n');
    repository.commit('Add a\n\nBecause of b.');
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.write('b.ts', 'export const b = 1;\n');
    repository.commit('Add b');
    repository.git('checkout', '--quiet', 'main');
    repository.write('c.ts', 'export const c = 1;\n');
    repository.commit('Add c');
    repository.git('merge', '--quiet', '--no-edit', 'side');
    await start();
    const { commits } = await engine.connection.sendRequest<ChatCommitsResult>(Method.chatCommits, {
      repositoryUri: repositoryUri(),
    });
    expect(commits.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['Add a', 'Add b', 'Add c', "Merge branch 'side'"]),
    );
    expect(commits[0]).toMatchObject({ subject: "Merge branch 'side'", author: 'Test' });
    const textOf = async (subject: string) => {
      const commit = commits.find((each) => each.subject === subject)?.id ?? '';
      return (await read({ kind: 'commit', repositoryUri: repositoryUri(), commit })).items[0]?.text;
    };
    expect(await textOf('Add a')).toMatch(/Add a\n\nBecause of b\.\n\n[^]*\+export const a = 1;/);
    expect(await textOf("Merge branch 'side'")).toMatch(/\+export const b = 1;/);
  });

  it('are none on an unborn branch, and none for what is no commit', async () => {
    await start();
    const params = { repositoryUri: repositoryUri() };
    expect(await engine.connection.sendRequest(Method.chatCommits, params)).toEqual({ commits: [] });
    await expect(read({ kind: 'commit', ...params, commit: '--output=x' })).rejects.toMatchObject({
      code: EXPECTED_ERROR_CODE,
      data: { kind: 'gitFailed' },
    });
  });
});

describe('instructions', () => {
  it('are the person’s own, then the repository’s that hold for the document', async () => {
    repository.write('.github/copilot-instructions.md', 'For all.\n');
    repository.write('AGENTS.md', 'At the root.\u200b\u{e0041}\n');
    repository.write('src/AGENTS.md', 'In src.\n');
    repository.write('other/AGENTS.md', 'Elsewhere.\n');
    repository.write('CLAUDE.md', 'Not read.\n');
    repository.write(
      '.github/instructions/ts.instructions.md',
      '---\napplyTo: "**/*.ts, **/*.tsx"\n---\nTypes.\n',
    );
    repository.write('.github/instructions/py.instructions.md', '---\napplyTo: "*.py"\n---\nSnakes.\n');
    repository.write('.github/instructions/none.instructions.md', 'By hand.\n');
    await start({ 'fairwind.chat.instructions': 'Answer in Korean.' });
    const { items } = await instructions(uriOf('src/deep/a.ts'));
    expect(items.map(({ kind, label, text }) => [kind, label, text])).toEqual([
      ['instructions', 'Your own instructions', 'Answer in Korean.'],
      ['instructions', '.github/copilot-instructions.md', 'For all.'],
      ['instructions', 'AGENTS.md', 'At the root.'],
      ['instructions', 'src/AGENTS.md', 'In src.'],
      ['instructions', '.github/instructions/ts.instructions.md', 'Types.'],
    ]);
    expect((await instructions()).items.map(({ label }) => label)).toEqual([
      'Your own instructions',
      '.github/copilot-instructions.md',
      'AGENTS.md',
    ]);
  });

  it('are those for other assistants where there is no AGENTS.md', async () => {
    repository.write('CLAUDE.md', 'Hello.\n');
    await start();
    expect((await instructions()).items.map(({ label }) => label)).toEqual(['CLAUDE.md']);
  });

  it('are none that lie outside of the workspace, are excluded, or are no text', async () => {
    const outside = realpathSync(mkdtempSync(join(tmpdir(), 'fairwind-outside-')));
    try {
      writeFileSync(join(outside, 'secret.md'), 'canary');
      symlinkSync(join(outside, 'secret.md'), join(repository.root, 'AGENTS.md'));
      repository.write('.aiignore', 'CLAUDE.md\n');
      repository.write('CLAUDE.md', 'canary\n');
      repository.write('GEMINI.md', Buffer.from([0, 1, 2, 3]));
      await start();
      expect(await instructions()).toEqual({ items: [] });
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it('are the person’s own alone in Restricted Mode', async () => {
    repository.write('AGENTS.md', 'Hello.\n');
    await start({ 'fairwind.chat.instructions': 'Mine.' }, { restricted: true });
    expect((await instructions()).items.map(({ text }) => text)).toEqual(['Mine.']);
  });

  it('are cut where they are too long, and told so', async () => {
    repository.write('AGENTS.md', 'A line of instructions.\n'.repeat(5_000));
    await start();
    const [item] = (await instructions()).items;
    expect(item?.text.length).toBeLessThanOrEqual(32_000);
    expect(item?.note).toBe('Only its beginning: it is too long.');
  });
});

describe('prompt files', () => {
  it('are listed by name with what is to be typed, the workspace’s and the person’s', async () => {
    repository.write(
      '.github/prompts/ask.prompt.md',
      '---\ndescription: Asks\nmodel: talker\n---\nAsk ${input:who:a name} about ${input:what}.\n',
    );
    repository.write('.github/prompts/fix.prompt.md', '# Fix it\n');
    repository.write('mine/own.prompt.md', '---\nname: my own\nargument-hint: a thing\n---\nDo it.\n');
    await start({ 'fairwind.chat.promptFolder': join(repository.root, 'mine') });
    const { files } = await engine.connection.sendRequest<ChatPromptFilesResult>(Method.chatPromptFiles, {});
    expect(files).toEqual([
      { name: 'my-own', description: 'Do it.', uri: uriOf('mine/own.prompt.md'), argumentHint: 'a thing' },
      {
        name: 'ask',
        description: 'Asks',
        uri: uriOf('.github/prompts/ask.prompt.md'),
        argumentHint: 'a name, what',
      },
      { name: 'fix.prompt', description: 'Fix it', uri: uriOf('.github/prompts/fix.prompt.md') },
    ]);
  });

  it('make a message with their variables, files and model', async () => {
    repository.write('src/a.ts', 'export const a = 1;\n');
    repository.write('docs/b.md', 'B\n');
    repository.write(
      '.github/prompts/ask.prompt.md',
      '---\nmodel: tiny (OpenAI)\ntools: [search]\nagent: agent\n---\nExplain ${selection} of ${fileBasename} to ${input:who:me}. See [a](../../src/a.ts), #file:docs/b.md and [web](https://example.org). ${nothing} #tool:shell #file:gone.md',
    );
    const model = { id: 'talker', provider: 'openai', baseUrl: 'http://127.0.0.1:1/v1', model: 'tiny' };
    await start({ 'fairwind.models': [model] });
    const result = await fill({ input: 'Ann', variables: { selection: 'x ${file}', fileBasename: 'a.ts' } });
    expect(result).toMatchObject({
      content: expect.stringMatching(/^Explain x \$\{file\} of a\.ts to Ann\./) as string,
      modelId: 'talker',
      context: [
        {
          kind: 'file',
          label: 'src/a.ts',
          languageId: 'typescript',
          startLine: 1,
          endLine: 1,
          files: [uriOf('src/a.ts')],
        },
        { kind: 'file', label: 'docs/b.md' },
      ],
    });
    expect(result.problems.join('\n')).toMatch(
      /\$\{nothing\}[^]*"shell"[^]*agent "agent"[^]*tools \(search\)[^]*gone\.md is not attached: there is no such file/,
    );
  });

  it('get no file that is outside of the workspace or excluded, and none is one that lies elsewhere', async () => {
    repository.write('.aiignore', 'private.md\n');
    repository.write('private.md', 'canary\n');
    repository.write('elsewhere/x.prompt.md', 'canary\n');
    repository.write('.github/prompts/ask.prompt.md', '#file:private.md #file:../../../../etc/hostname');
    await start();
    const { context, problems } = await fill({});
    expect(context).toEqual([]);
    expect(problems).toHaveLength(2);
    await expect(fill({ uri: uriOf('elsewhere/x.prompt.md') })).rejects.toMatchObject({
      data: { kind: 'refused' },
    });
  });

  it('are the person’s own alone in Restricted Mode', async () => {
    repository.write('.github/prompts/ask.prompt.md', 'Ask.\n');
    await start({}, { restricted: true });
    expect(await engine.connection.sendRequest(Method.chatPromptFiles, {})).toEqual({ files: [] });
    await expect(fill({})).rejects.toMatchObject({ data: { kind: 'refused' } });
  });
});

describe('search', () => {
  it('finds the places that say most about the words, the editor’s text before the disk’s', async () => {
    repository.write(
      'src/tides.ts',
      `${'// nothing\n'.repeat(60)}export function highWater(port: string) {\n  return port;\n}\n`,
    );
    repository.write('src/wind.ts', 'export function windSpeed() {}\n');
    repository.write('node_modules/x/index.js', 'function highWater() {}\n');
    repository.write('.gitignore', 'out/\n');
    repository.write('out/tides.js', 'function highWater() {}\n');
    repository.write('.aiignore', 'private.ts\n');
    repository.write('private.ts', 'const highWater = 1;\n');
    await start();
    engine.open(uriOf('src/open.ts'), 'typescript', 'x');
    const { items } = await read({ kind: 'search', query: 'Where is the high water computed?' });
    expect(items.map(({ kind, label }) => [kind, label])).toEqual([['search', 'src/tides.ts']]);
    expect(items[0]?.text).toContain('highWater');
    expect(items[0]?.startLine).toBeGreaterThan(20);
  });

  it.each([
    { query: 'zebra', note: 'Nothing in the workspace says anything about it.' },
    { query: 'the of a', note: 'There is no word in it to search for.' },
  ])('says so where there is nothing: $query', async ({ query, note }) => {
    repository.write('a.ts', 'export const a = 1;\n');
    await start();
    expect(await read({ kind: 'search', query })).toEqual({ items: [], note });
  });
});

describe('attachments', () => {
  it('are refused in Restricted Mode', async () => {
    repository.write('a.txt', 'text\n');
    await start({}, { restricted: true });
    await expect(read({ kind: 'attachment', uri: uriOf('a.txt') })).rejects.toMatchObject({
      data: { kind: 'restricted' },
    });
  });

  it.each<{ name: string; content: Uint8Array | string; item?: object; note?: RegExp }>([
    {
      name: 'a.ts',
      content: 'let a;\r\nlet b;\r\n',
      item: { languageId: 'typescript', text: 'let a;\nlet b;\n', endLine: 2 },
    },
    { name: 'bom.txt', content: '\ufeffhello', item: { text: 'hello' } },
    { name: 'utf16.txt', content: Buffer.from('\ufeff안녕', 'utf16le'), item: { text: '안녕' } },
    { name: 'bare16.txt', content: Buffer.from('hello world', 'utf16le'), item: { text: 'hello world' } },
    {
      name: 'euckr.txt',
      content: Buffer.from([0xbe, 0xc8, 0xb3, 0xe7, 0xc7, 0xcf, 0xbc, 0xbc, 0xbf, 0xe4]),
      item: { text: '안녕하세요', note: 'Read as EUC-KR, which is a guess.' },
    },
    {
      name: 'latin.txt',
      content: Buffer.from('Tagesmenü für zwei, très bon \x93x\x94', 'latin1'),
      item: { text: 'Tagesmenü für zwei, très bon “x”', note: 'Read as Windows-1252, which is a guess.' },
    },
    {
      name: 'binary.dat',
      content: Buffer.from([1, 0, 2, 0, 0, 0, 3, 4, 5]),
      note: /neither text nor a PDF/,
    },
    { name: 'empty.txt', content: ' \n', note: /is empty/ },
    { name: '.env', content: 'KEY=1', note: /may hold keys or passwords/ },
    {
      name: 'small.csv',
      content: 'a;b\n1;2\n',
      item: { languageId: 'csv', text: 'a;b\n1;2' },
    },
    {
      name: 'large.csv',
      content: `name,"what, it is"\n${'one,"two\nthree"\n'.repeat(3_000)}`,
      item: { note: expect.stringMatching(/^The first 9\d\d of 3001 rows, with 2 columns\.$/) as string },
    },
    {
      name: 'picture.txt',
      content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]),
      item: { kind: 'image', text: '', image: { mediaType: 'image/png', data: 'iVBORw0KGgoA' } },
    },
    {
      name: 'tides.pdf',
      content: readFileSync(join(__dirname, '../pdf/fixtures/tides.pdf')),
      item: {
        languageId: 'plaintext',
        text: expect.stringMatching(/^\[Page 1\]\nTides[^]*\[Page 2\]\nSecond page/) as string,
      },
    },
    { name: 'broken.pdf', content: '%PDF-1.4 nothing', note: /has no pages that can be read/ },
    { name: 'tag.md', content: 'be\u200b good\u{e0041}', item: { text: 'be good' } },
  ])('are read: $name', async ({ name, content, item, note }) => {
    repository.write(name, content);
    await start();
    const byAddress = await read({ kind: 'attachment', uri: uriOf(name) });
    const data = Buffer.from(content as string).toString('base64');
    const pasted = await read({ kind: 'attachment', name, data });
    for (const result of [byAddress, pasted]) {
      if (item) expect(result.items).toMatchObject([{ kind: 'attachment', label: name, ...item }]);
      else expect(result).toEqual({ items: [], note: expect.stringMatching(note ?? /never/) as string });
    }
    expect(pasted.items[0]?.files ?? []).toEqual([]);
  });
});
