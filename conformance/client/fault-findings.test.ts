import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { builtInTenants } from '../../mock/index.js';
import { loadContract } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { type CaseResult, collectResults } from '../evidence/verdict.js';
import { causesOf } from '../reports/causes.js';
import { runClientCases } from './client-run.js';
import type { CreateClientDriver } from './driver.js';
import { createExecDriver } from './exec/exec-driver.js';
import { createInProcessDriver } from './in-process/in-process-driver.js';

const client = fileURLToPath(new URL('../peers/client.mjs', import.meta.url));

function run(defect: string, ids: readonly string[], limitMs = 20_000): Promise<readonly CaseResult[]> {
  return runWith(() => createExecDriver([process.execPath, client, defect]), ids, limitMs);
}

async function runWith(
  createDriver: CreateClientDriver,
  ids: readonly string[],
  limitMs = 20_000,
): Promise<readonly CaseResult[]> {
  return collectResults(
    runClientCases({
      createDriver,
      contract: await loadContract(),
      cases: cases.filter(({ id }) => ids.includes(id)),
      limitMs,
      jobs: 2,
      signal: new AbortController().signal,
    }),
  );
}

/** The failed checks of a case: what came, by the id of the check. */
const failures = (result: CaseResult | undefined): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    (result?.checks ?? []).flatMap(({ id, outcome, actual }) => (outcome === 'failed' ? [[id, actual]] : [])),
  );

describe('a client', () => {
  test('that waits for ever is called hung, with what had come', async () => {
    const [result] = await run('waits-for-ever', ['fault-stall-body'], 3000);
    expect(failures(result)['time-limit']).toMatch(
      /^no report: the client hung until the run ended it after 3\.0 s; HTTP 200 and a part of the body had come/,
    );
  });

  test('that gives up early is called impatient, with what had come', async () => {
    const [result] = await run('gives-up-early', ['fault-late-answer']);
    expect(failures(result)).toEqual({
      'time-patience': expect.stringMatching(/^transport-error \d\.\d s after the request; no answer had come/),
      'understood-outcome': expect.stringMatching(/^transport-error/),
    });
  });

  test('that sends to a path of its own is shown that path', async () => {
    const [result] = await run('has-a-path-of-its-own', ['success-all-parts']);
    expect(failures(result)['wire-request']).toBe(
      "0 requests; one request came to /biometric/facecompareliveness, outside this case's address: send to baseUrl followed by path, or run with --port-per-case",
    );
  });

  test.each([
    ['asks-with-head-first', 'HEAD and POST'],
    ['puts-before-it-posts', 'PUT and POST'],
  ])('that %s gets one finding', async (defect, methods) => {
    const [result] = await run(defect, ['success-all-parts']);
    expect(failures(result)).toEqual({ 'wire-method': methods });
  });

  test.each([
    ['key-in-basic-credentials', { 'secret-headers': 'the key in base64 in the header authorization' }],
    ['key-in-the-query', { 'secret-address': 'the key in the query of the address' }],
    ['thumbnail-in-a-header', { 'secret-headers': 'bytes of img1 in base64 in the header x-thumbnail' }],
    ['prints-the-key-long-before-its-end', { 'secret-output': 'the key on stdout' }],
    ['prints-the-nik-on-stderr', { 'secret-output': 'the nik on stderr' }],
  ])('that %s is shown the place, and the secret nowhere', async (defect, expected) => {
    const [result] = await run(defect, ['success-all-parts']);
    expect(failures(result)).toEqual(expected);
    const all = JSON.stringify(result);
    for (const { key } of builtInTenants) {
      expect(all).not.toContain(key);
      expect(all).not.toContain(Buffer.from(key).toString('base64').slice(2, -4));
    }
  });

  test('that prints a picture leaves nothing of it in the evidence', async () => {
    const [result] = await run('prints-the-body', ['success-all-parts']);
    expect(failures(result)['secret-output']).toMatch(/bytes of img1 on stdout/);
    expect(result?.evidence?.output).toEqual({ stdout: '(not shown: it holds a picture)' });
  });

  test.each([
    ['whose time is over before its request arrives, as on a slow machine, is not judged', 'inconclusive', 1500],
    ['that sends nothing although it has time fails', 'failed', 0],
  ])('%s', async (_, verdict, ms) => {
    const driver = createInProcessDriver(async () => {
      await wait(ms);
      return { outcome: 'transport-error' };
    });
    const [result] = await runWith(() => driver, ['fault-delay']);
    expect(result?.verdict).toBe(verdict);
    expect(result?.checks.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id)).toEqual(['wire-request']);
  });

  test('that repeats its call in many cases gets one cause for each check', async () => {
    const ids = ['fault-reset', 'fault-empty-reply', 'fault-garbage', 'fault-unavailable', 'fault-bad-gateway'];
    const results = await run('retries-blindly', ids);
    expect(results.map(({ evidence }) => evidence?.charged)).toEqual(ids.map(() => 2));
    expect(causesOf(results).map(({ checks, results: { length } }) => [checks.map(({ id }) => id), length])).toEqual([
      [['wire-one-request', 'charged-once'], 5],
    ]);
  });
});
