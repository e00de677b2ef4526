import { describe, expect, it, vi } from 'vitest';
import { defaultSettings, parseSettings } from '../../../src/core/config/settings';
import type { StatusParams } from '../../../src/protocol/engine';
import { type MenuState, menuEntries } from '../../../src/vscode/status/menuEntries';
import { type StatusItemState, describeStatusItem } from '../../../src/vscode/status/statusWords';

vi.mock('vscode', () => ({
  l10n: {
    t: (message: string, ...values: readonly unknown[]) =>
      message.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)])),
  },
}));

const LOCAL = { id: 'm', provider: 'ollama', model: 'qwen', host: '127.0.0.1:1', isLocal: true } as const;
const REMOTE = { ...LOCAL, model: 'gpt', host: 'api.example.com', isLocal: false } as const;
const idle = (model: StatusParams['model']): StatusParams => ({ state: 'idle', model });

describe('the status item', () => {
  const IDLE: StatusItemState = { engineState: 'running', status: idle(LOCAL), isSnoozed: false };
  it.each<[name: string, change: Partial<StatusItemState>, shown: string, words: string]>([
    ['a model on this machine', {}, 'sparkle qwen', 'qwen on 127.0.0.1:1 (this machine) is ready.'],
    ['a model elsewhere', { status: idle(REMOTE) }, 'cloud gpt', 'gpt on api.example.com is ready.'],
    ['off for a language', { offFor: 'go' }, 'circle-slash Off', 'Suggestions are turned off for go.'],
    ['off where no editor is open', { offFor: '*' }, 'circle-slash Off', 'Suggestions are turned off.'],
    [
      'snoozed for a time',
      { isSnoozed: true, minutesLeft: 4 },
      'bell-slash 4 min',
      'Suggestions are snoozed for 4 more minutes.',
    ],
    [
      'snoozed without an end',
      { isSnoozed: true },
      'bell-slash Snoozed',
      'Suggestions are snoozed until the window is closed or reloaded.',
    ],
    [
      'off rather than snoozed',
      { isSnoozed: true, offFor: 'go' },
      'circle-slash Off',
      'Suggestions are turned off for go.',
    ],
    [
      'a failure rather than a snooze',
      { isSnoozed: true, status: { state: 'error', model: LOCAL, message: 'Broken.' } },
      'warning qwen',
      'Broken.',
    ],
    [
      'work rather than a snooze',
      { isSnoozed: true, status: { state: 'busy', role: 'chat', model: LOCAL } },
      'loading~spin qwen',
      'qwen on 127.0.0.1:1 (this machine) is answering in the chat.',
    ],
    [
      'an engine that does not run',
      { engineState: 'stopped' },
      'warning Fairwind',
      'The engine is not running. Run "Fairwind: Restart Engine".',
    ],
    [
      'Restricted Mode',
      { engineState: 'untrusted' },
      'shield Fairwind',
      'Waits until you trust this workspace.',
    ],
  ])('shows %s', (_name, change, shown, words) => {
    const described = describeStatusItem({ ...IDLE, ...change });
    expect(`${described.icon} ${described.text}`).toBe(shown);
    expect(described.words).toBe(words);
  });
});

describe('the menu', () => {
  const READY: MenuState = {
    engineState: 'running',
    status: idle(LOCAL),
    settings: defaultSettings,
    isSnoozed: false,
    languageId: 'go',
  };
  const lines = (change: Partial<MenuState>) =>
    menuEntries({ ...READY, ...change }).map(({ label, description }) =>
      description === undefined ? label : `${label} [${description}]`,
    );
  const withSettings = (settings: object) => ({ settings: parseSettings(settings).settings });

  it('has a title for each group, and a command for every other line', () => {
    expect(lines({})).toEqual([
      'Suggestions',
      'Turn suggestions off [now on]',
      'Turn suggestions off for go [now on]',
      'Snooze suggestions…',
      'Eagerness… [medium]',
      'Model for suggestions… [auto (qwen)]',
      'Turn next edits on [now off]',
      'Why no suggestion?',
      'Models',
      'Connect a model…',
      'Check the connection',
      'What was sent',
      'Usage and cost',
      'Fairwind',
      'Open the chat',
      'All settings',
      'Show the log',
    ]);
    const titles = menuEntries(READY).filter(({ command }) => command === undefined);
    expect(titles.map(({ label }) => label)).toEqual(['Suggestions', 'Models', 'Fairwind']);
  });

  it('has no line for a language without an editor', () => {
    const { engineState, settings, isSnoozed } = READY;
    const entries = menuEntries({ engineState, settings, isSnoozed });
    expect(entries.map(({ label }) => label)).not.toContain('Turn suggestions off for go');
  });

  it.each<[name: string, change: Partial<MenuState>, has: readonly string[], lacks: readonly string[]]>([
    [
      'resumes what is snoozed',
      { isSnoozed: true, minutesLeft: 4 },
      ['Resume suggestions [snoozed for 4 min]'],
      ['Snooze suggestions…'],
    ],
    [
      'turns on what is off, and has nothing to snooze then',
      withSettings({ completion: { enable: { go: false } } }),
      ['Turn suggestions off [now on]', 'Turn suggestions on for go [now off]'],
      ['Snooze suggestions…'],
    ],
    [
      'turns next edits off where they are on',
      withSettings({ nextEdit: { enable: true } }),
      ['Turn next edits off [now on]'],
      ['Turn next edits on [now off]'],
    ],
    [
      'asks for keys once there is a model',
      withSettings({ models: [{ id: 'm', provider: 'ollama', model: 'qwen' }] }),
      ['Set an API key…'],
      [],
    ],
    [
      'names a failure first',
      { status: { state: 'error', model: LOCAL, message: 'Broken.' } },
      ['Broken.', 'Model for suggestions… [auto]'],
      [],
    ],
    ['restarts an engine that does not run', { engineState: 'stopped' }, ['Restart the engine'], []],
    [
      'offers nothing that waits for trust',
      { engineState: 'untrusted' },
      ['Manage workspace trust: Fairwind waits for it', 'Show the log'],
      ['Open the chat', 'Why no suggestion?', 'Snooze suggestions…'],
    ],
  ])('%s', (_name, change, has, lacks) => {
    const shown = lines(change);
    expect(shown).toEqual(expect.arrayContaining([...has]));
    expect(shown.filter((line) => lacks.includes(line))).toEqual([]);
  });
});
