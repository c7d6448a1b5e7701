import { describe, expect, test } from 'vitest';
import { builtInNames, builtInProfile, loadContract } from '../spec/index.js';
import { casesThatDiffer, flips } from './expectation/flips.test-helper.js';
import { casesForServers, problemsIn, runOnMock } from './run-on-mock.test-helper.js';

/** One case for each kind of answer, and each result of a success. `verdicts.prove.ts` runs all cases. */
const oneOfEachKind: readonly string[] = [
  'success-all-parts',
  'success-again',
  'success-not-matched',
  'success-not-live',
  'repeated-ref-number',
  'missing-ref-number',
  'credentials-wrong-key',
  'balance-used-up',
  'selfie-over-size',
  'ktp-no-face',
  'selfie-no-face',
  'method-get',
  'content-type-json',
];

describe('the suite passes on the mock under the same profile', () => {
  test.each(flips)('$name', async ({ profile }) => {
    const [own, base] = [await loadContract(profile), await loadContract()];
    const changed = casesThatDiffer(own, base).map(({ id }) => id);
    const toRun = casesForServers.filter(
      (testCase) => oneOfEachKind.includes(testCase.id) || changed.includes(testCase.id),
    );
    expect(problemsIn(await runOnMock(profile, toRun))).toEqual([]);
  });

  test.each(builtInNames)(
    'the built-in profile %s, with every case',
    async (name) => {
      expect(problemsIn(await runOnMock(builtInProfile(name).profile))).toEqual([]);
    },
    60_000,
  );
});
