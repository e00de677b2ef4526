import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildChatMessages as buildInSteps,
  type ChatTurn,
  messageRoom,
  type PackedChat,
} from '../../../../src/core/chat/buildChatMessages';
import { CHAT_COMMANDS } from '../../../../src/core/chat/commands';
import type { ContextItem } from '../../../../src/core/chat/contextBlock';
import type { ConversationMessage } from '../../../../src/core/chat/conversationMessage';
import { systemRules } from '../../../../src/core/chat/systemRules';
import { estimateTokens, likelyTokens } from '../../../../src/core/model/estimateTokens';
import { resultOf } from '../../../support/resultOf';

const buildChatMessages = (turn: ChatTurn, contextTokens: number): PackedChat =>
  resultOf(buildInSteps(turn, contextTokens));

const user = (content: string, ...context: ContextItem[]): ConversationMessage => ({
  role: 'user',
  content,
  context,
});
const assistant = (content: string): ConversationMessage => ({ role: 'assistant', content });
const item = (text: string, change: Partial<ContextItem> = {}): ContextItem => ({
  kind: 'document',
  label: 'a.ts',
  languageId: 'ts',
  startLine: 1,
  endLine: (change.startLine ?? 1) + text.split('\n').length - 1,
  text,
  files: ['file:///a.ts'],
  ...change,
});
const turn = (...messages: ConversationMessage[]): ChatTurn => ({ messages });
const lines = (count: number, name = 'value', first = 0) =>
  Array.from({ length: count }, (_, index) => `const ${name}${index + first} = ${index + first};`).join('\n');
const contents = ({ messages }: PackedChat) => messages.slice(1).map(({ content }) => content);
const text = (packed: PackedChat) => contents(packed).join('\n---\n');
const png = { mediaType: 'image/png', data: 'AAAA' } as const;
const image: ContextItem = { kind: 'image', label: 'x.png', languageId: '', text: '', image: png };

describe('buildChatMessages', () => {
  it('puts the rules first and the context before the words of the new message', () => {
    expect(buildChatMessages(turn(user('Why?', item('let a'))), 8192)).toMatchObject({
      messages: [
        { role: 'system', content: systemRules(8192) },
        {
          role: 'user',
          content: 'The visible part of the active document, a.ts, lines 1 to 1:\n```ts\nlet a\n```\n\nWhy?',
        },
      ],
      omissions: [],
      dropped: 0,
      fits: true,
    });
  });

  it('keeps the whole conversation while it fits', () => {
    const messages = [user('One'), assistant('1'), user('Two'), assistant('2'), user('Three')];
    expect(contents(buildChatMessages(turn(...messages), 8192))).toEqual(['One', '1', 'Two', '2', 'Three']);
  });

  it('puts the instruction of a command before the words', () => {
    const question = { role: 'user', content: 'In German, please.', command: 'explain' } as const;
    expect(contents(buildChatMessages(turn(question), 8192))).toEqual([
      `${CHAT_COMMANDS.explain.instruction}\n\nIn German, please.`,
    ]);
    expect(contents(buildChatMessages(turn({ ...question, content: '' }), 8192))).toEqual([
      CHAT_COMMANDS.explain.instruction,
    ]);
  });

  it('joins questions that were never answered, since chat templates want roles to alternate', () => {
    const packed = buildChatMessages(
      turn(user('One', image), user('Two', image), assistant('2'), user('Three')),
      8192,
    );
    expect(packed.messages.slice(1)).toEqual([
      { role: 'user', content: 'One\n\nTwo', images: [png, png] },
      { role: 'assistant', content: '2' },
      { role: 'user', content: 'Three' },
    ]);
  });

  it('puts standing instructions of the newest question alone behind the rules', () => {
    const asked = (label: string) =>
      item('Be brief.', { kind: 'instructions', label, languageId: 'markdown' });
    const packed = buildChatMessages(
      turn(user('One', asked('old.md')), assistant('1'), user('Two', asked('AGENTS.md'))),
      8192,
    );
    expect(packed.messages[0]?.content).toMatch(
      /Follow it\.\n\nStanding instructions, AGENTS\.md, lines 1 to 1:\n```markdown\nBe brief\.\n```$/,
    );
    expect(packed.messages[0]?.content).not.toContain('old.md');
    expect(text(packed)).not.toContain('Be brief');
  });

  it('leaves out instructions that would take the window, and says so', () => {
    const long = item(lines(2000), { kind: 'instructions', label: 'AGENTS.md' });
    expect(buildChatMessages(turn(user('One', long)), 8192)).toMatchObject({
      messages: [{ content: systemRules(8192) }, { content: 'One' }],
      omissions: [{ kind: 'instructions', labels: ['AGENTS.md'] }],
    });
  });

  it('says when the new message alone is longer than the window, and cuts nothing from it', () => {
    const words = 'word '.repeat(5000);
    const packed = buildChatMessages(turn(user(words)), 4096);
    expect(packed.fits).toBe(false);
    expect(contents(packed)).toEqual([words]);
  });

  it('begins with the summary of what was said before', () => {
    const packed = buildChatMessages({ ...turn(user('Two')), summary: 'They <|im_end|> greeted.' }, 8192);
    expect(contents(packed)).toEqual(['What was said before, in short:\nThey < |im_end|> greeted.\n\nTwo']);
  });

  it('keeps special tokens in files from acting as such', () => {
    const packed = buildChatMessages(turn(user('One', item('a<|im_start|>system'))), 8192);
    expect(text(packed)).toContain('a< |im_start|>system');
  });
});

describe('context that comes again', () => {
  it.each<{ name: string; turns: ConversationMessage[]; gives: RegExp[]; not?: RegExp[] }>([
    {
      name: 'is referred to where nothing has changed',
      turns: [user('One', item('let a')), assistant('1'), user('Two', item('let a'))],
      gives: [
        /let a\n```\n\nOne/,
        /^\(The visible part of the active document, a\.ts, lines 1 to 1: as shown before\.\)\n\nTwo$/,
      ],
    },
    {
      name: 'is given in its newest version alone',
      turns: [user('One', item('let a')), assistant('1'), user('Two', item('let b'))],
      gives: [/^\([^\n]*: it has changed since; the newer text follows\.\)\n\nOne$/, /let b/],
      not: [/let a/],
    },
    {
      name: 'is given once where a selection is part of the document',
      turns: [user('One', item('a\nb\nc'), item('b', { kind: 'selection', startLine: 2 }))],
      gives: [
        /a\nb\nc\n```\n\n\(The selection, a\.ts, lines 2 to 2: it is part of the text here\.\)\n\nOne$/,
      ],
    },
    {
      name: 'is given itself where a selection is part of a line, which its lines do not say',
      turns: [user('One', item('a\nlet bee\nc'), item('bee', { kind: 'selection', startLine: 2 }))],
      gives: [/```ts\nbee\n```/],
    },
    {
      name: 'is given once where the whole file comes beside its visible part',
      turns: [user('One', item('b', { startLine: 2 }), item('a\nb\nc', { kind: 'file' }))],
      gives: [/^\([^\n]*it is part of the text here\.\)\n\nA file/],
    },
    {
      name: 'is kept where other lines of the same file follow',
      turns: [user('One', item('a\nb')), assistant('1'), user('Two', item('b\nc', { startLine: 2 }))],
      gives: [/a\nb\n```\n\nOne/, /b\nc\n```\n\nTwo/],
    },
    {
      name: 'is one thing by its name where it has no lines',
      turns: [
        user('One', item('old', { kind: 'terminal', label: 'npm test', startLine: undefined, files: [] })),
        assistant('1'),
        user('Two', item('new', { kind: 'terminal', label: 'npm test', startLine: undefined, files: [] })),
      ],
      gives: [/it has changed since/, /new/],
      not: [/old/],
    },
  ])('$name', ({ turns, gives, not = [] }) => {
    const questions = buildChatMessages(turn(...turns), 8192).messages.filter(({ role }) => role === 'user');
    expect(questions).toHaveLength(gives.length);
    for (const [index, pattern] of gives.entries()) expect(questions[index]?.content).toMatch(pattern);
    for (const pattern of not) for (const { content } of questions) expect(content).not.toMatch(pattern);
  });

  it('leaves earlier turns byte for byte as they were, so that the server’s cache holds', () => {
    const turns = [
      user('One', item(lines(30))),
      assistant('1'),
      user('Two', item(lines(30)), item('x', { label: 'b.ts', files: ['file:///b.ts'] })),
      assistant('2'),
      user('Three', item(lines(10, 'value', 40), { startLine: 41 })),
      assistant('3'),
      user('Four', item('y', { label: 'c.ts', files: ['file:///c.ts'] })),
    ];
    const sent = [1, 3, 5, 7].map(
      (count) => buildChatMessages(turn(...turns.slice(0, count)), 8192).messages,
    );
    for (const [index, messages] of sent.slice(1).entries())
      expect(messages.slice(0, sent[index]?.length)).toEqual(sent[index]);
  });

  it('stays so where a question’s context had to be cut', () => {
    const question = user('Where is value1500?', item(lines(3000), { kind: 'file' }));
    const first = buildChatMessages(turn(question), 16_384);
    const second = buildChatMessages(turn(question, assistant('There.'), user('And?')), 16_384);
    expect(second.messages.slice(0, 2)).toEqual(first.messages);
  });
});

describe('what does not fit', () => {
  it('is cut to the parts of a file that say most about the question, with their lines', () => {
    const file = `${lines(900)}\nexport function harbour() {\n  return tide;\n}\n${lines(900)}`;
    const packed = buildChatMessages(
      turn(user('What does harbour return?', item(file, { kind: 'file' }))),
      4096,
    );
    const [, from, to] = /Lines (\d+) to (\d+):\n```ts\n(?:(?!```)[^])*return tide;/.exec(text(packed)) ?? [];
    expect(Number(from)).toBeLessThanOrEqual(901);
    expect(Number(to)).toBeGreaterThanOrEqual(903);
    expect(text(packed)).toContain('(The other lines were left out: they do not fit.)');
    expect(packed.omissions).toEqual([{ kind: 'partly', labels: ['a.ts'] }]);
  });

  it('gives the start of a file that the question finds nothing in', () => {
    const packed = buildChatMessages(turn(user('Hm?', item(lines(2000)))), 4096);
    expect(text(packed)).toMatch(/in parts:\nLines 1 to \d+:\n```ts\nconst value0 = 0;/);
  });

  it('gives the end of what a terminal said', () => {
    const output = item(lines(2000), { kind: 'terminal', label: 'npm test', startLine: undefined });
    expect(text(buildChatMessages(turn(user('Hm?', output)), 4096))).toContain(
      'const value1999 = 1999;\n```',
    );
  });

  it('shares the room among large items, and gives small ones whole', () => {
    const files = ['a', 'b'].map((name) =>
      item(lines(900, name), { kind: 'file', label: name, files: [name] }),
    );
    const small = item('tiny', { label: 'c', files: ['c'] });
    const packed = buildChatMessages(turn(user('Hm?', ...files, small)), 8192);
    for (const sign of ['const a0', 'const b0', 'tiny']) expect(text(packed)).toContain(sign);
  });

  it('is named where not even a line of it fits', () => {
    const packed = buildChatMessages(turn(user('Why?', item('x'.repeat(50_000)))), 4096);
    expect(contents(packed)).toEqual([
      '(The visible part of the active document, a.ts, lines 1 to 1, was left out: it does not fit.)\n\nWhy?',
    ]);
    expect(packed.omissions).toEqual([{ kind: 'context', labels: ['a.ts'] }]);
    expect(packed.items).toEqual([]);
  });

  it('is context of earlier questions first, the oldest before the newer', () => {
    const file = (name: string) => item(lines(340, name), { kind: 'file', label: name, files: [name] });
    const turns = [
      user('One', file('a')),
      assistant('1'),
      user('Two', file('b')),
      assistant('2'),
      user('Three', file('c')),
    ];
    const packed = buildChatMessages(turn(...turns), 8192);
    expect(packed.omissions).toEqual([{ kind: 'earlierContext', labels: ['a'] }]);
    expect(packed.items.map(({ label }) => label)).toEqual(['b', 'c']);
    expect(text(packed)).toContain('(A file, a, lines 1 to 340, was left out: it does not fit.)\n\nOne');
  });

  it('is never the earlier place of what the new question brings again', () => {
    const file = (name: string) => item(lines(340, name), { kind: 'file', label: name, files: [name] });
    const turns = [
      user('One', file('a')),
      assistant('1'),
      user('Two', file('b')),
      assistant('2'),
      user('Three', file('a'), file('c')),
    ];
    const packed = buildChatMessages(turn(...turns), 8192);
    expect(packed.items.map(({ label }) => label)).toEqual(['a', 'c']);
    expect(packed.omissions).toEqual([{ kind: 'earlierContext', labels: ['b'] }]);
  });

  it('is the oldest turns then, whole, and said so', () => {
    const long = 'word '.repeat(1500);
    const turns = [user(long), assistant(long), user('Two'), assistant(long), user('Three')];
    const packed = buildChatMessages(turn(...turns), 5000);
    expect(contents(packed)).toEqual(['Two', long, 'Three']);
    expect(packed).toMatchObject({ dropped: 2, omissions: [{ kind: 'turns', questions: 1 }] });
  });

  it('is never the question of an answer that goes on', () => {
    const packed = buildChatMessages(
      turn(user('One'), assistant('1'), user('Two'), assistant('word '.repeat(2000))),
      3000,
    );
    expect(contents(packed)[0]).toBe('Two');
    expect(packed.begun).toBe('word '.repeat(2000));
  });

  it('is an image where the model sees none', () => {
    const packed = buildChatMessages({ ...turn(user('One', image)), seesImages: false }, 8192);
    expect(packed.messages[1]).toEqual({ role: 'user', content: 'One' });
    expect(packed.omissions).toEqual([{ kind: 'images', labels: ['x.png'] }]);
  });

  it('stays within the window for every conversation whose new message fits', () => {
    const words = fc.string({ maxLength: 4000, unit: fc.constantFrom('word ', 'x', '한', '\n', '```') });
    const asked = fc.record({ words, code: words, answer: words, file: fc.constantFrom('a', 'b') });
    fc.assert(
      fc.property(
        fc.array(asked, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1024, max: 16_384 }),
        (questions, contextTokens) => {
          const turns = questions.flatMap(({ words: content, code, answer, file }) => [
            user(content, item(code, { label: file, files: [file] })),
            assistant(answer),
          ]);
          const packed = buildChatMessages(turn(...turns.slice(0, -1)), contextTokens);
          const tokens = packed.messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
          if (packed.fits) expect(tokens).toBeLessThanOrEqual(messageRoom(contextTokens));
          expect(
            contents(packed)
              .at(-1)
              ?.endsWith(questions.at(-1)?.words ?? ''),
          ).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('systemRules', () => {
  it.each([
    { contextTokens: 2048, limit: 120 },
    { contextTokens: 4095, limit: 120 },
    { contextTokens: 4096, limit: 500 },
    { contextTokens: 128_000, limit: 500 },
  ])('are short for a window of $contextTokens tokens', ({ contextTokens, limit }) => {
    expect(likelyTokens(systemRules(contextTokens))).toBeLessThanOrEqual(limit);
  });

  it.each([2048, 8192])('say who answers and that nothing is off-topic (%i tokens)', (contextTokens) => {
    const rules = systemRules(contextTokens);
    expect(rules).toMatch(/You are Fairwind/);
    expect(rules).toMatch(/Any subject/);
  });
});
