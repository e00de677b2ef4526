/**
 * Takes pictures of the chat page in its states, themes and widths: node scripts/benchRun.mjs chatPictures DIR [NAME…].
 * Those that docs/chat.md shows are taken with `--docs` into docs/images.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser';
import { buildChatPage, type ChatFiles, ChatTestPage } from '../support/chatPage';
import { CHAT_STATES, type ChatStateName } from '../support/chatStates';
import { THEMES, type ThemeName } from '../support/chatThemes';

interface Picture {
  readonly state: ChatStateName;
  readonly theme: ThemeName;
  readonly width: number;
  readonly height: number;
  readonly file: string;
}

/** What the documentation shows: few, small. */
const DOCS: readonly Picture[] = [
  { state: 'answered', theme: 'dark', width: 420, height: 760, file: 'chat-answer-dark.png' },
  { state: 'empty', theme: 'light', width: 420, height: 620, file: 'chat-empty-light.png' },
  { state: 'comparison', theme: 'dark', width: 900, height: 520, file: 'chat-compare-dark.png' },
];

async function main(): Promise<void> {
  const [folder = '', ...names] = process.argv.slice(2);
  if (folder === '') throw new Error('Usage: chatPictures DIR [NAME…] or chatPictures --docs');
  const isDocs = folder === '--docs';
  const target = isDocs ? 'docs/images' : folder;
  mkdirSync(target, { recursive: true });
  const [browser, files] = await Promise.all([launchChromium(), buildChatPage()]);
  for (const picture of isDocs ? DOCS : everything(names)) await take(browser, files, picture, target);
  await browser.close();
}

function everything(names: readonly string[]): readonly Picture[] {
  const states = Object.keys(CHAT_STATES) as ChatStateName[];
  return states
    .filter((state) => names.length === 0 || names.includes(state))
    .flatMap((state) =>
      (Object.keys(THEMES) as ThemeName[]).map((theme) => {
        const width = state === 'comparison' ? 900 : 400;
        return { state, theme, width, height: 800, file: `${state.replaceAll(' ', '-')}-${theme}.png` };
      }),
    );
}

async function take(browser: Browser, files: ChatFiles, picture: Picture, folder: string): Promise<void> {
  const { state, theme, width, height, file } = picture;
  const viewport = { width, height };
  const chat = await ChatTestPage.open(browser, files, { theme, viewport, reducedMotion: 'reduce' });
  await CHAT_STATES[state](chat);
  await chat.page.waitForTimeout(300);
  await chat.page.screenshot({ path: join(folder, file), scale: 'css' });
  if (chat.problems.length > 0) console.error(state, chat.problems);
  await chat.close();
}

void main();
