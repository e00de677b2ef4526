import { describe, expect, it } from 'vitest';
import type { ConversationSummary } from '../../src/protocol/webview';
import { answer, type ChatTestPage, question } from '../support/chatPage';
import { sent, useChatPages } from '../support/openedPages';

const open = useChatPages();
const button = (chat: ChatTestPage, name: string) => chat.page.getByRole('button', { name, exact: true });
const search = (chat: ChatTestPage) => chat.page.getByRole('searchbox', { name: 'Search conversations' });
const noon = new Date().setHours(12, 0, 0, 0);
const DAY_MS = 86_400_000;
const LIST: readonly ConversationSummary[] = [
  { id: 'a', title: 'Storm', updatedAt: noon, turns: 4, isOpen: true },
  { id: 'b', title: '커밋', updatedAt: noon, turns: 2, isOpen: false },
  {
    id: 'c',
    title: 'Tides',
    updatedAt: noon - 40 * DAY_MS,
    turns: 2,
    excerpt: '… high water …',
    isOpen: false,
  },
];
const found = (conversations: readonly ConversationSummary[], query = '') =>
  ({ type: 'conversations', query, conversations }) as const;

async function openHistory(): Promise<ChatTestPage> {
  const chat = await open({
    state: { title: 'Storm', conversationId: 'a', entries: [question('1', 'Q'), answer('2', 'A')] },
  });
  await button(chat, 'Chat History').click();
  await chat.send(found(LIST));
  return chat;
}

describe('the history', () => {
  it('groups conversations by day and opens one', async () => {
    const chat = await openHistory();
    expect(await chat.page.locator('.history-day').allInnerTexts()).toEqual([
      'Today',
      expect.stringMatching(/\d/),
    ]);
    expect(await chat.page.locator('.history-title').allInnerTexts()).toEqual(['Storm', '커밋', 'Tides']);
    expect(await chat.page.locator('.history-excerpt').innerText()).toBe('… high water …');
    await chat.page.getByRole('button', { name: /^Tides/ }).click();
    expect(await sent(chat)).toEqual([
      { type: 'findConversations', query: '' },
      { type: 'openConversation', id: 'c' },
    ]);
    await chat.send({ type: 'state', state: { ...chat.state, title: 'Tides', conversationId: 'c' } });
    expect(await chat.page.locator('.history').count()).toBe(0);
    expect(await chat.page.locator('.header-title').innerText()).toBe('Tides');
  });

  it('is searched, and Escape first empties the search and then leaves', async () => {
    const chat = await openHistory();
    expect(await search(chat).evaluate((element) => element === document.activeElement)).toBe(true);
    await search(chat).fill('water');
    await chat.send(found([], 'water'));
    expect(await chat.page.locator('.history-empty').innerText()).toBe('No conversation has “water” in it.');
    await search(chat).press('Escape');
    expect(await search(chat).inputValue()).toBe('');
    await search(chat).press('Escape');
    expect(await chat.page.locator('.history').count()).toBe(0);
    await expect.poll(() => chat.page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    expect((await sent(chat)).map((message) => ('query' in message ? message.query : message.type))).toEqual([
      '',
      'water',
      '',
    ]);
  });

  it('is gone through with the arrow keys', async () => {
    const chat = await openHistory();
    const focused = () =>
      chat.page.evaluate(() => (document.activeElement as HTMLElement).innerText.split('\n')[0]);
    await search(chat).press('ArrowDown');
    expect(await focused()).toBe('Storm');
    await chat.page.keyboard.press('ArrowDown');
    await chat.page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Tides');
    await chat.page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('커밋');
  });

  it('renames a conversation, and leaves it as it is with Escape', async () => {
    const chat = await openHistory();
    const item = chat.page.locator('.history-item').nth(1);
    const box = chat.page.getByRole('textbox', { name: 'Title of the conversation' });
    await item.hover();
    await item.getByRole('button', { name: 'Rename' }).click();
    await box.fill('x');
    await box.press('Escape');
    expect(await chat.page.locator('.history').count()).toBe(1);
    await item.hover();
    await item.getByRole('button', { name: 'Rename' }).click();
    expect(await box.inputValue()).toBe('커밋');
    await box.fill('Commit words');
    await box.press('Enter');
    expect((await sent(chat)).slice(1)).toEqual([
      { type: 'renameConversation', id: 'b', title: 'Commit words' },
    ]);
    await expect.poll(() => chat.page.evaluate(() => document.activeElement?.className)).toBe('history-open');
  });

  it('deletes one, which the host can undo, and keeps the keyboard', async () => {
    const chat = await openHistory();
    const item = chat.page.locator('.history-item').nth(1);
    await item.hover();
    await item.getByRole('button', { name: 'Delete' }).click();
    expect((await sent(chat)).slice(1)).toEqual([{ type: 'deleteConversation', id: 'b' }]);
    await chat.send(found(LIST.filter(({ id }) => id !== 'b')));
    await expect.poll(() => chat.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  });

  it('takes conversations out and in, and begins a new one', async () => {
    const chat = await openHistory();
    const item = chat.page.locator('.history-item').nth(2);
    await item.hover();
    await item.getByRole('button', { name: 'Export…' }).click();
    await chat.page.locator('.history').getByRole('button', { name: 'Import…' }).click();
    await chat.page.locator('.history').getByRole('button', { name: 'New Chat' }).click();
    expect((await sent(chat)).slice(1)).toEqual([
      { type: 'exportConversation', id: 'c' },
      { type: 'importConversation' },
      { type: 'newConversation' },
    ]);
  });

  it('says where conversations are kept when there are none', async () => {
    const chat = await open();
    await chat.send({ type: 'showHistory' }, found([]));
    expect(await chat.page.locator('.history-empty').innerText()).toContain('plain files of this workspace');
  });
});

describe('the header', () => {
  it('names the conversation, follows its title, and takes it out', async () => {
    const chat = await open({ state: { title: 'Storm', conversationId: 'a' } });
    await chat.send({ type: 'title', title: 'Storm at sea' });
    expect(await chat.page.locator('.header-title').innerText()).toBe('Storm at sea');
    await button(chat, 'More Actions').click();
    await chat.page.getByRole('menuitem', { name: 'Export…' }).click();
    await button(chat, 'New Chat').click();
    expect(await sent(chat)).toEqual([{ type: 'exportConversation', id: 'a' }, { type: 'newConversation' }]);
  });
});
