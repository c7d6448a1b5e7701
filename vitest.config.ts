import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{spec,fixtures,mock,conformance}/**/*.test.ts', '*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    retry: 0,
  },
});
