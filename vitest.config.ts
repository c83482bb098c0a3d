import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', '*.test.ts'],
    environment: 'node',
    testTimeout: 20_000,
    // All cores (the usual is one less, so one of two), and a module is read once for all files: what has state of its
    // own is only what has arrived (words, sweeps), and a test that needs it waits for it.
    maxWorkers: '100%',
    isolate: false,
  },
});
