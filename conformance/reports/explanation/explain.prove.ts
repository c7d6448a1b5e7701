import { beforeAll, describe, expect, test } from 'vitest';
import { createMockServer } from '../../../mock/index.js';
import { builtInProfile, documented, loadContract, nest, type Profile, withDecisions } from '../../../spec/index.js';
import { cases } from '../../cases/index.js';
import { type CaseResult, collectResults } from '../../evidence/verdict.js';
import { changeAnswer, setStatus } from '../../peers/broken/deviations.js';
import { startBrokenServer } from '../../peers/broken/start-broken-server.js';
import { drawnPictures } from '../../pictures.js';
import { runServerCases } from '../../server/server-run.js';
import { builtInCredentials } from '../../wire/credentials.js';
import { explainRun } from './explain.js';

const bounds = { signal: new AbortController().signal, limitMs: 60_000 };
const chosen = /^(success|credentials|missing|balance|selfie-no|method)-/;
const some = cases.filter(({ id, directions }) => directions.includes('server') && chosen.test(id));
const withValues = (values: Readonly<Record<string, unknown>>): Profile =>
  withDecisions(documented, nest(Object.entries(values)));

async function judge(url: string, profile: Profile = documented): Promise<readonly CaseResult[]> {
  return collectResults(
    runServerCases({
      target: new URL(url),
      contract: await loadContract(profile),
      cases: some,
      credentials: builtInCredentials,
      pictures: drawnPictures,
      timeoutMs: 30_000,
      intervalMs: 0,
      signal: bounds.signal,
    }),
  );
}

/** Judges a mock under one profile by another, and explains what does not pass. */
async function explain(served: Profile, assumed: Profile = documented) {
  await using mock = await createMockServer({ contract: await loadContract(served) });
  const results = await judge(mock.url, assumed);
  return { results, explanation: await explainRun(results, assumed, bounds) };
}

const idsOf = (results: readonly CaseResult[], verdicts: readonly string[]): readonly string[] =>
  results.filter(({ verdict }) => verdicts.includes(verdict)).map(({ case: { id } }) => id);

describe('a server that answers as under a built-in profile', () => {
  test('is explained by its name', async () => {
    const { results, explanation } = await explain(builtInProfile('rest').profile);
    expect(explanation).toEqual({
      profile: 'rest',
      decisions: [],
      explained: idsOf(results, ['inconclusive', 'failed']),
      remaining: [],
    });
    expect(explanation?.explained.length).toBeGreaterThan(5);
  });

  test('is explained by documented, where the run assumes another one', async () => {
    const { explanation } = await explain(documented, builtInProfile('rest').profile);
    expect(explanation).toMatchObject({ profile: 'documented', decisions: [], remaining: [] });
  });
});

describe('a server that differs in one decision', () => {
  test.each([
    ['status.invalid-credentials', 401],
    ['status.parameter-invalid', 422],
    ['answers.threshold', '0.75'],
    ['answers.falseWord', 'no'],
    ['answers.statusWords.failure', 'Failed'],
    ['answers.result', 'list'],
    ['wrongMethod.status', 404],
  ])('%s: %s is explained by it', async (path, value) => {
    const { results, explanation } = await explain(withValues({ [path]: value }));
    const notPassed = idsOf(results, ['inconclusive', 'failed']);
    expect(notPassed).not.toEqual([]);
    expect(explanation).toEqual({
      decisions: [{ path, value, cases: notPassed }],
      explained: notPassed,
      remaining: [],
    });
  });
});

describe('a server that differs in several decisions', () => {
  test('is explained by all of them', async () => {
    const values = { 'status.invalid-credentials': 403, 'answers.threshold': '0.75', 'wrongMethod.status': 404 };
    const { explanation } = await explain(withValues(values));
    expect(Object.fromEntries(explanation?.decisions.map(({ path, value }) => [path, value]) ?? [])).toEqual(values);
    expect(explanation?.remaining).toEqual([]);
  });

  test('is explained by each of them where they are alike', async () => {
    const kinds = ['insufficient-balance', 'parameter-invalid', 'invalid-credentials', 'liveness-error'];
    const values = Object.fromEntries(kinds.map((kind) => [`status.${kind}`, 400]));
    const { explanation } = await explain(withValues(values));
    expect(Object.fromEntries(explanation?.decisions.map(({ path, value }) => [path, value]) ?? [])).toEqual(values);
    expect(explanation?.remaining).toEqual([]);
  });

  test('is explained by a built-in profile and one more, where that is shorter', async () => {
    const rest = builtInProfile('rest').profile;
    const { explanation } = await explain({ ...withDecisions(rest, nest([['answers.threshold', '0.75']])), name: 'x' });
    expect(explanation).toMatchObject({
      profile: 'rest',
      decisions: [{ path: 'answers.threshold', value: '0.75' }],
      remaining: [],
    });
  });
});

describe('a server that is broken', () => {
  let mock: Awaited<ReturnType<typeof createMockServer>>;
  beforeAll(async () => {
    mock = await createMockServer();
    return () => mock.close();
  });
  const broken = (deviate: ReturnType<typeof setStatus>) =>
    startBrokenServer({ id: '', caughtBy: '', outcome: 'failed', cases: [], variantOf: 'mock', deviate }, mock);

  test.each([
    ['with status 500', setStatus(500)],
    ['with a page', changeAnswer(() => ({ text: '<html></html>' }))],
    [
      'with a message that a terminal would obey',
      changeAnswer(() => ({ text: '{"status":"FAILED","message":"\\u001b[2J"}' })),
    ],
  ])('in every answer %s is not explained', async (_, deviate) => {
    await using server = await broken(deviate);
    const results = await judge(server.url);
    expect(idsOf(results, ['passed'])).toEqual([]);
    expect(await explainRun(results, documented, bounds)).toBeUndefined();
  });

  test('is explained in nothing when the search may take no time, and in nothing when all passed', async () => {
    await using server = await broken(setStatus(401));
    const signal = AbortSignal.abort();
    expect(await explainRun(await judge(server.url), documented, { signal })).toBeUndefined();
    expect(await explainRun(await judge(mock.url), documented, bounds)).toBeUndefined();
  });
});
