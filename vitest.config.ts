import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{spec,fixtures,mock,conformance,bench,docs}/**/*.test.ts', '*.test.ts'],
    globalSetup: ['fixtures/draw-all.test-setup.ts'],
    // By default one processor stays idle, which is half of two.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A poll waits for an event, which a busy machine delays. The default is one second.
    expect: { poll: { timeout: 20_000 } },
    retry: 0,
  },
});
