import { describe, expect, test } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import { documented, loadContract, nest, type ProfilePath, withDecisions } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import type { CaseResult } from '../evidence/verdict.js';
import { runOn } from '../run-on-mock.test-helper.js';

/** The good request and the cases at the printed limits: all that a search needs to know before. */
const atLimits = cases.filter(
  ({ id, tags, directions, breaks }) =>
    directions.includes('server') &&
    !breaks &&
    (id === 'success-all-parts' || tags.includes('size') || tags.includes('dimensions')),
);

const contract = await loadContract();

/** Runs the cases at the limits on a mock whose profile has these decisions, judged by the document. */
async function searchesOn(values: Readonly<Partial<Record<ProfilePath, unknown>>>): Promise<readonly CaseResult[]> {
  const profile = withDecisions(documented, nest(Object.entries(values)));
  await using mock = await createMockServer({ contract: await loadContract(profile) });
  return (await runOn(mock.url, contract, atLimits)).filter((result) => result.case.search);
}

const foundIn = (results: readonly CaseResult[]) =>
  Object.fromEntries(results.map(({ case: { id }, checks }) => [id, checks[0]?.observed?.[0]?.value]));
const callsOf = (results: readonly CaseResult[]) =>
  results.reduce((sum, { search }) => sum + (search?.probes.length ?? 0), 0);

describe('a search for the limits of pictures', () => {
  test('sends nothing to a server that has the printed limits, and says so', async () => {
    const results = await searchesOn({});
    expect(callsOf(results)).toBe(0);
    expect(results.map(({ verdict }) => verdict)).toEqual(results.map(() => 'passed'));
    expect(foundIn(results)).toEqual({
      'limit-selfie-minimum-height': 'selfie: pixels of height as printed',
      'limit-selfie-minimum-width': 'selfie: pixels of width as printed',
      'limit-selfie-maximum-width': 'selfie: pixels of width as printed',
      'limit-selfie-maximum-height': 'selfie: pixels of height as printed',
      'limit-selfie-maximum-bytes': 'selfie: bytes as printed',
      'limit-ktp-minimum-height': 'KTP: pixels of height as printed',
      'limit-ktp-minimum-width': 'KTP: pixels of width as printed',
      'limit-ktp-maximum-width': 'KTP: pixels of width as printed',
      'limit-ktp-maximum-height': 'KTP: pixels of height as printed',
      'limit-ktp-maximum-bytes': 'KTP: bytes as printed',
    });
  });

  test.each<[string, Readonly<Partial<Record<ProfilePath, unknown>>>, Readonly<Record<string, string>>, number]>([
    [
      'a limit of bytes that is not round to the byte',
      { 'pictures.ktp.maximumBytes': 1_234_567 },
      { 'limit-ktp-maximum-bytes': 'KTP: at most 1234567 bytes' },
      30,
    ],
    [
      'a smaller rectangle',
      { 'pictures.selfie.maximumWidth': 1280, 'pictures.selfie.maximumHeight': 719 },
      {
        'limit-selfie-maximum-width': 'selfie: at most 1280 pixels of width',
        'limit-selfie-maximum-height': 'selfie: at most 719 pixels of height',
      },
      60,
    ],
    [
      'a limit of the width that is beyond what can be drawn',
      { 'pictures.ktp.maximumWidth': 9000 },
      { 'limit-ktp-maximum-width': 'KTP: at most 5000 pixels of width, or more' },
      1,
    ],
  ])('finds %s', async (_, values, expected, most) => {
    const results = await searchesOn(values);
    expect(foundIn(results)).toMatchObject(expected);
    const others = Object.entries(foundIn(results)).filter(([id]) => !(id in expected));
    expect(others.filter(([, value]) => !value?.endsWith('as printed'))).toEqual([]);
    expect(callsOf(results)).toBeLessThanOrEqual(most);
    expect(callsOf(results)).toBeGreaterThan(0);
  });
});
