import { defineConfig } from 'vitest/config';

/** The chat page and the whole of VS Code in a real Chromium: one file at a time, for each may start a VS Code. */
export default defineConfig({
  test: {
    include: ['test/{webview,e2e}/**/*.test.ts'],
    setupFiles: ['test/support/leakCheck.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    fileParallelism: false,
    // VS Code shares the machine with what it is tested with: looks at the screen are repeated for a while.
    expect: { poll: { timeout: 30_000 } },
  },
});
