import { describe, expect, it } from 'vitest';
import type { ChatViewState, ContextCandidate } from '../../src/protocol/webview';
import { answer, type ChatTestPage, CONNECTED, question } from '../support/chatPage';
import { chip, COMMANDS, MODELS, PIXEL } from '../support/chatStates';
import { sent, useChatPages } from '../support/openedPages';

const open = useChatPages();
const box = (chat: ChatTestPage) => chat.page.getByRole('textbox', { name: 'Message' });
const DOCUMENT = chip('1', {
  kind: 'document',
  label: 'src/deep/app.ts',
  startLine: 3,
  endLine: 40,
  tokens: 400,
  isSuggested: true,
});

describe('chips', () => {
  it('says of each what it is, where, and what it costs', async () => {
    const chat = await open({ state: { chips: [DOCUMENT, chip('2', { tokens: 12_400 })] } });
    expect(await chat.page.locator('.chip').allInnerTexts()).toEqual([
      expect.stringMatching(/^app\.ts\s*:3–40\s*400$/),
      expect.stringMatching(/^2\.ts\s*12k$/),
    ]);
  });

  it('removes what was added, also with the keyboard, and opens it', async () => {
    const chat = await open({ state: { chips: [chip('2')] } });
    const chips = chat.page.getByRole('toolbar', { name: 'Sent with your message' });
    await chips.getByTitle(/^File: src\/2\.ts/).click();
    await chips.getByRole('button', { name: /^Remove: File: src\/2\.ts/ }).click();
    await chips.getByTitle(/^File: src\/2\.ts/).press('Delete');
    expect(await sent(chat)).toEqual([
      { type: 'openContext', id: '2' },
      { type: 'removeContext', id: '2' },
      { type: 'removeContext', id: '2' },
    ]);
  });

  it('opens, leaves out and never again suggests the active document', async () => {
    const chat = await open({ state: { chips: [DOCUMENT] } });
    for (const name of ['Show in the Editor', 'Do Not Send', 'Never Suggest the Active Document']) {
      await chat.page.getByTitle(/^Visible part/).click();
      await chat.page.getByRole('menuitem', { name }).click();
    }
    expect(await sent(chat)).toEqual([
      { type: 'openContext', id: '1' },
      { type: 'includeContext', id: '1', included: false },
      { type: 'neverSuggestDocument' },
    ]);
  });

  it('says on the chip why nothing of it is sent, and does not count it', async () => {
    const problem = 'm does not see images.';
    const chat = await open({ state: { chips: [chip('2', { problem, tokens: 5000 })] } });
    expect(await chat.page.locator('.chip-problem').innerText()).toContain(problem);
    expect(await chat.page.locator('.meter').count()).toBe(0);
  });

  it('shows an image from its data alone', async () => {
    const preview = { mediaType: 'image/png', data: PIXEL } as const;
    const chat = await open({ state: { chips: [chip('2', { kind: 'image', preview })] } });
    const image = chat.page.locator('.chip-preview');
    expect(await image.getAttribute('src')).toBe(`data:image/png;base64,${PIXEL}`);
    expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(1);
  });

  it('is one stop for Tab, with the arrow keys within, and never loses the keyboard', async () => {
    const chat = await open({ state: { chips: [chip('2'), chip('3')] } });
    const focused = () =>
      chat.page.evaluate(
        () => document.activeElement?.getAttribute('title') ?? document.activeElement?.ariaLabel ?? '',
      );
    await chat.page.getByTitle(/^File: src\/2/).focus();
    const seen: string[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'End', 'Home', 'Tab']) {
      await chat.page.keyboard.press(key);
      seen.push((await focused()).split('\n')[0] ?? '');
    }
    expect(seen).toEqual([
      'Remove: File: src/2.ts',
      'File: src/3.ts',
      'Remove: File: src/3.ts',
      'File: src/2.ts',
      'Message',
    ]);
    await chat.page.getByRole('button', { name: /^Remove: File: src\/3/ }).focus();
    await chat.send({ type: 'context', chips: [chip('2')] });
    await expect.poll(focused).toBe('Message');
  });
});

describe('tokens', () => {
  it('adds up what is typed and what its chips bring', async () => {
    const chat = await open({ state: { chips: [DOCUMENT, chip('2', { included: false, tokens: 9000 })] } });
    await box(chat).fill('Why does it fail?');
    const label = await chat.page.locator('.meter').getAttribute('aria-label');
    expect(label).toMatch(
      /^40\d of 32,768 tokens that qwen2\.5-coder:7b can see\. About \d tokens typed, 400 attached\.$/,
    );
  });

  it('shows that Korean costs more', async () => {
    const chat = await open();
    const count = async (text: string) => {
      await box(chat).fill(text);
      return Number(await chat.page.locator('.meter-count').innerText());
    };
    await chat.page.setViewportSize({ width: 400, height: 700 });
    expect(await count('이 함수는 왜 실패하나요?')).toBeGreaterThan(await count('Why is it a fail?'));
  });

  it.each([
    { tokens: 20_000, words: undefined },
    { tokens: 30_000, words: 'Leaves little room for the conversation and the answer.' },
    {
      tokens: 40_000,
      words: 'More than qwen2.5-coder:7b can see at once: what does not fit will be left out.',
    },
  ])('warns in words at $tokens tokens: $words', async ({ tokens, words }) => {
    const chat = await open({ state: { chips: [chip('2', { tokens })] } });
    expect(await chat.page.locator('.composer-warning').allInnerTexts()).toEqual(words ? [words] : []);
  });
});

describe('context after #', () => {
  const CANDIDATES: readonly ContextCandidate[] = [
    { id: 'f', kind: 'file', label: 'departure.ts', detail: 'src' },
    { id: 's', kind: 'symbol', label: 'nextDeparture' },
  ];
  const found = { type: 'contextFound', query: 'de', candidates: CANDIDATES } as const;

  it('asks for what is typed and adds what is chosen, without leaving the box', async () => {
    const chat = await open();
    await box(chat).pressSequentially('See #de');
    await chat.send(found);
    const list = chat.page.getByRole('listbox', { name: 'Context to add' });
    expect(await list.getByRole('option').allInnerTexts()).toEqual([
      expect.stringContaining('departure.ts'),
      'nextDeparture',
      'Choose in the editor…',
    ]);
    await box(chat).press('ArrowDown');
    const active = await box(chat).getAttribute('aria-activedescendant');
    expect(await chat.page.locator(`#${active}`).innerText()).toBe('nextDeparture');
    expect(await chat.page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true');
    await box(chat).press('Enter');
    expect(await box(chat).inputValue()).toBe('See ');
    expect(await list.count()).toBe(0);
    await box(chat).pressSequentially('it');
    expect(await box(chat).inputValue()).toBe('See it');
    expect(await sent(chat)).toEqual([
      { type: 'findContext', query: '' },
      { type: 'findContext', query: 'd' },
      { type: 'findContext', query: 'de' },
      { type: 'addContext', candidateId: 's' },
    ]);
  });

  it('takes a choice of the mouse, and the editor’s own picker', async () => {
    const chat = await open();
    await box(chat).pressSequentially('#de');
    await chat.send(found);
    await chat.page.getByRole('option', { name: 'departure.ts src' }).click();
    await box(chat).pressSequentially('#');
    await chat.page.getByRole('option', { name: 'Choose in the editor…' }).click();
    expect(await box(chat).inputValue()).toBe('');
    expect((await sent(chat)).slice(-3)).toEqual([
      { type: 'addContext', candidateId: 'f' },
      { type: 'findContext', query: '' },
      { type: 'pickContext' },
    ]);
    expect(await chat.page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  });

  it('ignores what was found for other words, and is closed by Escape until the next #', async () => {
    const chat = await open({
      state: { entries: [question('1', 'Q'), answer('2', '', { state: 'streaming' })] },
    });
    await box(chat).pressSequentially('#dex');
    await chat.send(found);
    expect(await chat.page.getByRole('option').allInnerTexts()).toEqual(['Choose in the editor…']);
    await box(chat).press('Escape');
    expect(await chat.page.getByRole('listbox').count()).toBe(0);
    await box(chat).pressSequentially('y');
    expect(await chat.page.getByRole('listbox').count()).toBe(0);
    expect((await sent(chat)).some(({ type }) => type === 'stop')).toBe(false);
    await box(chat).press('Escape');
    expect((await sent(chat)).at(-1)).toEqual({ type: 'stop' });
    await box(chat).pressSequentially(' #');
    expect(await chat.page.getByRole('listbox').count()).toBe(1);
  });
});

describe('commands after /', () => {
  const state: Partial<ChatViewState> = { commands: COMMANDS };

  it('lists them, marks prompt files, and completes the chosen one', async () => {
    const chat = await open({ state });
    await box(chat).pressSequentially('/re');
    expect(await chat.page.getByRole('option').allInnerTexts()).toEqual([
      expect.stringContaining('/review'),
      expect.stringMatching(/\/release-notes\s+Notes for a release · version · Prompt file/),
    ]);
    await box(chat).press('Tab');
    expect(await box(chat).inputValue()).toBe('/review ');
    await box(chat).press('Enter');
    expect(await sent(chat)).toEqual([{ type: 'send', text: '/review' }]);
  });

  it('sends one that is typed to its end', async () => {
    const chat = await open({ state });
    await box(chat).pressSequentially('/fix');
    await box(chat).press('Enter');
    expect(await sent(chat)).toEqual([{ type: 'send', text: '/fix' }]);
  });
});

describe('pasting and dropping', () => {
  const dispatch = (
    chat: ChatTestPage,
    kind: 'paste' | 'drop',
    change: { files?: string[]; uris?: string },
  ) =>
    box(chat).evaluate(
      (element, { kind, files = [], uris }) => {
        const data = new DataTransfer();
        for (const name of files) data.items.add(new File(['hi'], name, { type: 'image/png' }));
        if (uris !== undefined) data.setData('text/uri-list', uris);
        const event =
          kind === 'paste'
            ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
            : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
        element.dispatchEvent(event);
      },
      { kind, ...change },
    );

  it.each(['paste', 'drop'] as const)('attaches files and images: %s', async (kind) => {
    const chat = await open();
    await dispatch(chat, kind, { files: ['a.png', '한글 이름.png'] });
    await expect
      .poll(() => sent(chat))
      .toEqual([
        { type: 'attach', name: 'a.png', mediaType: 'image/png', data: 'aGk=' },
        { type: 'attach', name: '한글 이름.png', mediaType: 'image/png', data: 'aGk=' },
      ]);
  });

  it('attaches what is dragged out of the editor by its address, and no address of the web', async () => {
    const chat = await open();
    await dispatch(chat, 'drop', {
      uris: 'file:///w/a.ts\r\nhttps://evil.example/b\r\nvscode-remote://ssh/c',
    });
    expect(await sent(chat)).toEqual([
      { type: 'attachUris', uris: ['file:///w/a.ts', 'vscode-remote://ssh/c'] },
    ]);
    expect(chat.page.url()).toBe('http://chat.test/');
  });

  it('says so of what is too large', async () => {
    const chat = await open();
    await box(chat).evaluate((element) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(21 * 1024 * 1024)], 'big.bin'));
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    });
    await expect
      .poll(() => chat.page.getByRole('alert').allInnerTexts())
      .toEqual(['big.bin is larger than 20 MB and was not attached.']);
    expect(await sent(chat)).toEqual([]);
  });
});

describe('the bar below', () => {
  it('chooses the model from those connected, or in the editor', async () => {
    const chat = await open({ state: { models: MODELS, model: CONNECTED } });
    const button = chat.page.getByTitle(/Choose another model/);
    await button.press('Enter');
    expect(await chat.page.getByRole('menuitemradio').allInnerTexts()).toEqual([
      expect.stringMatching(/qwen2\.5-coder:7b\s+127\.0\.0\.1:11434/),
      expect.stringMatching(/claude-sonnet-5\s+api\.anthropic\.com/),
    ]);
    await chat.page.keyboard.press('ArrowDown');
    await chat.page.keyboard.press('Enter');
    await button.click();
    await chat.page.getByRole('menuitem', { name: 'Other Models…' }).click();
    await button.click();
    await chat.page.keyboard.press('Escape');
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await sent(chat)).toEqual([{ type: 'chooseModel', modelId: 'claude' }, { type: 'chooseModel' }]);
  });

  it('opens the editor’s picker with the paper clip', async () => {
    const chat = await open();
    await chat.page.getByRole('button', { name: 'Add Context (#)' }).click();
    expect(await sent(chat)).toEqual([{ type: 'pickContext' }]);
  });
});

describe('drafts', () => {
  it('keeps one for each conversation', async () => {
    const chat = await open({ state: { conversationId: 'a' } });
    await box(chat).fill('for a');
    const show = (conversationId: string) =>
      chat.send({ type: 'state', state: { ...chat.state, conversationId } });
    await show('b');
    expect(await box(chat).inputValue()).toBe('');
    await box(chat).fill('for b');
    await show('a');
    expect(await box(chat).inputValue()).toBe('for a');
    await box(chat).press('Enter');
    await show('b');
    await show('a');
    expect(await box(chat).inputValue()).toBe('');
  });

  it('puts what the host gives before what is typed', async () => {
    const chat = await open();
    await box(chat).fill('why?');
    await chat.send({ type: 'prefill', text: '/explain ' });
    expect(await box(chat).inputValue()).toBe('/explain why?');
  });
});
