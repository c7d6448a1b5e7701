import { defineConfig } from 'vitest/config';

/** The proofs that take longer than `npm test` may: `npm run prove`. */
export default defineConfig({
  test: {
    include: ['{spec,fixtures,mock,conformance}/**/*.prove.ts'],
    testTimeout: 900_000,
    retry: 0,
  },
});
