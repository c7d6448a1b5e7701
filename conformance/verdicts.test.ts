import { describe, expect, test } from 'vitest';
import { builtInNames, builtInProfile, documented, loadContract, profilePaths } from '../spec/index.js';
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

const base = await loadContract();

/** Enough for a decision about requests: the cases whose answer it changes are added. */
const aFew: readonly string[] = ['success-all-parts', 'missing-ref-number', 'selfie-no-face'];

/** Decisions about the form of answers show in an answer of each kind. */
const isAboutAnswers = (flip: string): boolean => /^(answers|trxNo|status)\./.test(flip);

test('every decision of a profile is flipped', () => {
  expect(profilePaths.filter((path) => !flips.some(({ name }) => name.startsWith(`${path} = `)))).toEqual([]);
});

/** One other value of each decision. `verdicts.prove.ts` has all values, with every case. */
const oneFlipEach = flips.filter(
  ({ name }, index) => flips.findIndex((flip) => pathOf(flip.name) === pathOf(name)) === index,
);

function pathOf(flip: string): string {
  return flip.slice(0, flip.indexOf(' = '));
}

// suite.test.ts has the profile documented, with every case.
describe('the suite passes on the mock under the same profile', () => {
  test.each(oneFlipEach)('$name', async ({ name, profile }) => {
    const own = await loadContract(profile);
    const changed = casesThatDiffer(own, base).map(({ id }) => id);
    const always = isAboutAnswers(name) ? oneOfEachKind : aFew;
    const toRun = casesForServers.filter((testCase) => always.includes(testCase.id) || changed.includes(testCase.id));
    expect(problemsIn(await runOnMock(own, toRun))).toEqual([]);
  });

  test.each(builtInNames.filter((name) => name !== documented.name))('the built-in profile %s', async (name) => {
    const own = await loadContract(builtInProfile(name).profile);
    const changed = casesThatDiffer(own, base).map(({ id }) => id);
    const toRun = casesForServers.filter(({ id }) => oneOfEachKind.includes(id) || changed.includes(id));
    expect(problemsIn(await runOnMock(own, toRun))).toEqual([]);
  });
});
