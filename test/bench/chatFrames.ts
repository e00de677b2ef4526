/**
 * How long the frames of the chat page are while an answer streams into a long conversation, in real Chromium.
 * Two figures for each frame: the time since the one before, which a busy machine lengthens as well (the first row,
 * where nothing streams, shows by how much), and the page's own work from the start of the frame to the end of layout
 * and paint.
 */
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import type { ChatEntry } from '../../src/protocol/webview';
import { launchChromium } from '../support/browser';
import { answer, buildChatPage, type ChatFiles, ChatTestPage, question } from '../support/chatPage';
import { percentile, printTable } from './report';

interface Scenario {
  /** Lines of Markdown in the conversation before the streamed answer. */
  readonly lines: number;
  readonly tokensPerSecond: number;
  readonly answer: string;
}

const SECONDS = 8;
/** A frame of a 60 Hz screen that is longer than this one missed its turn. */
const LONG_FRAME_MS = 32;
/** English and code are about four characters a token. */
const CHARACTERS_PER_TOKEN = 4;
/** The engine sends at most one piece of text per frame of a 60 Hz screen. */
const INTERVAL_MS = 16;

const TURN = `The function reads the *whole* file, see \`readAll\` and [the docs](https://example.com/).

1. It opens the file.
2. It reads \`chunk\` after \`chunk\`.
   - each is decoded
   - each is **split** at its line breaks

\`\`\`ts src/util/readLines.ts
import { createReadStream } from 'node:fs';

/** Reads a file line by line. */
export async function* readLines(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    const lines = (rest + chunk).split('\\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
\`\`\`

| Case | Before | After |
|------|--------|-------|
| none | lost   | kept  |

`;
const TURN_LINES = TURN.split('\n').length;

async function main(): Promise<void> {
  const [browser, files] = await Promise.all([launchChromium(), buildChatPage()]);
  const code = `\`\`\`ts src/long.ts\n${'  const value = compute(left, right); // the sum of both\n'.repeat(2000)}`;
  const scenarios: readonly (Scenario & { readonly name: string })[] = [
    { name: 'nothing streams, new conversation', lines: 0, tokensPerSecond: 0, answer: '' },
    { name: 'nothing streams', lines: 5000, tokensPerSecond: 0, answer: '' },
    { name: 'Markdown', lines: 2000, tokensPerSecond: 500, answer: TURN.repeat(50) },
    { name: 'one long code block', lines: 2000, tokensPerSecond: 500, answer: code },
    { name: 'Markdown', lines: 5000, tokensPerSecond: 1000, answer: TURN.repeat(80) },
    { name: 'one long code block', lines: 5000, tokensPerSecond: 1000, answer: code },
    { name: 'one long line', lines: 5000, tokensPerSecond: 1000, answer: 'word '.repeat(10_000) },
  ];
  const rows: string[][] = [];
  // Each may be asked for alone: `chatFrames opening`, `chatFrames "5000 lines, 1000 tokens/s, Markdown"`.
  const wanted = process.argv.slice(2);
  const isWanted = (name: string) => wanted.length === 0 || wanted.some((part) => name.includes(part));
  for (const scenario of scenarios) {
    if (!isWanted(`${scenario.lines} lines, ${scenario.tokensPerSecond} tokens/s, ${scenario.name}`))
      continue;
    const { gaps, work, cpu, heap } = await measure(browser, files, scenario);
    rows.push([
      `${scenario.lines} lines, ${scenario.tokensPerSecond} tokens/s, ${scenario.name}`,
      ...[95, 100].map((percent) => percentile(gaps, percent).toFixed(1)),
      ...[50, 95, 100].map((percent) => percentile(work, percent).toFixed(1)),
      cpu.toFixed(1),
      `${gaps.filter((gap) => gap > LONG_FRAME_MS).length} of ${gaps.length}`,
      heap.map((bytes) => (bytes / 1e6).toFixed(1)).join(' -> '),
    ]);
  }
  printTable(
    'Chat page: frame times while streaming (ms)',
    [
      'Conversation and answer',
      'gap p95',
      'gap max',
      'work p50',
      'work p95',
      'work max',
      'CPU a frame',
      `gaps over ${LONG_FRAME_MS}`,
      'heap after GC, MB',
    ],
    rows,
  );
  const opened: string[][] = [];
  for (const turns of isWanted('opening') ? [1, 50, 500] : []) {
    const { shownMs, paintedMs } = await measureOpening(browser, files, turns);
    opened.push([String(turns), ...[shownMs, paintedMs].map((ms) => ms.toFixed(0))]);
  }
  await browser.close();
  printTable(
    'Chat page: opening a conversation (ms, median of five)',
    ['turns', 'from the state to its picture', 'from a page that is made anew to its first picture'],
    opened,
  );
  const compressed = [files.script, files.style].map((text) => gzipSync(text).length);
  printTable(
    'Chat page: size, kB after gzip',
    ['script', 'style'],
    [compressed.map((bytes) => (bytes / 1000).toFixed(1))],
  );
}

async function measure(browser: Browser, files: ChatFiles, scenario: Scenario) {
  const chat = await ChatTestPage.open(browser, files, { viewport: { width: 400, height: 900 } });
  await chat.send({ type: 'state', state: { ...chat.state, entries: conversation(scenario.lines) } });
  // Until all of it is on the page, as it is before somebody has typed a question.
  await chat.page.waitForFunction(
    () =>
      document.querySelector('.scroller')?.ariaBusy !== 'true' && !document.querySelector('.markdown-live'),
  );
  await chat.page.waitForTimeout(3000);
  const session = await chat.page.context().newCDPSession(chat.page);
  const heapSize = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  // The processor's time and not the clock's: other work on the machine does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const cpuTime = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  const before = await heapSize();
  const cpuBefore = await cpuTime();
  await chat.send({ type: 'entry', entry: answer('streamed', '', { state: 'streaming' }) });
  const pieceLength = (scenario.tokensPerSecond * CHARACTERS_PER_TOKEN * INTERVAL_MS) / 1000;
  const measured = await chat.page.evaluate(stream, {
    text: scenario.answer,
    pieceLength: Math.ceil(pieceLength),
    intervalMs: INTERVAL_MS,
    durationMs: SECONDS * 1000,
  });
  const cpu = ((await cpuTime()) - cpuBefore) / measured.gaps.length;
  const after = await heapSize();
  await chat.close();
  return { ...measured, cpu, heap: [before, after] };
}

const OPENINGS = 5;

async function measureOpening(browser: Browser, files: ChatFiles, turns: number) {
  const chat = await ChatTestPage.open(browser, files, { viewport: { width: 400, height: 900 } });
  const state = { ...chat.state, entries: conversation(turns * (TURN_LINES + 1)) };
  const shown: number[] = [];
  const painted: number[] = [];
  for (let index = 0; index < OPENINGS; index++) {
    await chat.send({ type: 'state', state: chat.state });
    shown.push(await chat.page.evaluate(showState, state));
  }
  // A host that answers at once, so that only the page's own time is counted.
  await chat.page.addInitScript(
    (message) => {
      const make = window.acquireVsCodeApi;
      window.acquireVsCodeApi = () => ({
        ...(make() as object),
        postMessage: ({ type }: { type: string }) => {
          if (type === 'ready') window.postMessage(message);
        },
      });
    },
    { type: 'state', state },
  );
  for (let index = 0; index < OPENINGS; index++) {
    await chat.page.reload();
    await chat.page.locator('.bubble').last().waitFor();
    await chat.settle();
    painted.push(
      await chat.page.evaluate(() => performance.getEntriesByType('paint').at(-1)?.startTime ?? 0),
    );
  }
  await chat.close();
  return { shownMs: percentile(shown, 50), paintedMs: percentile(painted, 50) };
}

/** Runs in the page: milliseconds from the message with a conversation to the picture of it. */
function showState(state: object): Promise<number> {
  return new Promise((resolve) => {
    const started = performance.now();
    const rendered = new MessageChannel();
    rendered.port1.onmessage = () => resolve(performance.now() - started);
    const look = () => {
      if (document.querySelector('.bubble')) rendered.port2.postMessage(undefined);
      else requestAnimationFrame(look);
    };
    window.postMessage({ type: 'state', state });
    requestAnimationFrame(look);
  });
}

interface Frames {
  /** Milliseconds between two frames. */
  readonly gaps: number[];
  /** Milliseconds from the start of a frame until the browser had rendered it. */
  readonly work: number[];
}

/** Runs in the page: posts the text piece by piece and measures the frames meanwhile. */
function stream(options: { text: string; pieceLength: number; intervalMs: number; durationMs: number }) {
  const { text, pieceLength, intervalMs, durationMs } = options;
  return new Promise<Frames>((resolve) => {
    const frames: Frames = { gaps: [], work: [] };
    const started = performance.now();
    let last = 0;
    let sent = 0;
    const timer = setInterval(() => {
      const due = Math.floor((performance.now() - started) / intervalMs) * pieceLength;
      if (due <= sent) return;
      window.postMessage({ type: 'delta', id: 'streamed', text: text.slice(sent, due), reasoning: false });
      sent = due;
    }, intervalMs);
    // A message that is posted within a frame is delivered when the frame is rendered.
    const rendered = new MessageChannel();
    rendered.port1.onmessage = () => frames.work.push(performance.now() - last);
    const frame = (now: number) => {
      if (last > 0) frames.gaps.push(now - last);
      last = now;
      rendered.port2.postMessage(undefined);
      if (now - started < durationMs) {
        requestAnimationFrame(frame);
        return;
      }
      clearInterval(timer);
      resolve(frames);
    };
    requestAnimationFrame(frame);
  });
}

function conversation(lines: number): readonly ChatEntry[] {
  return Array.from({ length: Math.ceil(lines / (TURN_LINES + 1)) }, (_, index) => [
    question(`q${index}`, 'How does it read the file?'),
    answer(`a${index}`, TURN),
  ]).flat();
}

void main();
