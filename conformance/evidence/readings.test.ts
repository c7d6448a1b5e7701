import { beforeAll, describe, expect, it } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import {
  type Ambiguity,
  ambiguities,
  type Contract,
  documented,
  loadContract,
  nest,
  type Profile,
  pathsGovernedBy,
  type Reading,
  withDecisions,
} from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { cases } from '../cases/index.js';
import { coverage } from '../coverage.js';
import { drawnPictures } from '../pictures.js';
import { runServerCases } from '../server/server-run.js';
import { builtInCredentials } from '../wire/credentials.js';
import { type ObservedReading, observedReadings } from './readings.js';
import { type CaseResult, collectResults } from './verdict.js';

/** The cases for servers, without their client direction, whose checks do not apply here. */
const forServers = cases
  .filter(({ directions }) => directions.includes('server'))
  .map((testCase): TestCase => ({ ...testCase, directions: ['server'] }));
const anyCase = forServers[0] as TestCase;

/** Readings that match a run on the mock as well as the assumed one, and why. */
const alsoFitting: Readonly<Record<string, { readonly readings: readonly string[]; readonly reason: string }>> = {
  'date-meaning': { readings: ['transaction'], reason: 'a call is shorter than what clocks differ by' },
  'picture-without-filename': {
    readings: ['bytes-count'],
    reason: 'the cases send base64 text, which is not a picture under either reading',
  },
  'check-order': { readings: ['as-listed'], reason: 'no case is wrong in what the two orders ask in another order' },
  'text-charset': { readings: ['declared'], reason: 'the cases declare no character set' },
  'text-length': { readings: ['cut-off'], reason: 'no answer repeats a text' },
  'extension-source': { readings: ['name'], reason: 'no case sends another kind of picture under a good name' },
  'ktp-reversed-meaning': {
    readings: ['back-side'],
    reason: 'the case sends a mirrored card, and neither minds that',
  },
};

/** Readings that the mock can follow and a run cannot distinguish from the assumed one, and why. */
const indistinguishable: Readonly<Record<string, string>> = {
  'picture-without-filename: bytes-count': 'the cases send base64 text, which is not a picture under either reading',
  'check-order: as-listed': 'no case is wrong in what the two orders ask in another order',
  'extension-source: name': 'no case sends another kind of picture under a good name',
  'empty-optional: as-value': 'an empty value that is kept shows in no answer',
};

/** Ambiguities that a case or check for servers names and no check observes. */
const unobserved: Readonly<Record<string, string>> = {
  'threshold-comparison': 'only a similarity of exactly the threshold would tell, and no pictures are known to give it',
};

/** Readings other than the assumed one that the mock can follow, with the cases that probe them. */
const otherReadings = ambiguities.flatMap((ambiguity) =>
  ambiguity.readings
    .filter(({ id, value, observed }) => id !== ambiguity.default && value !== undefined && observed !== undefined)
    .map((reading) => ({ ambiguity, reading, name: `${ambiguity.id}: ${reading.id}`, probes: casesFor(ambiguity) })),
);

describe('a run on the mock', () => {
  let seen: readonly ObservedReading[] = [];

  beforeAll(async () => {
    seen = observedReadings(await run(documented, forServers));
  }, 180_000);

  it('shows the reading that the register assumes, for every ambiguity', () => {
    expect(seen.filter(({ matchesDefault }) => !matchesDefault)).toEqual([]);
    expect(seen.filter(({ description }) => description.startsWith('something else'))).toEqual([]);
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
  it.each(otherReadings.filter(({ name }) => !Object.hasOwn(indistinguishable, name)))(
    'names it: $name',
    async ({ ambiguity, reading, probes }) => {
      const { readings } = await readingsUnder(ambiguity, reading, probes);
      expect(readings).toContain(reading.id);
      expect(readings).not.toContain(ambiguity.default);
    },
    60_000,
  );

  it.each(otherReadings.filter(({ name }) => Object.hasOwn(indistinguishable, name)))(
    'does not distinguish it from the assumed one, with a reason: $name',
    async ({ ambiguity, reading, name, probes }) => {
      const { readings } = await readingsUnder(ambiguity, reading, probes);
      expect(readings).toContain(ambiguity.default);
      expect(indistinguishable[name]).toMatch(/\w/);
    },
    60_000,
  );

  it.each(otherReadings.filter(({ ambiguity }) => ['trx-no-kinds', 'image-too-large-answer'].includes(ambiguity.id)))(
    'names it when the run assumes it, too: $name',
    async ({ ambiguity, reading, probes }) => {
      const profile = withReading(ambiguity, reading);
      const seen = observedReadings(await run(profile, probes, await loadContract(profile)));
      expect(seen.find((observed) => observed.ambiguity === ambiguity.id)?.description).toBe(reading.id);
    },
    60_000,
  );

  it('exists for every reason', () => {
    expect(Object.keys(indistinguishable).filter((name) => !otherReadings.some((flip) => flip.name === name))).toEqual(
      [],
    );
  });
});

describe('observed values', () => {
  it('are something else when they match no reading', () => {
    expect(readingOf('not-matched', 'liveness-error')).toMatchObject({
      readings: [],
      description: 'something else: liveness-error',
      matchesDefault: false,
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
    expect(observedReadings([])).toEqual([]);
    expect(readingOf('not-matched')).toBeUndefined();
  });
});

describe('every ambiguity that a case for servers probes', () => {
  const probed = coverage(forServers).ambiguities.filter((covered) => covered.cases.length > 0);

  it.each(probed.map(({ entry }) => entry))('$id has an observable reading, or a reason', ({ id, readings }) => {
    const worded = readings.some(({ observed }) => observed !== undefined);
    expect(worded).toBe(!Object.hasOwn(unobserved, id));
  });
});

/** The reading of one case that shows these values of an ambiguity. */
function readingOf(ambiguity: string, ...words: readonly string[]): ObservedReading | undefined {
  const result: CaseResult = {
    case: anyCase,
    verdict: 'passed',
    durationMs: 1,
    checks: words.map((value) => ({
      id: 'kind',
      title: 'the answer is of the expected kind',
      source: { ambiguity },
      outcome: 'passed',
      observed: [{ ambiguity, value }],
    })),
  };
  return observedReadings([result]).find((observed) => observed.ambiguity === ambiguity);
}

/** The readings that a run observes on a mock that follows the given reading. */
async function readingsUnder(
  ambiguity: Ambiguity,
  reading: Reading,
  probes: readonly TestCase[],
): Promise<Pick<ObservedReading, 'readings'>> {
  const seen = observedReadings(await run(withReading(ambiguity, reading), probes));
  return seen.find((observed) => observed.ambiguity === ambiguity.id) ?? { readings: [] };
}

/** The documented profile with the value of a reading instead of the assumed one. */
function withReading({ id }: Ambiguity, { value }: Reading): Profile {
  const paths = pathsGovernedBy(id);
  const valueAt = (path: string): unknown => (paths.length === 1 ? value : Reflect.get(Object(value), path));
  return paths.reduce((changed, path) => withDecisions(changed, nest([[path, valueAt(path)]])), documented);
}

const assumedContract = loadContract();

/** Runs cases on a mock under a profile, and judges them by the documented contract, like an unknown server. */
async function run(
  profile: Profile,
  testCases: readonly TestCase[],
  judging?: Contract,
): Promise<readonly CaseResult[]> {
  await using mock = await createMockServer({ contract: await loadContract(profile) });
  // Awaited here, because the mock closes when the function returns.
  return await collectResults(
    runServerCases({
      target: new URL(mock.url),
      contract: judging ?? (await assumedContract),
      cases: testCases,
      credentials: builtInCredentials,
      pictures: drawnPictures,
      timeoutMs: 30_000,
      intervalMs: 0,
      signal: new AbortController().signal,
    }),
  );
}

/** The cases that probe an ambiguity, and the cases that they refer to. At most ten of each kind for a general check. */
function casesFor({ id }: Ambiguity): readonly TestCase[] {
  const ids = coverage(forServers).ambiguities.find(({ entry }) => entry.id === id)?.cases ?? [];
  const probing = forServers.filter((testCase) => ids.includes(testCase.id));
  const isEarly = (testCase: TestCase, at: number): boolean =>
    probing.slice(0, at).filter(({ kind }) => kind === testCase.kind).length < 10;
  const chosen = probing.filter((testCase, at) => testCase.ambiguities.includes(id) || isEarly(testCase, at));
  const referenced = chosen.flatMap(({ request }) => ('raw' in request ? [] : (request.sameRefNumberAs ?? [])));
  return forServers.filter((testCase) => chosen.includes(testCase) || referenced.includes(testCase.id));
}

function defaultOf(id: string): string | undefined {
  return ambiguities.find((entry) => entry.id === id)?.default;
}
