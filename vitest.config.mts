import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,git,providers,server,manifest}/**/*.test.ts'],
    setupFiles: ['test/support/leakCheck.ts'],
    testTimeout: 20_000,
    pool: 'forks',
    maxWorkers: 2,
    // Engines and servers share two cores: what is waited for takes longer than a second there.
    expect: { poll: { timeout: 10_000 } },
  },
});
