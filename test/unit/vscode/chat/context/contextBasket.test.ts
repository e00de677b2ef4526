import { describe, expect, it } from 'vitest';
import type { ChatContextItem } from '../../../../../src/protocol/chat';
import { ContextBasket, type SuggestedContext } from '../../../../../src/vscode/chat/context/contextBasket';

const item = (label: string, change: Partial<ChatContextItem> = {}): ChatContextItem => ({
  kind: 'file',
  label,
  languageId: '',
  text: `text of ${label}`,
  files: [`file:///${label}`],
  ...change,
});

function start(suggested: readonly SuggestedContext[] = [], excluded: readonly string[] = []) {
  let changes = 0;
  let count = 0;
  const basket = new ContextBasket({
    suggested: () => suggested,
    problemsOf: async (items) =>
      items.map(({ files }) =>
        files.some((file) => excluded.includes(file)) ? 'It is excluded.' : undefined,
      ),
    onDidChange: () => changes++,
    newId: () => `n${++count}`,
  });
  const included = () => basket.chips.filter((chip) => chip.included).map(({ label }) => label);
  const taken = async () => (await basket.take()).map(({ label }) => label);
  return { basket, included, taken, changes: () => changes };
}

const DOCUMENT: SuggestedContext = {
  id: 'document',
  item: item('a.ts', { kind: 'document' }),
  isIncluded: true,
};
const OFFERED: SuggestedContext = { id: 'offered', item: item('b.ts'), isIncluded: false };

describe('the context of the next message', () => {
  it('is what is offered to go along and what the person added, and its chips say so', async () => {
    const { basket, included, taken } = start([DOCUMENT, OFFERED]);
    await basket.add([{ key: 'c', item: item('c.ts') }]);
    expect(basket.chips.map(({ label, isSuggested, included: isIn }) => [label, isSuggested, isIn])).toEqual([
      ['a.ts', true, true],
      ['b.ts', true, false],
      ['c.ts', false, true],
    ]);
    expect(basket.chips.every(({ tokens }) => tokens > 0)).toBe(true);
    const shown = included();
    expect(await taken()).toEqual(shown);
  });

  it('stays as the person wants it; what was added is gone once it is sent', async () => {
    const { basket, included, taken } = start([DOCUMENT, OFFERED]);
    await basket.add([{ key: 'c', item: item('c.ts') }]);
    basket.include('document', false);
    basket.include('offered', true);
    expect(await taken()).toEqual(['b.ts', 'c.ts']);
    expect(included()).toEqual(['b.ts']);
    basket.forgetWishes(['document', 'offered']);
    expect(included()).toEqual(['a.ts']);
  });

  it('loses a chip that is removed or switched off', async () => {
    const { basket, taken } = start([DOCUMENT]);
    await basket.add([
      { key: 'b', item: item('b.ts') },
      { key: 'c', item: item('c.ts') },
    ]);
    const [, b, c] = basket.chips;
    basket.remove(b?.id ?? '');
    basket.include(c?.id ?? '', false);
    basket.remove('document');
    expect(await taken()).toEqual([]);
  });

  it('has each piece once', async () => {
    const { basket, taken } = start();
    await basket.add([{ key: 'b', item: item('b.ts') }]);
    basket.include(basket.chips[0]?.id ?? '', false);
    await basket.add([{ key: 'b', item: item('b.ts', { text: 'newer' }) }]);
    expect(basket.chips).toHaveLength(1);
    expect(await taken()).toEqual(['b.ts']);
  });

  it('says what will not be sent before it is sent, and does not send it', async () => {
    const { basket, taken } = start([DOCUMENT], ['file:///a.ts', 'file:///secret']);
    await basket.add([
      { key: 's', item: item('secret') },
      { key: 'b', item: item('b.ts') },
    ]);
    expect(basket.chips.map(({ label, included, problem }) => [label, included, problem])).toEqual([
      ['a.ts', false, 'It is excluded.'],
      ['secret', false, 'It is excluded.'],
      ['b.ts', true, undefined],
    ]);
    expect(await taken()).toEqual(['b.ts']);
  });

  it('is read once more when it is sent, and sent as it was where it is gone', async () => {
    const { basket } = start();
    await basket.add([
      { key: 'b', item: item('b.ts'), reload: async () => item('b.ts', { text: 'as it is now' }) },
      { key: 'c', item: item('c.ts'), reload: async () => undefined },
      { key: 'd', item: item('d.ts'), reload: () => Promise.reject(new Error('gone')) },
    ]);
    expect((await basket.take()).map(({ text }) => text)).toEqual([
      'as it is now',
      'text of c.ts',
      'text of d.ts',
    ]);
  });

  it('opens what a chip stands for', async () => {
    const opened: string[] = [];
    const { basket } = start([{ ...DOCUMENT, open: () => opened.push('document') }]);
    await basket.add([{ key: 'b', item: item('b.ts'), open: () => opened.push('b') }]);
    basket.open('document');
    basket.open(basket.chips[1]?.id ?? '');
    basket.open('nothing');
    expect(opened).toEqual(['document', 'b']);
  });
});
