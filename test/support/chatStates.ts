/** The states of the chat page that pictures are taken of and that accessibility is checked in. */
import type {
  ChatEntry,
  ChatModelChoice,
  ChatViewState,
  ContextChip,
  ConversationSummary,
  SlashCommand,
} from '../../src/protocol/webview';
import { answer, type ChatTestPage, DONE, question } from './chatPage';

export const COMMANDS: readonly SlashCommand[] = [
  { name: 'explain', description: 'Explain the code', isPromptFile: false },
  { name: 'fix', description: 'Find the cause of a problem and fix it', isPromptFile: false },
  { name: 'tests', description: 'Write tests', isPromptFile: false },
  { name: 'doc', description: 'Write documentation comments', isPromptFile: false },
  { name: 'review', description: 'Review changes', isPromptFile: false },
  { name: 'translate', description: 'Translate', argumentHint: 'language', isPromptFile: false },
  { name: 'release-notes', description: 'Notes for a release', argumentHint: 'version', isPromptFile: true },
];

export const MODELS: readonly ChatModelChoice[] = [
  { id: 'qwen', name: 'qwen2.5-coder:7b', host: '127.0.0.1:11434', isLocal: true },
  { id: 'claude', name: 'claude-sonnet-5', host: 'api.anthropic.com', isLocal: false },
];

export function chip(id: string, change: Partial<ContextChip> = {}): ContextChip {
  return {
    id,
    kind: 'file',
    label: `src/${id}.ts`,
    tokens: 640,
    included: true,
    isSuggested: false,
    ...change,
  };
}

/** The smallest PNG there is: one blue pixel. */
export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const DOCUMENT = chip('document', {
  kind: 'document',
  label: 'src/departure.ts',
  startLine: 12,
  endLine: 58,
  tokens: 412,
  isSuggested: true,
});

export const CHIPS: readonly ContextChip[] = [
  DOCUMENT,
  chip('selection', { kind: 'selection', label: 'src/tides.ts', startLine: 3, endLine: 3, tokens: 18 }),
  chip('folder', { kind: 'folder', label: 'src/a/very/long/path/to/aFolderWithALongName', tokens: 12_400 }),
  chip('changes', { kind: 'changes', label: 'Staged changes', tokens: 1250 }),
  chip('image', { kind: 'image', label: 'chart.png', preview: { mediaType: 'image/png', data: PIXEL } }),
  chip('instructions', { kind: 'instructions', label: 'AGENTS.md', isSuggested: true, included: false }),
  chip('secret', {
    label: '.env',
    problem: 'Nothing of .env is sent: .fairwindignore excludes it.',
  }),
];

const MARKDOWN = `The loop in \`src/departure.ts:42\` stops at the **first** tide that is high enough, whatever the wind is doing.

### What to change

1. Look at the wind before the tide, see [Beaufort's scale](https://example.com/beaufort).
2. Skip tides that are over:

\`\`\`ts src/departure.ts
/** The next departure, if any. */
export function nextDeparture(tides: readonly Tide[], wind: Wind): Tide | undefined {
  return tides.find((tide) => tide.height > DRAUGHT && wind.force <= 6); // Beaufort
}
\`\`\`

| Wind | Before | After |
|------|:------:|------:|
| 4    | sails  | sails |
| 7    | sails  | waits |

- [x] checked against \`test/departure.test.ts\`
- [ ] the harbour's own limit[^1]

The height follows $h(t) = a \\cos(\\omega t + \\varphi)$, so

$$h_{max} = a \\sqrt{1 + \\frac{b^2}{a^2}}$$

> High water comes 50 minutes later each day.

\`\`\`bash
$ npm test -- departure
\`\`\`

[^1]: See the notice at the pier.`;

const ENTRIES: readonly ChatEntry[] = [
  question('1', 'Why does the boat leave in a storm?', CHIPS.slice(0, 2)),
  {
    ...answer('2', MARKDOWN, {
      ...DONE,
      usage: { promptTokens: 1843, answerTokens: 412 },
      cost: '0.0031 USD',
      omitted: ['The end of src/tides.ts did not fit and was left out.'],
      followUps: ['Write a test for wind force 7.', 'What if no tide is high enough?'],
    }),
    reasoning: 'The loop returns at once. '.repeat(8),
    alternatives: { position: 2, count: 3 },
  },
];

const CONVERSATIONS = (now: number): readonly ConversationSummary[] => [
  { id: 'a', title: 'Why does the boat leave in a storm?', updatedAt: now, turns: 4, isOpen: true },
  { id: 'b', title: '커밋 메시지 다듬기', updatedAt: now - 60_000, turns: 2, isOpen: false },
  {
    id: 'c',
    title: 'A long title about the reader of tables that says everything at once',
    updatedAt: now - 86_400_000,
    turns: 12,
    excerpt: '… the table ends before the next high water …',
    isOpen: false,
  },
  {
    id: 'd',
    title: 'Regular expressions for dates',
    updatedAt: now - 20 * 86_400_000,
    turns: 6,
    isOpen: false,
  },
];

const failed = (message: string): readonly ChatEntry[] => [
  question('1', 'Why?'),
  answer('2', '', { state: 'failed', message, action: 'setKey' }),
];

function state(change: Partial<ChatViewState>) {
  return (chat: ChatTestPage) =>
    chat.send({
      type: 'state',
      state: { ...chat.state, commands: COMMANDS, models: MODELS, ...change },
    });
}

const box = (chat: ChatTestPage) => chat.page.getByRole('textbox', { name: 'Message' });

/** Each brings a page into its state. */
export const CHAT_STATES = {
  empty: state({ chips: [DOCUMENT] }),
  'without a model': state({
    model: { state: 'none', problem: 'fairwind.models: entry 1: needs an "id"' },
  }),
  answered: state({ title: 'Why does the boat leave?', conversationId: 'a', chips: CHIPS, entries: ENTRIES }),
  'cut off': state({
    entries: [question('1', 'Why?'), answer('2', 'Because', { ...DONE, isCutOff: true, canRestore: true })],
  }),
  waiting: state({ entries: [question('1', 'Why?'), answer('2', '', { state: 'streaming' })] }),
  reasoning: state({
    entries: [
      question('1', 'Why?'),
      { ...answer('2', '', { state: 'streaming' }), reasoning: 'Let me see. '.repeat(30) },
    ],
  }),
  stopped: state({ entries: [question('1', '왜 그런가요?'), answer('2', 'כי כך', { state: 'stopped' })] }),
  failed: state({
    entries: failed(
      `m refused the key at ${'a-very-long-host.'.repeat(6)}example:8080. Run "Fairwind: Set API Key".`,
    ),
  }),
  applied: async (chat) => {
    await state({ entries: ENTRIES })(chat);
    await chat.send({
      type: 'applied',
      id: '2',
      message: '2 changes in src/departure.ts.',
      isFailure: false,
    });
  },
  editing: async (chat) => {
    await state({ entries: ENTRIES.slice(0, 1) })(chat);
    await chat.page.getByRole('button', { name: 'Edit' }).click();
  },
  'over the window': async (chat) => {
    await state({ chips: [chip('big', { tokens: 40_000 })] })(chat);
    await box(chat).fill('무엇이 달라졌나요?');
  },
  'context list': async (chat) => {
    await state({ chips: [DOCUMENT] })(chat);
    await box(chat).pressSequentially('See #de');
    await chat.send({
      type: 'contextFound',
      query: 'de',
      candidates: [
        { id: '1', kind: 'file', label: 'departure.ts', detail: 'src' },
        { id: '2', kind: 'symbol', label: 'nextDeparture', detail: 'src/departure.ts' },
        {
          id: '3',
          kind: 'folder',
          label: 'dev/notes',
          detail: 'with a detail that is long enough to be cut',
        },
      ],
    });
  },
  'command list': async (chat) => {
    await state({ chips: [DOCUMENT] })(chat);
    await box(chat).pressSequentially('/');
  },
  'model menu': async (chat) => {
    await state({ chips: [DOCUMENT] })(chat);
    await chat.page.locator('button.model').click();
  },
  history: async (chat) => {
    await state({ entries: ENTRIES })(chat);
    await chat.send({ type: 'showHistory' });
    // Noon of this day, so that a minute before is today as well.
    const noon = new Date().setHours(12, 0, 0, 0);
    await chat.send({ type: 'conversations', query: '', conversations: CONVERSATIONS(noon) });
  },
  'empty history': async (chat) => {
    await state({})(chat);
    await chat.send({ type: 'showHistory' }, { type: 'conversations', query: '', conversations: [] });
  },
  comparison: async (chat) => {
    await state({ entries: ENTRIES })(chat);
    const other = { ...DONE, model: 'claude-sonnet-5 on api.anthropic.com', durationMs: 8400, cost: '$0.02' };
    await chat.send({
      type: 'comparison',
      questionId: '1',
      answers: [
        answer('2', MARKDOWN),
        answer('3', MARKDOWN.slice(0, 900), other),
        answer('4', 'Because.', DONE),
      ],
    });
  },
} satisfies Record<string, (chat: ChatTestPage) => Promise<void>>;

export type ChatStateName = keyof typeof CHAT_STATES;
