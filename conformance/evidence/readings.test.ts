import { beforeAll, describe, expect, it } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import { ambiguities, documented, loadContract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { coverage } from '../coverage.js';
import { complaintsAbout, otherReadings, probesOf } from '../other-readings.test-helper.js';
import { casesForServers, problemsIn, runOn, runOnMock } from '../run-on-mock.test-helper.js';
import { type ObservedReading, observedReadings } from './readings.js';
import type { CaseResult } from './verdict.js';

const contract = await loadContract();
const goodCase = casesForServers.find(({ id }) => id === 'success-all-parts') as TestCase;

/** Readings that match a run on the mock as well as the assumed one, and why. */
const alsoFitting: Readonly<Record<string, { readonly readings: readonly string[]; readonly reason: string }>> = {
  'date-meaning': { readings: ['transaction'], reason: 'a call is shorter than what clocks differ by' },
  'text-charset': { readings: ['declared'], reason: 'the cases declare no character set' },
  'text-length': { readings: ['cut-off'], reason: 'no answer repeats a text' },
  'ktp-reversed-meaning': {
    readings: ['back-side'],
    reason: 'the case sends a mirrored card, and neither minds that',
  },
};

/** Readings that the mock can follow and no answer to a case shows, and why. */
const invisible: Readonly<Record<string, string>> = {
  'empty-optional: as-value': 'an empty value that is kept shows in no answer',
};

/** Ambiguities that a case or check for servers names and no check observes. */
const unobserved: Readonly<Record<string, string>> = {
  'threshold-comparison': 'only a similarity of exactly the threshold would tell, and no pictures are known to give it',
};

describe('a run on the mock', () => {
  let seen: readonly ObservedReading[] = [];

  beforeAll(async () => {
    seen = observedReadings(await runOnMock(documented), contract);
  });

  it('shows the reading that the register assumes, for every ambiguity', () => {
    expect(seen.filter(({ matchesProfile }) => !matchesProfile)).toEqual([]);
    expect(seen.filter(({ unknown }) => unknown !== undefined)).toEqual([]);
    expect(seen.length).toBeGreaterThanOrEqual(40);
  });

  it('names only that reading, except where others match as well', () => {
    const several = seen.filter(({ readings }) => readings.length > 1);
    const others = several.map((observed) => [
      observed.ambiguity,
      observed.readings.filter((id) => id !== defaultOf(observed.ambiguity)),
    ]);
    expect(Object.fromEntries(others)).toEqual(
      Object.fromEntries(Object.entries(alsoFitting).map(([id, { readings }]) => [id, readings])),
    );
  });
});

describe('a run on a server of another reading', () => {
  it.each(otherReadings.filter(({ name }) => !Object.hasOwn(invisible, name)))(
    'has no failed case, is inconclusive for that reading alone, and names it: $name',
    async (other) => {
      const results = await runOnMock(other.profile, probesOf(other, contract), contract);
      expect(complaintsAbout(results, other, contract)).toEqual([]);
    },
  );

  it.each(otherReadings.filter(({ name }) => Object.hasOwn(invisible, name)))(
    'passes where no answer shows the reading: $name',
    async (other) => {
      const results = await runOnMock(other.profile, probesOf(other, contract), contract);
      expect(problemsIn(results)).toEqual([]);
      expect(invisible[other.name]).toMatch(/\w/);
    },
  );

  it('names the reading when the run assumes it, too', async () => {
    const other = otherReadings.find(({ name }) => name === 'trx-no-kinds: every-answer');
    if (!other) throw new Error('no such reading');
    const assuming = await loadContract(other.profile);
    const seen = observedReadings(await runOnMock(other.profile, probesOf(other, contract)), assuming);
    const observed = seen.find(({ ambiguity }) => ambiguity === 'trx-no-kinds');
    expect(observed).toMatchObject({ description: 'every-answer', matchesProfile: true });
  });

  it('exists for every reason', () => {
    expect(Object.keys(invisible).filter((name) => !otherReadings.some((other) => other.name === name))).toEqual([]);
  });
});

describe('a reading', () => {
  const probe = casesForServers.filter(({ id }) => id === 'missing-key');
  const good = casesForServers.filter(({ id }) => id === 'success-all-parts');
  const readingIn = (results: readonly CaseResult[]): ObservedReading | undefined =>
    observedReadings(results, contract).find(({ ambiguity }) => ambiguity === 'missing-part');

  it('is not known without the control, the request that differs in nothing but that point', async () => {
    expect(readingIn(await runOnMock(documented, probe))?.description).toBe(
      'not known: the run has no control, a case with the good request',
    );
    expect(readingIn(await runOnMock(documented, [...good, ...probe]))?.description).toBe('parameter-invalid');
  });

  it('is not known when the control failed: a server that refuses everything refuses a missing part too', async () => {
    await using mock = await createMockServer({ scenario: 'parameter-invalid' });
    const results = await runOn(mock.url, contract, [...good, ...probe]);
    expect(results.map(({ verdict }) => verdict)).toEqual(['failed', 'passed']);
    expect(readingIn(results)?.description).toBe('not known: the control success-all-parts failed');
  });
});

describe('observed values', () => {
  it('are something else when they match no reading', () => {
    expect(readingOf('not-matched', 'liveness-error')).toMatchObject({
      readings: [],
      description: 'something else: liveness-error',
      matchesProfile: false,
    });
  });

  it('are something else when no reading matches all of them', () => {
    expect(readingOf('result-shape', 'object', 'list')?.description).toBe('something else: object, list');
  });

  it('have every reading that matches', () => {
    expect(readingOf('status-words', 'FAILED')?.description).toBe('one of: as-printed, capitals');
    expect(readingOf('status-words', 'FAILED', 'SUCCESS')?.description).toBe('capitals');
  });

  it('have the more specific reading when another one allows the same values and more', () => {
    expect(readingOf('trx-no-sequence', 'larger')?.description).toBe('increasing');
    expect(readingOf('trx-no-sequence', 'larger', 'not larger')?.description).toBe('unordered');
    expect(readingOf('threshold', '0.8')?.description).toBe('constant');
    expect(readingOf('threshold', '0.7')?.description).toBe('per-tenant');
  });

  it('count once, however often they occur', () => {
    expect(readingOf('result-shape', 'list', 'list')).toMatchObject({ observed: ['list'], readings: ['list'] });
  });

  it('match a star in the middle of a pattern, and all other characters literally', () => {
    expect(readingOf('response-content-type', 'application/json;charset=UTF-8')?.description).toBe('json-charset');
    expect(readingOf('threshold', '0x8')?.description).toBe('something else: 0x8');
  });

  it('have no reading without an observation', () => {
    expect(observedReadings([], contract)).toEqual([]);
    expect(readingOf('not-matched')).toBeUndefined();
  });
});

describe('every ambiguity that a case for servers probes', () => {
  const probed = coverage(contract, casesForServers).ambiguities.filter((covered) => covered.cases.length > 0);

  it.each(probed.map(({ entry }) => entry))('$id has an observable reading, or a reason', ({ id, readings }) => {
    const worded = readings.some(({ observed }) => observed !== undefined);
    expect(worded).toBe(!Object.hasOwn(unobserved, id));
  });
});

/** The reading of one case that shows these values of an ambiguity. */
function readingOf(ambiguity: string, ...words: readonly string[]): ObservedReading | undefined {
  const result: CaseResult = {
    case: goodCase,
    kind: 'success',
    verdict: 'passed',
    durationMs: 1,
    checks: words.map((value) => ({
      id: 'kind',
      title: 'the answer is of the demanded kind',
      source: { ambiguity },
      outcome: 'passed',
      observed: [{ ambiguity, value }],
    })),
  };
  return observedReadings([result], contract).find((observed) => observed.ambiguity === ambiguity);
}

function defaultOf(id: string): string | undefined {
  return ambiguities.find((entry) => entry.id === id)?.default;
}
