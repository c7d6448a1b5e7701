import { defineConfig } from 'vitest/config';

/** The tests that are too slow for `npm test`: `npm run prove`. */

export default defineConfig({
  test: {
    include: ['{spec,fixtures,mock,conformance}/**/*.prove.ts'],
    testTimeout: 900_000,
    retry: 0,
  },
});
