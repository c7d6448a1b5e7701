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
import type { Case } from '../cases/case.js';
import { cases } from '../cases/index.js';
import { coverage } from '../coverage.js';
import { drawnPictures } from '../pictures.js';
import { runServerCases } from '../server/server-run.js';
import { builtInCredentials } from '../wire/credentials.js';
import { type ObservedReading, observedReadings } from './readings.js';
import { type CaseResult, collectResults } from './verdict.js';

/** The cases for servers, as cases for nothing else: what a client is asked as well is not put to a server. */
const forServers = cases
  .filter(({ directions }) => directions.includes('server'))
  .map((of): Case => ({ ...of, directions: ['server'] }));
const anyCase = forServers[0] as Case;

/** Readings that a run on the mock leaves beside the assumed one, and why what it saw fits them as well. */
const alsoFitting: Readonly<Record<string, { readonly readings: readonly string[]; readonly because: string }>> = {
  'date-meaning': { readings: ['transaction'], because: 'a call is shorter than what clocks differ by' },
  'picture-without-filename': {
    readings: ['bytes-count'],
    because: 'the cases send base64 text, which under both is no picture',
  },
  'check-order': { readings: ['as-listed'], because: 'no case is wrong in what the two orders ask in another order' },
  'text-charset': { readings: ['declared'], because: 'the cases declare no character set' },
  'text-length': { readings: ['cut-off'], because: 'no answer repeats a text' },
  'extension-source': { readings: ['name'], because: 'no case sends another kind of picture under a good name' },
  'ktp-reversed-meaning': {
    readings: ['back-side'],
    because: 'the case sends a mirrored card, and neither minds that',
  },
};

/** Readings that the mock can be told to follow and that a run does not tell from the assumed one, and why. */
const untold: Readonly<Record<string, string>> = {
  'picture-without-filename: bytes-count': 'the cases send base64 text, which is no picture to it either',
  'check-order: as-listed': 'no case is wrong in what the two orders ask in another order',
  'extension-source: name': 'no case sends another kind of picture under a good name',
  'empty-optional: as-value': 'an empty value that is kept shows in no answer',
};

/** Ambiguities that a case or check for servers names, and that no word is observed of. */
const wordless: Readonly<Record<string, string>> = {
  'threshold-comparison': 'only a similarity of exactly the threshold would tell, and no pictures are known to give it',
};

/** A reading other than the assumed one that the mock can be told to follow, and the cases that probe it. */
const flips = ambiguities.flatMap((of) =>
  of.readings
    .filter(({ id, value, observed }) => id !== of.default && value !== undefined && observed !== undefined)
    .map((reading) => ({ of, reading, name: `${of.id}: ${reading.id}`, probes: casesFor(of) })),
);

describe('a run on the mock', () => {
  let seen: readonly ObservedReading[] = [];

  beforeAll(async () => {
    seen = observedReadings(await run(documented, forServers));
  }, 180_000);

  it('shows of every question the reading that the register assumes', () => {
    expect(seen.filter(({ asAssumed }) => !asAssumed)).toEqual([]);
    expect(seen.filter(({ said }) => said.startsWith('something else'))).toEqual([]);
    expect(seen.length).toBeGreaterThanOrEqual(40);
  });

  it('names that reading alone, but where others fit as well', () => {
    const several = seen.filter(({ readings }) => readings.length > 1);
    const others = several.map((one) => [one.ambiguity, one.readings.filter((id) => id !== assumed(one.ambiguity))]);
    expect(Object.fromEntries(others)).toEqual(
      Object.fromEntries(Object.entries(alsoFitting).map(([id, { readings }]) => [id, readings])),
    );
  });
});

describe('a run on a server of another reading', () => {
  it.each(flips.filter(({ name }) => !Object.hasOwn(untold, name)))(
    'names it: $name',
    async ({ of, reading, probes }) => {
      const { readings } = await readingsUnder(of, reading, probes);
      expect(readings).toContain(reading.id);
      expect(readings).not.toContain(of.default);
    },
    60_000,
  );

  it.each(flips.filter(({ name }) => Object.hasOwn(untold, name)))(
    'does not tell it from the assumed one, with a reason: $name',
    async ({ of, reading, name, probes }) => {
      const { readings } = await readingsUnder(of, reading, probes);
      expect(readings).toContain(of.default);
      expect(untold[name]).toMatch(/\w/);
    },
    60_000,
  );

  it.each(flips.filter(({ of }) => ['trx-no-kinds', 'image-too-large-answer'].includes(of.id)))(
    'names it when the run assumes it, too: $name',
    async ({ of, reading, probes }) => {
      const profile = following(of, reading);
      const seen = observedReadings(await run(profile, probes, await loadContract(profile)));
      expect(seen.find(({ ambiguity }) => ambiguity === of.id)?.said).toBe(reading.id);
    },
    60_000,
  );

  it('is spoken of by every reason', () => {
    expect(Object.keys(untold).filter((name) => !flips.some((flip) => flip.name === name))).toEqual([]);
  });
});

describe('what was observed', () => {
  it('is something else where it fits no reading', () => {
    expect(readOff('not-matched', 'liveness-error')).toMatchObject({
      readings: [],
      said: 'something else: liveness-error',
      asAssumed: false,
    });
  });

  it('is something else where each word fits a reading and no reading fits them all', () => {
    expect(readOff('result-shape', 'object', 'list')?.said).toBe('something else: object, list');
  });

  it('is every reading that fits', () => {
    expect(readOff('status-words', 'FAILED')?.said).toBe('one of: as-printed, capitals');
    expect(readOff('status-words', 'FAILED', 'SUCCESS')?.said).toBe('capitals');
  });

  it('is the reading that says more where all that it allows is allowed by another too', () => {
    expect(readOff('trx-no-sequence', 'larger')?.said).toBe('increasing');
    expect(readOff('trx-no-sequence', 'larger', 'not larger')?.said).toBe('unordered');
    expect(readOff('threshold', '0.8')?.said).toBe('constant');
    expect(readOff('threshold', '0.7')?.said).toBe('per-tenant');
  });

  it('is counted once, however often it was seen', () => {
    expect(readOff('result-shape', 'list', 'list')).toMatchObject({ observed: ['list'], readings: ['list'] });
  });

  it('fits a star in the middle of a word, and no sign of the word stands for another', () => {
    expect(readOff('response-content-type', 'application/json;charset=UTF-8')?.said).toBe('json-charset');
    expect(readOff('threshold', '0x8')?.said).toBe('something else: 0x8');
  });

  it('is nothing of a question that nothing was seen of', () => {
    expect(observedReadings([])).toEqual([]);
    expect(readOff('not-matched')).toBeUndefined();
  });
});

describe('every question that a case for servers probes', () => {
  const probed = coverage(forServers).ambiguities.filter((covered) => covered.cases.length > 0);

  it.each(probed.map(({ entry }) => entry))('$id has words for a reading, or a reason', ({ id, readings }) => {
    const worded = readings.some(({ observed }) => observed !== undefined);
    expect(worded).toBe(!Object.hasOwn(wordless, id));
  });
});

/** What one case that showed these words of an ambiguity comes to. */
function readOff(ambiguity: string, ...words: readonly string[]): ObservedReading | undefined {
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
  return observedReadings([result]).find((one) => one.ambiguity === ambiguity);
}

/** What a run sees of an ambiguity on a mock that follows one of its readings. */
async function readingsUnder(
  of: Ambiguity,
  reading: Reading,
  probes: readonly Case[],
): Promise<Pick<ObservedReading, 'readings'>> {
  const seen = observedReadings(await run(following(of, reading), probes));
  return seen.find(({ ambiguity }) => ambiguity === of.id) ?? { readings: [] };
}

/** The documented profile with a reading's value in place of the assumed one. */
function following({ id }: Ambiguity, { value }: Reading): Profile {
  const paths = pathsGovernedBy(id);
  const valueAt = (path: string): unknown => (paths.length === 1 ? value : Reflect.get(Object(value), path));
  return paths.reduce((changed, path) => withDecisions(changed, nest([[path, valueAt(path)]])), documented);
}

const assumedContract = loadContract();

/** Puts cases to a mock under a profile, judged by the documented contract, as a server is of which nothing is known. */
async function run(profile: Profile, of: readonly Case[], judging?: Contract): Promise<readonly CaseResult[]> {
  await using mock = await createMockServer({ contract: await loadContract(profile) });
  // Awaited here, for the mock closes on the way out.
  return await collectResults(
    runServerCases({
      target: new URL(mock.url),
      contract: judging ?? (await assumedContract),
      cases: of,
      credentials: builtInCredentials,
      pictures: drawnPictures,
      timeoutMs: 30_000,
      intervalMs: 0,
      signal: new AbortController().signal,
    }),
  );
}

/** The cases that probe an ambiguity, and those that they lean on. Of a question to every answer, some of each kind do. */
function casesFor({ id }: Ambiguity): readonly Case[] {
  const ids = coverage(forServers).ambiguities.find(({ entry }) => entry.id === id)?.cases ?? [];
  const probing = forServers.filter((of) => ids.includes(of.id));
  const early = (of: Case, at: number): boolean =>
    probing.slice(0, at).filter(({ kind }) => kind === of.kind).length < 10;
  const some = probing.filter((of, at) => of.ambiguities.includes(id) || early(of, at));
  const leantOn = some.flatMap(({ request }) => ('raw' in request ? [] : (request.sameRefNumberAs ?? [])));
  return forServers.filter((of) => some.includes(of) || leantOn.includes(of.id));
}

function assumed(id: string): string | undefined {
  return ambiguities.find((one) => one.id === id)?.default;
}
