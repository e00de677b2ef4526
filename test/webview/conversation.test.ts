import { describe, expect, it } from 'vitest';
import type { ChatEntry, ChatViewState } from '../../src/protocol/webview';
import { answer, type ChatTestPage, DONE, question } from '../support/chatPage';
import { chip, COMMANDS, MODELS } from '../support/chatStates';
import { sent, useChatPages } from '../support/openedPages';

const open = useChatPages();
const box = (chat: ChatTestPage) => chat.page.getByRole('textbox', { name: 'Message' });
const button = (chat: ChatTestPage, name: string) => chat.page.getByRole('button', { name, exact: true });
const CODE = '```ts src/a.ts\nlet a;\n```\n\n```python\nprint(1)\n```\n\n```bash\n$ npm test\n# no\n```';
const TURN: readonly ChatEntry[] = [question('1', 'Why?'), answer('2', 'Because.')];

describe('a question', () => {
  it('is edited in its place and sent again, but not by the Enter of an input method', async () => {
    const chat = await open({ state: { entries: TURN } });
    await button(chat, 'Edit').click();
    const edit = chat.page.getByRole('textbox', { name: 'Edit the question' });
    expect(await edit.inputValue()).toBe('Why?');
    await edit.fill('왜?');
    await edit.evaluate((element) =>
      element.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
      ),
    );
    expect(await sent(chat)).toEqual([]);
    await edit.press('Enter');
    expect(await sent(chat)).toEqual([{ type: 'edit', id: '1', text: '왜?' }]);
    expect(await edit.count()).toBe(0);
    await expect.poll(() => chat.page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  });

  it('is edited with the arrow up in an empty box, and Escape leaves it as it was', async () => {
    const chat = await open({
      state: { entries: [...TURN, question('3', 'And then?'), answer('4', 'So.')] },
    });
    await box(chat).fill('typed');
    await box(chat).press('ArrowUp');
    expect(await chat.page.locator('.edit-box').count()).toBe(0);
    await box(chat).fill('');
    await box(chat).press('ArrowUp');
    const edit = chat.page.getByRole('textbox', { name: 'Edit the question' });
    expect(await edit.inputValue()).toBe('And then?');
    await edit.press('Escape');
    expect(await chat.page.locator('.bubble').allInnerTexts()).toEqual(['Why?', 'And then?']);
    expect(await sent(chat)).toEqual([]);
  });

  it('shows what was sent along, and its other versions', async () => {
    const chat = await open({
      state: {
        entries: [
          { ...question('1', 'Why?', [chip('x')]), alternatives: { position: 2, count: 3 } },
          answer('2', 'Because.'),
        ],
      },
    });
    await chat.page.getByTitle(/^File: src\/x\.ts/).click();
    await button(chat, 'Previous Version').click();
    await button(chat, 'Next Version').click();
    expect(await chat.page.locator('.position').innerText()).toBe('2/3');
    expect(await sent(chat)).toEqual([
      { type: 'openContext', id: 'x' },
      { type: 'showAlternative', id: '1', step: -1 },
      { type: 'showAlternative', id: '1', step: 1 },
    ]);
  });
});

describe('an answer', () => {
  it('says who wrote it, what it took, and what was left out', async () => {
    const outcome = {
      ...DONE,
      usage: { promptTokens: 1843, answerTokens: 412 },
      cost: '$0.02',
      omitted: ['a.ts was left out.'],
    };
    const chat = await open({ state: { entries: [question('1', 'Q'), answer('2', 'A', outcome)] } });
    expect((await chat.page.locator('.footnote').innerText()).split(/\n+/)).toEqual([
      'qwen2.5-coder:7b on 127.0.0.1:11434 · 2.4 s · 1,843 tokens read, 412 written · $0.02',
      'a.ts was left out.',
    ]);
  });

  it('is copied, asked for again, also of another model, branched and compared', async () => {
    const entries = [
      question('1', 'Q'),
      { ...answer('2', 'A **b**'), alternatives: { position: 1, count: 2 } },
    ];
    const chat = await open({ state: { entries, models: MODELS } });
    await button(chat, 'Copy Answer').click();
    await button(chat, 'Answer Again').click();
    const menu = chat.page.locator('.answer').getByRole('button', { name: 'More Actions' });
    for (const name of [/claude/, 'Branch from Here', 'Compare Answers']) {
      await menu.click();
      await chat.page.getByRole('menuitem', { name }).click();
    }
    expect(await sent(chat)).toEqual([
      { type: 'copy', text: 'A **b**' },
      { type: 'regenerate', id: '2' },
      { type: 'regenerate', id: '2', modelId: 'claude' },
      { type: 'branch', id: '2' },
      { type: 'compare', id: '2' },
    ]);
  });

  it.each([
    {
      name: 'stopped',
      entry: answer('2', 'half', { state: 'stopped' }),
      label: 'Continue',
      type: 'continue',
    },
    {
      name: 'cut off',
      entry: answer('2', 'half', { ...DONE, isCutOff: true }),
      label: 'Continue',
      type: 'continue',
    },
    {
      name: 'stopped early',
      entry: answer('2', '', { state: 'stopped' }),
      label: 'Try Again',
      type: 'regenerate',
    },
  ])('goes on when it was $name', async ({ entry, label, type }) => {
    const chat = await open({ state: { entries: [question('1', 'Q'), entry] } });
    await button(chat, label).click();
    expect(await sent(chat)).toEqual([{ type, id: '2' }]);
  });

  it('takes text again when it goes on, and none after its end', async () => {
    const chat = await open({
      state: { entries: [question('1', 'Q'), answer('2', 'half', { state: 'stopped' })] },
    });
    const delta = (text: string) => ({ type: 'delta', id: '2', text, reasoning: false }) as const;
    await chat.send(delta(' late'), { type: 'outcome', id: '2', outcome: { state: 'streaming' } });
    await chat.send(delta(' whole.'), { type: 'outcome', id: '2', outcome: DONE }, delta(' later'));
    expect(await chat.page.locator('.markdown').innerText()).toBe('half whole.');
  });

  it('offers next questions, the last one alone', async () => {
    const outcome = { ...DONE, followUps: ['And then?', '그다음은요?'] };
    const chat = await open({
      state: { entries: [...TURN, question('3', 'Q'), answer('4', 'A', outcome)] },
    });
    await button(chat, '그다음은요?').click();
    expect(await sent(chat)).toEqual([{ type: 'send', text: '그다음은요?' }]);
    await chat.send({ type: 'entry', entry: question('5', 'More') });
    expect(await button(chat, 'And then?').count()).toBe(0);
  });

  it('shows and says what became of its code, and brings files back', async () => {
    const chat = await open({ state: { entries: TURN } });
    await chat.send(
      { type: 'applied', id: '2', message: '2 changes in src/a.ts.', isFailure: false },
      { type: 'outcome', id: '2', outcome: { ...DONE, canRestore: true } },
    );
    expect(await chat.page.locator('.applied').innerText()).toBe('2 changes in src/a.ts.');
    expect(await chat.page.locator('[aria-live=polite]').textContent()).toBe('2 changes in src/a.ts.');
    await button(chat, 'Restore Files').click();
    expect(await sent(chat)).toEqual([{ type: 'restore', id: '2' }]);
  });

  it('opens files that its text names, and nothing else', async () => {
    const text = 'See `src/a.ts:12`, `/etc/passwd`, `Node.js` and `command:x/y.z`.';
    const chat = await open({ state: { entries: [question('1', 'Q'), answer('2', text)] } });
    const links = chat.page.locator('.markdown [role=link]');
    expect(await links.allInnerTexts()).toEqual(['src/a.ts:12']);
    await links.focus();
    await links.press('Enter');
    expect(await sent(chat)).toEqual([{ type: 'openFile', path: 'src/a.ts', line: 12 }]);
  });
});

describe('code', () => {
  const state: Partial<ChatViewState> = { entries: [question('1', 'Q'), answer('2', CODE)] };
  const block = (chat: ChatTestPage, index: number) => chat.page.locator('.code-block').nth(index);

  it('is applied, made a file, opened and wrapped', async () => {
    const chat = await open({ state });
    const first = block(chat, 0);
    await first.getByRole('button', { name: 'Apply to File…' }).click();
    await first.getByRole('button', { name: 'Create New File…' }).click();
    await first.getByRole('button', { name: 'src/a.ts' }).click();
    const wrap = first.getByRole('button', { name: 'Wrap Lines' });
    await wrap.click();
    expect(await wrap.getAttribute('aria-pressed')).toBe('true');
    expect(await first.locator('pre').evaluate((pre) => getComputedStyle(pre).whiteSpace)).toBe('pre-wrap');
    const data = { text: 'let a;', language: 'ts', path: 'src/a.ts' };
    expect(await sent(chat)).toEqual([
      { type: 'apply', id: '2', blocks: [data] },
      { type: 'newFile', block: data },
      { type: 'openFile', path: 'src/a.ts' },
    ]);
  });

  it('of a shell goes into the terminal without its prompts, and is not applied', async () => {
    const chat = await open({ state });
    const shell = block(chat, 2);
    expect(await shell.getByRole('button', { name: 'Apply to File…' }).count()).toBe(0);
    await shell.getByRole('button', { name: 'Insert in Terminal' }).click();
    expect(await sent(chat)).toEqual([{ type: 'insertInTerminal', text: 'npm test' }]);
  });

  it('is applied all at once', async () => {
    const chat = await open({ state });
    await button(chat, 'Apply All Code…').click();
    expect(await sent(chat)).toEqual([
      {
        type: 'apply',
        id: '2',
        blocks: [
          { text: 'let a;', language: 'ts', path: 'src/a.ts' },
          { text: 'print(1)', language: 'python' },
        ],
      },
    ]);
  });

  it('of a diagram is its source, with a word about it', async () => {
    const text = '```mermaid\ngraph TD; A-->B\n```';
    const chat = await open({ state: { entries: [question('1', 'Q'), answer('2', text)] } });
    expect(await block(chat, 0).innerText()).toContain('Fairwind shows diagrams as their source.');
    expect(await chat.page.locator('.markdown svg:not(.icon)').count()).toBe(0);
  });
});

describe('Markdown', () => {
  const show = async (text: string) => {
    const chat = await open({ state: { entries: [question('1', 'Q'), answer('2', text)] } });
    await expect.poll(() => chat.page.locator('.markdown-live').count()).toBe(0);
    return chat.page.locator('.markdown');
  };

  it('sets formulas as MathML, and shows as they are written those it cannot', async () => {
    const body = await show(
      'So $a^2$.\n\n$$\nx\n+ \\frac{1}{2}\n$$\n\nNot $\\href{https://evil.example/}{x}$.',
    );
    expect(await body.locator('math').count()).toBe(2);
    expect(await body.locator('math').nth(1).getAttribute('display')).toBe('block');
    expect(await body.locator('mfrac').count()).toBe(1);
    expect(await body.locator('p').last().innerText()).toContain('\\href{https://evil.example/}{x}');
  });

  it.each([
    { name: 'macros that call each other', text: '$\\def\\a{\\b\\b}\\def\\b{\\a\\a}\\a$' },
    { name: 'a macro that grows', text: `$\\def\\a{xxxxxxxxxx}${'\\a'.repeat(190)}$` },
    { name: 'nesting', text: `$${'{'.repeat(450)}x${'}'.repeat(450)}$` },
    { name: 'fractions of fractions', text: `$$${'\\frac{1}{'.repeat(400)}x${'}'.repeat(400)}$$` },
    { name: 'an endless rule', text: '$\\rule{99999999em}{99999999em}$' },
    { name: 'many formulas', text: '$x^2$ '.repeat(3000) },
  ])('survives $name', async ({ text }) => {
    const chat = await open({ state: { entries: [question('1', 'Q'), answer('2', `${text}\n\nAfter.`)] } });
    await expect.poll(() => chat.page.locator('.markdown > p').last().innerText()).toBe('After.');
    const width = await chat.page.locator('.scroller').evaluate((box) => box.scrollWidth - box.clientWidth);
    expect(width).toBe(0);
  });

  it('goes on with a table that is longer than what is read at once', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => `| ${index} | ${'x'.repeat(20)} |`);
    const body = await show(`| a | b |\n|---|--:|\n${rows.join('\n')}\n\nAfter.`);
    expect(await body.locator('table').count()).toBe(1);
    expect(await body.locator('tbody tr').count()).toBe(1000);
    expect(await body.locator('tbody tr').last().locator('td').first().innerText()).toBe('999');
    expect(await body.locator('tbody td').last().getAttribute('align')).toBe('right');
    expect(await body.locator('p').innerText()).toBe('After.');
  });

  it('lists tasks and footnotes', async () => {
    const body = await show('- [x] done\n- [ ] open[^a]\n\n[^a]: The `note`.');
    expect(await body.locator('li').allInnerTexts()).toEqual(['☑ done', '☐ opena']);
    expect(await body.locator('.footnote-text').innerText()).toBe('a The note.');
  });
});

describe('comparing answers', () => {
  const answers = [answer('2', 'One.'), answer('3', 'Two.', { ...DONE, model: 'other on h' })];
  const compare = async (width: number) => {
    const chat = await open({ viewport: { width, height: 700 }, state: { entries: TURN } });
    await chat.send({ type: 'comparison', questionId: '1', answers });
    return chat;
  };

  it('shows them beside each other where there is room, and goes on with one', async () => {
    const chat = await compare(900);
    const columns = chat.page.locator('.comparison-column');
    const boxes = await Promise.all([0, 1].map((index) => columns.nth(index).boundingBox()));
    expect(boxes[0]?.y).toBe(boxes[1]?.y);
    expect(await columns.nth(1).innerText()).toContain('other on h');
    await columns.nth(1).getByRole('button', { name: 'Go On with This Answer' }).click();
    expect(await sent(chat)).toEqual([{ type: 'chooseAnswer', id: '3' }]);
    expect(await chat.page.locator('.comparison').count()).toBe(0);
  });

  it('shows one at a time where there is not, with tabs', async () => {
    const chat = await compare(300);
    expect(await chat.page.locator('.comparison .markdown').allInnerTexts()).toEqual(['One.']);
    await chat.page.getByRole('tab', { name: 'Answer 1' }).press('ArrowRight');
    expect(await chat.page.getByRole('tab', { name: 'Answer 2' }).getAttribute('aria-selected')).toBe('true');
    expect(await chat.page.locator('.comparison .markdown').allInnerTexts()).toEqual(['Two.']);
    await chat.page.keyboard.press('Escape');
    expect(await chat.page.locator('.comparison').count()).toBe(0);
    expect(await chat.page.locator('.bubble').isVisible()).toBe(true);
  });
});

describe('a long conversation', () => {
  const entries = Array.from({ length: 150 }, (_, index) => [
    question(`q${index}`, `Question ${index}`),
    answer(`a${index}`, `Answer ${index}.`),
  ]).flat();

  it('is there from its end on, and whole soon after, without moving what is read', async () => {
    const chat = await open({ state: { entries } });
    expect(await chat.page.locator('.bubble').last().innerText()).toBe('Question 149');
    await expect.poll(() => chat.page.locator('.entry').count()).toBe(300);
    expect(await chat.page.locator('.bubble').first().textContent()).toBe('Question 0');
    const distance = () =>
      chat.page.locator('.scroller').evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
    await expect.poll(distance).toBeLessThanOrEqual(1);
    expect(await chat.page.getByRole('log').getAttribute('aria-busy')).toBe('false');
  });

  it('keeps its place and the focus while an answer is added to it', async () => {
    const chat = await open({ state: { entries } });
    await expect.poll(() => chat.page.locator('.entry').count()).toBe(300);
    await chat.page.locator('.scroller').evaluate((box) => (box.scrollTop = 1000));
    await chat.settle();
    const top = () => chat.page.locator('.scroller').evaluate((box) => box.scrollTop);
    const before = await top();
    await chat.page.locator('.scroller').focus();
    await chat.send(
      { type: 'entry', entry: answer('new', '', { state: 'streaming' }) },
      { type: 'delta', id: 'new', text: 'More\n\n'.repeat(40), reasoning: false },
    );
    expect(await top()).toBe(before);
    expect(await chat.page.evaluate(() => document.activeElement?.className)).toBe('scroller');
  });
});

describe('a new conversation', () => {
  it('teaches with questions about the open file and with commands, which are typed and not sent', async () => {
    const document = chip('1', { kind: 'document', label: 'src/tides.ts', isSuggested: true });
    const chat = await open({ state: { chips: [document], commands: COMMANDS } });
    await button(chat, 'Write tests for tides.ts.').click();
    expect(await box(chat).inputValue()).toBe('Write tests for tides.ts.');
    await button(chat, '/fix').click();
    expect(await box(chat).inputValue()).toBe('/fix ');
    await chat.page.keyboard.type('it');
    expect(await box(chat).inputValue()).toBe('/fix it');
    expect(await sent(chat)).toEqual([]);
    await chat.send({ type: 'context', chips: [{ ...document, included: false }] });
    expect(await chat.page.locator('.example').first().innerText()).not.toContain('tides.ts');
  });
});
