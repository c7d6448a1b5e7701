import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{spec,fixtures,mock,conformance}/**/*.test.ts', '*.test.ts'],
    globalSetup: ['fixtures/draw-all.test-setup.ts'],
    // The default leaves one processor idle, which of two is half.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    retry: 0,
  },
});
