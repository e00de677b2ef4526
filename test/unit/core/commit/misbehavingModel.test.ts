import conventional from '@commitlint/config-conventional';
import lint from '@commitlint/lint';
import { describe, expect, it } from 'vitest';
import { readCommitlint } from '../../../../src/core/commit/commitlint';
import { type ModelDraft, draftWithModel } from '../../../../src/core/commit/modelDraft';
import { languageOf } from '../../../../src/core/commit/style';
import { ticketsIn } from '../../../../src/core/commit/tickets';
import type { LanguageModel, ModelEvent } from '../../../../src/core/model/languageModel';
import { createGate } from '../../../../src/core/privacy/gate';
import { SentLog } from '../../../../src/core/privacy/sentLog';
import { type DraftSetup, commitInput, requestOf } from './draftFixture';

/** How the configuration's own parser preset (conventional-changelog-conventionalcommits) reads a header. */
const PARSER = { headerPattern: /^(\w*)(?:\((.*)\))?!?: (.*)$/ };
const RULES = readCommitlint({ extends: ['@commitlint/config-conventional'] });

/** A Conventional Commits repository with commitlint, as most have it. */
const REPOSITORY: DraftSetup = {
  recent: ['feat(parser): read trees lazily', 'fix: handle empty text', 'docs: explain the parser'],
  conventions: { ...(RULES && { rules: RULES }) },
};

/** What a model answers, however often it is asked; a list is one answer after the other, the last one again. */
interface Misbehaviour extends DraftSetup {
  readonly answer: string | readonly string[];
  /** The message that comes of it, where it must be that one. */
  readonly message?: string;
}

const long = 'word '.repeat(40).trim();
const body = `feat: add readTree\n\n${'A sentence about it. '.repeat(12)}`;

const MISBEHAVIOURS: Readonly<Record<string, Misbehaviour>> = {
  'a code fence': { answer: '```\nfeat: add readTree\n```', message: 'feat: add readTree' },
  'a fence with a language': {
    answer: '```gitcommit\nfeat: add readTree\n```',
    message: 'feat: add readTree',
  },
  'a fence that never ends': { answer: '```\nfeat: add readTree', message: 'feat: add readTree' },
  tildes: { answer: '~~~\nfeat: add readTree\n~~~', message: 'feat: add readTree' },
  'an introduction': {
    answer: 'Sure! Here is the commit message:\n\nfeat: add readTree',
    message: 'feat: add readTree',
  },
  'a remark at the end': {
    answer: 'feat: add readTree\n\nLet me know if you want changes!',
    message: 'feat: add readTree',
  },
  'a label': { answer: 'Commit message: feat: add readTree', message: 'feat: add readTree' },
  quotes: { answer: '"feat: add readTree"', message: 'feat: add readTree' },
  'bold words': { answer: '**feat: add readTree**', message: 'feat: add readTree' },
  'a heading': { answer: '# feat: add readTree', message: 'feat: add readTree' },
  'reasoning in tags': {
    answer: '<think>A diff.\nfix: no</think>\nfeat: add readTree',
    message: 'feat: add readTree',
  },
  'reasoning whose tag was swallowed': {
    answer: 'A diff.\n</think>\nfeat: add readTree',
    message: 'feat: add readTree',
  },
  'no type': { answer: 'Add readTree', message: 'feat: add readTree' },
  'a type that does not exist': { answer: 'feature: add readTree' },
  'a type in capitals': { answer: 'FEAT: Add readTree' },
  'a type with a space': { answer: 'feat : add readTree' },
  'a type in brackets': { answer: '[feat] Add readTree' },
  'a type twice': { answer: 'feat: feat: add readTree', message: 'feat: add readTree' },
  'an emoji before the type': { answer: '✨ feat: add readTree' },
  'an empty scope': { answer: 'feat(): add readTree' },
  'several scopes': { answer: 'feat(parser,tree): add readTree' },
  'a capital': { answer: 'feat: Add readTree', message: 'feat: add readTree' },
  'all capitals': { answer: 'feat: ADD THE TREE READER' },
  'a period': { answer: 'feat: add readTree.', message: 'feat: add readTree' },
  'several periods': { answer: 'feat: add readTree...' },
  'the past tense': {
    answer: 'feat: added readTree to the parser',
    message: 'feat: add readTree to the parser',
  },
  'a subject that is far too long': { answer: `feat: ${long}` },
  'a subject that is one long word': { answer: `feat: ${'x'.repeat(300)}` },
  'two subjects': { answer: 'feat: add readTree\nfix: handle text' },
  'a choice of messages': {
    answer: '1. feat: add readTree\n2. feat: introduce readTree\n3. chore: update parser',
    message: 'feat: add readTree',
  },
  'a list': { answer: '- feat: add readTree\n- docs: explain it' },
  'a body without an empty line': { answer: 'feat: add readTree\nIt reads trees.' },
  'a body of one long line': { answer: body },
  'Markdown in the body': {
    answer: 'feat: add readTree\n\n## Changes\n- **readTree** added\n```ts\nreadTree()\n```',
  },
  trailers: {
    answer: 'feat: add readTree\n\nCo-authored-by: Bot <b@example.org>\nSigned-off-by: Bot',
    message: 'feat: add readTree',
  },
  'an advertisement': {
    answer: 'feat: add readTree\n\n🤖 Generated with [Tool](https://tool.example)',
    message: 'feat: add readTree',
  },
  'an invented ticket': { answer: 'feat: add readTree (#123)\n\nCloses #123', message: 'feat: add readTree' },
  'an invented key': { answer: 'feat: ABC-123 add readTree', message: 'feat: add readTree' },
  'invented names in the body': {
    answer: 'feat: add readTree\n\nAlso changes parseAll in src/all.ts.',
    message: 'feat: add readTree',
  },
  'another language': {
    answer: ['검색 기능을 추가합니다', 'feat: add readTree'],
    message: 'feat: add readTree',
  },
  'another language, twice': { answer: '검색 기능을 추가합니다' },
  'talk of the commit': { answer: 'feat: this commit adds readTree', message: 'feat: add readTree' },
  'an earlier subject': {
    answer: ['feat(parser): read trees lazily', 'feat: add readTree'],
    message: 'feat: add readTree',
  },
  'only a type': { answer: 'feat:' },
  JSON: { answer: '{"message": "feat: add readTree"}', message: 'feat: add readTree' },
  'JSON of parts, in a fence': {
    answer:
      '```json\n{\n  "type": "feat",\n  "subject": "feat: add readTree",\n  "body": "It reads trees."\n}\n```',
    message: 'feat: add readTree\n\nIt reads trees.',
  },
  'JSON that is cut off': { answer: '{"message": "feat: add readTree", "bo', message: 'feat: add readTree' },
  'reasoning without tags': {
    answer:
      'The user wants a commit message.\nLet me look at the diff: it adds readTree.\n\nSo the type is feat.\n\nfeat: add readTree',
    message: 'feat: add readTree',
  },
  'reasoning in a channel of its own': {
    answer:
      '<|channel|>analysis<|message|>We need a message.<|end|><|start|>assistant<|channel|>final<|message|>feat: add readTree<|return|>',
    message: 'feat: add readTree',
  },
  'the marks of a chat template': {
    answer: '<|im_start|>assistant\nfeat: add readTree<|im_end|>\n<|im_start|>user\nThanks',
    message: 'feat: add readTree',
  },
  'a tag around the message': {
    answer: '<commit_message>\nfeat: add readTree\n</commit_message>\nThis is it.',
    message: 'feat: add readTree',
  },
  'the command': { answer: 'git commit -m "feat: add readTree"', message: 'feat: add readTree' },
  'the command with a body, in a fence': {
    answer: '```bash\ngit commit -m "feat: add readTree" -m "It reads trees."\n```',
    message: 'feat: add readTree\n\nIt reads trees.',
  },
  'two options': {
    answer: '**Option 1:**\nfeat: add readTree\n\n**Option 2:**\nfeat: introduce readTree',
    message: 'feat: add readTree',
  },
  'an alternative': {
    answer: 'feat: add readTree\n\nAlternatively:\n\nfeat: introduce readTree',
    message: 'feat: add readTree',
  },
  'an alternative behind "or"': {
    answer: 'feat: add readTree\n\nor\n\nfeat(parser): add readTree',
    message: 'feat: add readTree',
  },
  'the change behind the message': {
    answer:
      'feat: add readTree\n\ndiff --git a/src/parser.ts b/src/parser.ts\n--- a/src/parser.ts\n+++ b/src/parser.ts\n+export function readTree() {}',
    message: 'feat: add readTree',
  },
  'the change before the message': {
    answer: '--- src/parser.ts\n@@ \n+export function readTree(text: string) {}\n\nfeat: add readTree',
    message: 'feat: add readTree',
  },
  'labels before its parts': {
    answer: 'Subject: feat: add readTree\n\nBody: It reads trees.',
    message: 'feat: add readTree\n\nIt reads trees.',
  },
  'bullets alone': { answer: '- Added readTree to the parser\n- Exported readTree' },
  'the same line again and again': {
    answer: 'feat: add readTree\n'.repeat(40),
    message: 'feat: add readTree',
  },
  'emojis everywhere': { answer: '🎉✨ feat: add readTree 🚀' },
  'a box of mathematics': { answer: '\\boxed{feat: add readTree}', message: 'feat: add readTree' },
  'an explanation in another language': {
    answer: 'feat: add readTree\n\n이 커밋은 readTree 함수를 추가하여 트리를 읽습니다.',
  },
  'a made-up link': {
    answer: 'feat: add readTree\n\nSee https://example.org/trees for more.',
    message: 'feat: add readTree',
  },
  'a subject of 500 characters': { answer: `feat: add readTree and ${'then another word '.repeat(28)}` },
  HTML: { answer: '<p>feat: add readTree</p>' },
  'control characters': { answer: 'feat: add \u001b[31mreadTree\u202E\u0007' },
  CRLF: { answer: 'feat: add readTree\r\n\r\nIt reads trees.\r\n' },
  'a breaking change': { answer: 'feat!: add readTree\n\nBREAKING CHANGE: readTree takes a text' },
  'a template string': { answer: '<type>(<scope>): <subject>' },
  'the instructions back': { answer: 'You write one git commit message for the change that you are given.' },
  'a refusal': { answer: 'I am sorry, but I cannot help with that.' },
  'a tool call in words': { answer: '<tool_call>{"name":"commit"}</tool_call>\nfeat: add readTree' },
  'lost words of the author': { answer: 'feat: add a function', notes: 'for the demo' },
};

describe('commitlint accepts what comes of', () => {
  for (const [name, { answer, message: expected, ...setup }] of Object.entries(MISBEHAVIOURS)) {
    it(name, async () => {
      const { draft, requests } = await draftFor(answer, { ...REPOSITORY, ...setup });
      const { message } = draft;
      const { errors } = await lint(message, conventional.rules, { parserOpts: PARSER });
      expect(errors, message).toEqual([]);
      // At most one turn to repair it.
      expect(requests).toBeLessThanOrEqual(2);
      if (expected !== undefined) expect(message).toBe(expected);
      expect(ticketsIn(message)).toEqual([]);
      expect(message).not.toMatch(/```|co-authored|signed-off|generated with|\*\*/i);
      // eslint-disable-next-line no-control-regex -- None of them may be in a message.
      expect(message).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202A-\u202E]/);
      for (const word of (setup.notes ?? '').split(' ')) expect(message).toContain(word);
    });
  }
});

describe('a message that cannot be mended', () => {
  it.each<[name: string, setup: DraftSetup, answer: string, kinds: readonly string[]]>([
    ['in another language', REPOSITORY, '검색 기능을 추가합니다', ['language']],
    ['with a made-up name in its subject', {}, 'Add fetchAll to the parser', ['names']],
    ['with a made-up ticket in a sentence', {}, 'Do what ABC-7 asks for', ['tickets']],
    ['that was given before', { others: ['Add readTree'] }, 'Add readTree', ['repeated']],
  ])('%s is told', async (_name, setup, answer, kinds) => {
    const { draft, requests } = await draftFor(answer, setup);
    expect(draft.problems.map(({ kind }) => kind)).toEqual(kinds);
    expect(requests).toBe(2);
  });

  it('is empty when the model wrote none, and is not asked to be mended', async () => {
    const { draft, requests } = await draftFor('<think>hm</think>', REPOSITORY);
    expect(draft).toMatchObject({ message: '', problems: [] });
    expect(requests).toBe(1);
  });
});

describe('languages', () => {
  it.each([
    ['ko', '트리를 읽는 readTree 추가', 'Add readTree to the parser'],
    ['ja', '木を読む readTree を追加', 'Add readTree to the parser'],
    ['zh', '添加读取树的 readTree', 'Add readTree to the parser'],
    ['ru', 'Добавить readTree', 'Add readTree to the parser'],
    ['en', 'Add readTree', '트리를 읽는 함수 추가'],
  ] as const)('%s is asked for again where the model wrote another', async (language, right, wrong) => {
    const { draft, requests } = await draftFor([wrong, right], { style: { language } });
    expect(draft).toMatchObject({ message: right, problems: [] });
    expect(languageOf(draft.message.replaceAll('readTree', ''))).toBe(language);
    expect(requests).toBe(2);
  });
});

async function draftFor(
  answer: string | readonly string[],
  setup: DraftSetup,
): Promise<{ draft: ModelDraft; requests: number }> {
  const answers = typeof answer === 'string' ? [answer] : answer;
  let requests = 0;
  const model: LanguageModel = {
    identity: { id: 'm', provider: 'openai', model: 'm', host: 'h', isLocal: true },
    contextTokens: 32_000,
    fimWires: [],
    restMs: () => 0,
    async *stream(): AsyncGenerator<ModelEvent> {
      const text = answers[Math.min(requests++, answers.length - 1)] ?? '';
      for (const letter of text) yield { type: 'text', text: letter };
      yield { type: 'finish', reason: 'stop' };
    },
    describe: async () => ({}),
  };
  const gate = createGate({ rules: [], log: new SentLog(), clock: { now: () => 0, wallTime: () => 0 } });
  const draft = await draftWithModel(
    {
      model: gate(model),
      input: commitInput(setup),
      request: requestOf(setup),
      files: [],
      uriOf: (path) => `file:///${path}`,
      onText: () => {},
    },
    new AbortController().signal,
  );
  return { draft, requests };
}
