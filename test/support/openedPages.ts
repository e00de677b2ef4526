import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { FromWebview } from '../../src/protocol/webview';
import { launchChromium } from './browser';
import { buildChatPage, type ChatFiles, ChatTestPage, type OpenOptions } from './chatPage';

/**
 * Opens chat pages for the tests of a file and closes them after each, when nothing may have gone wrong on them and
 * nothing may have been asked of the network.
 */
export function useChatPages(): (options?: OpenOptions) => Promise<ChatTestPage> {
  let browser: Browser;
  let files: ChatFiles;
  const opened: ChatTestPage[] = [];
  beforeAll(async () => {
    [browser, files] = await Promise.all([launchChromium(), buildChatPage()]);
  });
  afterEach(async () => {
    for (const chat of opened.splice(0)) {
      expect(chat.problems).toEqual([]);
      expect(chat.strayRequests).toEqual([]);
      await chat.close();
    }
  });
  afterAll(() => browser.close());
  return async (options) => {
    const chat = await ChatTestPage.open(browser, files, options);
    opened.push(chat);
    return chat;
  };
}

/** What the page posted after `ready`. */
export async function sent(chat: ChatTestPage): Promise<readonly FromWebview[]> {
  return (await chat.posted()).filter(({ type }) => type !== 'ready');
}
