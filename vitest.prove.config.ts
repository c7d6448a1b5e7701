import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSequencer, type Vitest } from 'vitest/node';

/** The tests that are too slow for `npm test`: `npm run prove`. */

/**
 * The longest proofs, which start first: one that starts last runs alone. Vitest goes by the size of a file where it knows no
 * times, as on a clean clone.
 */
const longest = [
  'conformance/verdicts.prove.ts',
  'conformance/adapters.prove.ts',
  'conformance/peers/survey.prove.ts',
  'mock/store/charges.prove.ts',
  'mock/hostile/soak.prove.ts',
  'conformance/peers/vendors/vendors.prove.ts',
  'conformance/learn/round-trip.prove.ts',
];

/** Orders the proofs. Vitest calls it with `new`. */
function LongestFirst(vitest: Vitest): TestSequencer {
  const usual = new BaseSequencer(vitest);
  const rank = (id: string): number => {
    const at = longest.findIndex((file) => id.endsWith(file));
    return at < 0 ? longest.length : at;
  };
  return {
    shard: (files) => usual.shard(files),
    sort: async (files) => (await usual.sort(files)).sort((one, other) => rank(one.moduleId) - rank(other.moduleId)),
  };
}

export default defineConfig({
  test: {
    include: ['*.prove.ts', '{spec,fixtures,mock,conformance,bench,docs}/**/*.prove.ts', 'mock/hostile/fuzz.test.ts'],
    // More mutated requests than npm test sends: seed, first case, count.
    env: { EENDIGO_KIT_FUZZ: '20220923:0:10000' },
    globalSetup: ['fixtures/draw-all.test-setup.ts'],
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst as unknown as typeof BaseSequencer },
    testTimeout: 900_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    // Loading the kit anew for every file costs more than it protects.
    isolate: false,
    retry: 0,
  },
});
