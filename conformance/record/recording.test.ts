import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { imageLibrary } from '../../fixtures/index.js';
import { contractUnder, documented } from '../../spec/index.js';
import { compareRuns } from '../drift/compare-runs.js';
import { runUnder } from '../drift/drift.test-helper.js';
import { readRunFile } from '../drift/run-file.js';
import { caseLike, recordedFactsOf } from '../evidence/recorded-request.js';
import { learnFrom } from '../learn/learn.js';
import { readRuns } from '../learn/read-runs.js';
import { runReportSchema } from '../reports/report-schema.js';
import type { JsonReport } from '../reports/report-types.js';
import { caseOfId, profileWith, recordRun, sendCase, writeReportFile } from './recording.test-helper.js';

/** What a client's own tests send: nothing says which case it is. */
const sent = [
  'success-all-parts',
  'missing-img2',
  'missing-ref-number',
  'empty-img1',
  'credentials-wrong-key',
  'credentials-key-with-more',
  'balance-used-up',
  'method-get',
  'content-type-json',
  'nik-not-a-number',
];

const vendor = {
  status: { 'invalid-credentials': 401, 'insufficient-balance': 402, 'parameter-invalid': 422 },
  answers: { texts: { 'invalid-credentials': 'Access denied', 'parameter-invalid': 'Bad form' }, threshold: '0.75' },
  parts: { nik: 'sixteen-digits' },
  wrongMethod: { status: 404 },
};

async function client(url: string): Promise<void> {
  for (const [at, id] of sent.entries()) await sendCase(url, caseOfId(id), `REF${at}`);
}

const recordVendor = async (decisions: object): Promise<JsonReport> =>
  recordRun({ profile: await profileWith(decisions), client, count: sent.length });

let recording: JsonReport;
beforeAll(async () => {
  recording = await recordVendor(vendor);
});

const contract = contractUnder(documented);
const compare = async (old: JsonReport, now: JsonReport) =>
  compareRuns(
    [await readRunFile(await writeReportFile(old, 'old.json'))],
    await readRunFile(await writeReportFile(now, 'new.json')),
    contract,
  );

describe('a recording of a client', () => {
  test('is a report as the published schema describes it', () => {
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(runReportSchema);
    expect(validate(JSON.parse(JSON.stringify(recording))), JSON.stringify(validate.errors)).toBe(true);
  });

  test('recognises the requests that a case sends too, by what they send', () => {
    expect(recording.exchanges?.map((exchange) => exchange.case)).toEqual(sent);
    expect(recording.exchanges?.map(({ request }) => request).slice(0, 3)).toEqual([
      'all eleven parts',
      'without img2',
      'without refNumber',
    ]);
  });

  test('explains each request as the mock does', () => {
    const [good, missing] = recording.exchanges ?? [];
    expect(good?.violations).toEqual([]);
    expect(missing?.violations).toMatchObject([
      { rule: 'parameters', part: 'img2', outcome: 'parameter-invalid', text: 'is missing; it is required' },
    ]);
  });

  test('teaches the decisions of the server', async () => {
    const { answers } = await readRuns([await writeReportFile(recording)]);
    const { observed, contradictions, unexplained } = learnFrom(answers);
    const values = Object.fromEntries(observed.map(({ path, value }) => [path, value]));
    expect(values).toMatchObject({
      'status.success': 200,
      'status.invalid-credentials': 401,
      'status.insufficient-balance': 402,
      'status.parameter-invalid': 422,
      'answers.texts.invalid-credentials': 'Access denied',
      'answers.texts.parameter-invalid': 'Bad form',
      'answers.threshold': '0.75',
      'parts.nik': 'sixteen-digits',
      'wrongMethod.status': 404,
    });
    expect(contradictions).toEqual([]);
    expect(unexplained).toEqual([]);
  });

  test('shows the exact change when the server changes, and nothing when it does not', async () => {
    const same = await compare(recording, await recordVendor(vendor));
    expect(same.differences).toEqual([]);
    expect(same.exit.code).toBe(0);
    expect(same.compared).toBe(sent.length);
    const changed = { ...vendor, status: { ...vendor.status, 'insufficient-balance': 403 } };
    const drift = await compare(recording, await recordVendor(changed));
    expect(drift.differences.map(({ aspect, place, old, now, cases }) => ({ aspect, place, old, now, cases }))).toEqual(
      [{ aspect: 'answer', place: 'status', old: '402', now: '403', cases: ['balance-used-up'] }],
    );
    expect(drift.exit.code).toBe(4);
  });

  test('sent again and again is compared with each of its repetitions', async () => {
    const twice = (status: number) =>
      recordRun({
        client: async (url) => {
          for (const at of [1, 2, 3]) await sendCase(url, caseOfId('missing-img1'), `REF${status}${at}`);
        },
        count: 3,
      });
    const drift = await compare(await twice(1), await twice(2));
    expect(drift.compared).toBe(1);
    expect(drift.differences).toEqual([]);
  });
});

describe('of a tenant that the recorder has no credentials of', () => {
  const clientOf = (ids: readonly string[]) => async (url: string) => {
    for (const [at, id] of ids.entries()) await sendCase(url, caseOfId(id), `REF${at}`);
  };

  test('a success vouches for it, and for the requests with its code and another key', async () => {
    const ids = ['missing-img2', 'success-all-parts', 'credentials-wrong-key'];
    const { exchanges = [] } = await recordRun({ client: clientOf(ids), count: 3, credentials: null });
    expect(exchanges.map((exchange) => exchange.case)).toEqual(ids);
    expect(exchanges.map(({ facts }) => facts?.tenant)).toEqual(['funded', 'funded', 'wrong-key']);
    // The mock in the recorder does not know the tenants either, and says nothing of them.
    expect(exchanges.flatMap(({ violations }) => violations.map(({ rule }) => rule))).toEqual(['parameters']);
  });

  test('only the form of an answer counts where nothing vouches for it', async () => {
    const client = clientOf(['credentials-unknown-tenant']);
    const profile = await profileWith({ status: { 'invalid-credentials': 403 } });
    const report = await recordRun({ profile, client, count: 1, credentials: null });
    const { answers, warnings } = await readRuns([await writeReportFile(report)]);
    expect(warnings.join()).toMatch(/1 exchange with a tenant that no success and no --credentials vouches for/);
    const { observed, unexplained } = learnFrom(answers);
    expect(observed.find(({ path }) => path === 'status.invalid-credentials')?.value).toBe(403);
    expect(unexplained).toEqual([]);
  });
});

test('an answer that finds fault with a picture of unknown content teaches only its own form', async () => {
  const photo = await (await imageLibrary())({
    create: {
      width: 1920,
      height: 1080,
      channels: 3,
      background: '#a98',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer();
  const pictures = { load: async () => photo, ownFile: () => undefined };
  const report = await recordRun({
    client: (url) => sendCase(url, caseOfId('success-all-parts'), 'REF1', pictures),
    count: 1,
    scenario: 'liveness-error',
  });
  expect(report.exchanges?.[0]).toMatchObject({ request: 'all eleven parts', answered: 'liveness-error' });
  const { answers } = await readRuns([await writeReportFile(report)]);
  const { observed, contradictions, unexplained } = learnFrom(answers);
  expect(observed.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['status.liveness-error', 'answers.livenessErrorKey']),
  );
  expect(observed.filter(({ path }) => /^(pictures|parts|order)/.test(path))).toEqual([]);
  expect([contradictions, unexplained]).toEqual([[], []]);
});

test('a recording is compared with a run of the suite in what they have in common, and says what it has alone', async () => {
  const suite = await runUnder(contract, {
    ids: ['success-all-parts', 'missing-key', 'credentials-unknown-tenant'],
    file: 'suite.json',
  });
  const recorded = await recordRun({
    profile: await profileWith({ status: { 'parameter-invalid': 400 } }),
    client: async (url) => {
      await sendCase(url, caseOfId('success-all-parts'), 'REF1');
      await sendCase(url, caseOfId('missing-key'), 'REF2');
      await fetch(`${url}/other`);
    },
    count: 3,
  });
  const drift = compareRuns([suite], await readRunFile(await writeReportFile(recorded, 'recorded.json')), contract);
  expect(drift.compared).toBe(2);
  const found = drift.differences.filter(({ aspect }) => aspect !== 'case');
  expect(found.map(({ place, old, now, cases }) => [place, old, now, cases])).toEqual([
    ['status', '200', '400', ['missing-key']],
  ]);
  expect(drift.warnings.join('\n')).toMatch(
    /1 exchange that no case sends, which only another recording can be compared with/,
  );
});

test('a case is recognised by the facts of its own request, or is equal to another one to the rules', () => {
  for (const id of [
    'success-all-parts',
    'missing-key',
    'empty-img1',
    'text-as-file',
    'unknown-part',
    'chunked-body',
    'method-put',
  ])
    expect(caseLike(recordedFactsOf(caseOfId(id)))?.id).toBe(id);
});
