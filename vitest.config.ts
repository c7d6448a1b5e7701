import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{spec,fixtures,mock,conformance,bench,docs}/**/*.test.ts', '*.test.ts'],
    globalSetup: ['fixtures/draw-all.test-setup.ts'],
    // The default leaves one processor idle, which of two is half.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A poll waits for what happens, and a busy machine takes its time; its own default is a second.
    expect: { poll: { timeout: 20_000 } },
    retry: 0,
  },
});
