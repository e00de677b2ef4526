import { describe, expect, it } from 'vitest';
import type { CheckItem, ModelCheckData } from '../../../src/protocol/engine';
import { type CheckWords, renderCheck } from '../../../src/vscode/check/renderCheck';

const words: CheckWords = {
  title: 'Connection',
  introduction: 'Checked now.',
  noModels: 'No model.',
  summary: (troubled) => (troubled.length === 0 ? 'All works.' : `To do: ${troubled.join(', ')}.`),
  settingsProblems: 'Wrong',
  checks: {
    reachable: 'Reachable',
    key: 'Key',
    model: 'Model',
    context: 'Context',
    completion: 'FIM',
    chat: 'Chat',
  },
  states: { ok: 'works', warning: 'look', failed: 'fails', skipped: 'skipped' },
  usedFor: (roles) => `For ${roles.join()}.`,
  columns: { check: 'Check', found: 'Found', next: 'Do', time: 'Time' },
  times: (first, all) => `${first}/${all} ms`,
};

function checked(...checks: readonly CheckItem[]): ModelCheckData {
  const model = { id: 'm', provider: 'ollama', model: 'qwen', host: 'h:1', isLocal: true } as const;
  return { model, roles: ['chat'], checks };
}

const render = (models: readonly ModelCheckData[], problems: readonly string[] = []) =>
  renderCheck({ models, problems }, words).replaceAll('\u00a0', ' ');

describe('renderCheck', () => {
  it('makes a table for a model that works, without a column for what to do', () => {
    const page = render([
      checked(
        { name: 'reachable', state: 'ok', message: 'There.', durationMs: 1.4 },
        { name: 'chat', state: 'ok', message: 'Answers.', firstTokenMs: 2.6, durationMs: 9.2 },
        { name: 'completion', state: 'skipped', message: 'Not used.' },
      ),
    ]);
    expect(page).toBe(`# Connection

Checked now.

**All works.**

## qwen @ h:1

For chat.

|  | Check | Found | Time |
| --- | --- | --- | --- |
| ✓ works | Reachable | There. | 1 ms |
| ✓ works | Chat | Answers. | 3/9 ms |
| ○ skipped | FIM | Not used. |  |
`);
  });

  it('puts what to do beside each failure, and names the model at the top', () => {
    const page = render([
      checked(
        { name: 'key', state: 'failed', message: 'Refused.', fix: 'Enter it.' },
        { name: 'context', state: 'warning', message: 'Small.', fix: 'Raise it.' },
        { name: 'model', state: 'ok', message: 'Has it.' },
      ),
    ]);
    expect(page).toContain('**To do: qwen @ h:1.**');
    expect(page).toContain('|  | Check | Found | Do | Time |\n| --- | --- | --- | --- | --- |\n');
    expect(page).toContain('| **✗ fails** | Key | Refused. | Enter it. |  |\n');
    expect(page).toContain('| **⚠ look** | Context | Small. | Raise it. |  |\n');
    expect(page).toContain('| ✓ works | Model | Has it. |  |  |\n');
  });

  it('says when nothing is connected, and what is wrong with the settings', () => {
    expect(render([], ['entry 1: needs an "id"'])).toBe(
      '# Connection\n\nChecked now.\n\nNo model.\n\n## Wrong\n\n* entry 1: needs an "id"\n',
    );
  });

  it.each([
    ['a link', '[x](command:evil)', '\\[x\\]\\(command:evil\\)'],
    ['a picture', '![x](http://h/p.png)', '\\!\\[x\\]\\(http://h/p.png\\)'],
    ['an element', '<img src=x>', '\\<img src=x\\>'],
    ['a character by its name', '&lt;', '\\&lt;'],
    ['the end of its cell', 'a | b', 'a \\| b'],
    ['the end of its row', 'a\n\n# b', 'a \\# b'],
    ['the mark that disarms', '\\[', '\\\\\\['],
    ['code', '`x`', '\\`x\\`'],
  ])('takes what servers say for text alone: %s', (_what, message, expected) => {
    const page = render([checked({ name: 'key', state: 'ok', message })]);
    expect(page).toContain(`| Key | ${expected} |`);
  });
});
