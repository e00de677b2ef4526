/** Fails a test file that leaves child processes or listening servers behind. */
import { afterAll, expect } from 'vitest';

const LEAKS = new Set(['ChildProcess', 'TCPServerWrap', 'PipeServerWrap']);

/** The runner's own pipes stay open between tests; only what is new since the file started counts. */
const before = process.getActiveResourcesInfo().filter((name) => LEAKS.has(name)).length;

afterAll(async () => {
  const deadline = Date.now() + 5_000;
  let leaked = leakedNow();
  while (leaked.length > before && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    leaked = leakedNow();
  }
  expect(leaked.length, `left open: ${leaked.join(', ')}`).toBeLessThanOrEqual(before);
});

function leakedNow(): string[] {
  return process.getActiveResourcesInfo().filter((name) => LEAKS.has(name));
}
