import { describe, expect, test } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import { documented, loadContract, withDecisions } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { collectResults } from '../evidence/verdict.js';
import { worstCaseCalls } from '../expectation/cost.js';
import { mostProbes } from '../expectation/limit-search.js';
import { createFolderPictures, drawnPictures } from '../pictures.js';
import { readPrice } from '../reports/price.js';
import { builtInCredentials } from '../wire/credentials.js';
import { formatPlan, planRun } from './plan.js';
import { runServerCases } from './server-run.js';
import { createBudget } from './spend/budget.js';
import type { SpendRecorder } from './spend/spend-file.js';

const contract = await loadContract();
/** The good request, the cases at the printed limit of a KTP's bytes, and the search for another limit. */
const ofKtpBytes = cases.filter(
  ({ id, tags, directions, breaks, request }) =>
    directions.includes('server') &&
    !breaks &&
    (id === 'success-all-parts' ||
      id === 'limit-ktp-maximum-bytes' ||
      (tags.includes('size') && 'files' in request && request.files?.img2 !== undefined)),
);
const searching = ofKtpBytes.filter(({ search }) => search);

/** A spend file in memory, which sums up what is reserved and not given back. */
function createRecorder(): SpendRecorder & { readonly total: () => number } {
  const costs: number[] = [];
  return {
    run: 'a run',
    reserve: ({ calls }) => costs.push(calls) - 1,
    settle: (call, calls) => {
      costs[call] = calls;
    },
    read: () => ({ calls: [], notes: [] }) as unknown as ReturnType<SpendRecorder['read']>,
    total: () => costs.reduce((sum, calls) => sum + calls, 0),
    [Symbol.dispose]: () => {},
  };
}

describe('a search for a limit', () => {
  test('ends where the budget does, with the interval so far', async () => {
    const vendor = withDecisions(documented, { pictures: { ktp: { maximumBytes: 1_234_567 } } });
    await using mock = await createMockServer({ contract: await loadContract(vendor) });
    const ofCases = ofKtpBytes.reduce(
      (sum, testCase) => sum + (testCase.search ? 0 : worstCaseCalls(testCase, contract)),
      0,
    );
    const recorder = createRecorder();
    const maxBillable = ofCases + 4;
    const results = await collectResults(
      runServerCases({
        target: new URL(mock.url),
        contract,
        cases: ofKtpBytes,
        credentials: builtInCredentials,
        pictures: drawnPictures,
        omitsControl: true,
        budget: createBudget({ maxBillable }, recorder, new URL(mock.url)),
        timeoutMs: 30_000,
        intervalMs: 0,
        signal: new AbortController().signal,
      }),
    );
    const found = results.find((result) => result.case.search);
    const { accepted = 0, refused = 0, ended, probes = [] } = found?.search ?? {};
    expect(ended).toBe(`beyond the budget of ${maxBillable} billable calls`);
    expect(found?.verdict).toBe('passed');
    expect(found?.checks[0]?.note).toBe(
      `KTP: at most ${accepted} bytes, or up to ${refused}; the search ended early: ${ended}`,
    );
    expect([accepted <= 1_234_567, refused > 1_234_567, refused - accepted > 1]).toEqual([true, true, true]);
    expect(probes.length).toBeGreaterThan(0);
    expect(probes.length).toBeLessThan(mostProbes('maximumBytes'));
    expect(recorder.total()).toBeLessThanOrEqual(maxBillable);
  });

  const own = createFolderPictures('/pictures', new Set(['selfie-max.jpg', 'ktp-max.jpg']));
  const options = { cases: searching, contract, credentials: builtInCredentials, maxBillable: 100 };

  test('is in a plan with its worst case, in calls and in money, apart from the cases', () => {
    const plan = planRun({ ...options, isLoopback: false, pictures: own });
    expect(plan).toMatchObject({ worstCaseSearches: mostProbes('maximumBytes'), worstCaseBillable: 0 });
    expect(formatPlan(new URL('https://kit.test/demo'), plan, readPrice('1500', 'IDR'))).toEqual([
      '  seek  limit-ktp-maximum-bytes  at most 32 calls, IDR 48,000: only if the answers show another limit than the printed one',
      'Plan for https://kit.test/demo: 0 requests, of which at most 0 are charged (IDR 0); 0 skipped.',
      '1 search sends more only where the answers show that a limit is not the printed one: at most 32 charged calls (IDR 48,000), out of what is left of the budget.',
    ]);
  });

  test('is free on this machine, and skipped elsewhere without pictures of a real face', () => {
    const here = planRun({ ...options, isLoopback: true, pictures: drawnPictures });
    expect(formatPlan(new URL('http://127.0.0.1/demo'), here)[0]).toBe(
      '  seek  limit-ktp-maximum-bytes  free: only if the answers show another limit than the printed one',
    );
    const elsewhere = planRun({ ...options, isLoopback: false, pictures: drawnPictures });
    expect(elsewhere.entries[0]?.skipReason).toMatch(/--fixtures/);
  });
});
