import { describe, expect, test } from 'vitest';
import { documented, loadContract } from '../../spec/index.js';
import { answerUnder } from './answer-under.js';
import { factsOf } from './facts.js';
import { casesThatDiffer, flips, serverCases, wrongDerivations } from './flips.test-helper.js';

test('the derived answer of every case is the one that the case names', async () => {
  const contract = await loadContract();
  for (const testCase of serverCases) {
    const { kind, result } = answerUnder(factsOf(testCase), contract, contract.decisions);
    expect(kind, testCase.id).toBe(testCase.kind);
    if (testCase.expectedResult) expect(result, testCase.id).toEqual(testCase.expectedResult);
  }
});

test('the mock answers every case as derived under the documented profile', async () => {
  expect(await wrongDerivations(documented, serverCases)).toEqual([]);
}, 60_000);

describe('under a profile that flips one decision', () => {
  // Every case under every flip is a longer proof.
  test.each(flips)('$name, the mock answers the cases that it changes as derived', async ({ profile }) => {
    const [own, base] = [await loadContract(profile), await loadContract()];
    const changed = casesThatDiffer(own, base);
    const { request } = serverCases.find(({ id }) => id === 'repeated-ref-number') ?? {};
    const before = request && 'sameRefNumberAs' in request ? request.sameRefNumberAs : undefined;
    const toSend = serverCases.filter((testCase) => testCase.id === before || changed.includes(testCase));
    expect(await wrongDerivations(profile, toSend)).toEqual([]);
  });
});
