import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createMockServer } from '../mock/index.js';
import {
  ambiguities,
  documented,
  loadContract,
  nest,
  readContract,
  requirements,
  withDecisions,
} from '../spec/index.js';
import { cases } from './cases/index.js';
import { judgeAnswer } from './checks/server/judge-answer.js';
import { collectResults, summarise } from './evidence/verdict.js';
import { drawnPictures } from './pictures.js';
import { isRun } from './run-on-mock.test-helper.js';
import { runServerCases } from './server/server-run.js';
import { kindOf, kindsOf } from './wire/answer.js';
import { builtInCredentials } from './wire/credentials.js';

const options = {
  credentials: builtInCredentials,
  pictures: drawnPictures,
  timeoutMs: 30_000,
  intervalMs: 0,
  signal: new AbortController().signal,
};
const forServers = cases.filter(({ directions }) => directions.includes('server'));

describe('the suite', () => {
  test('passes on the mock, case by case, under the path of UAT', async () => {
    await using mock = await createMockServer();
    const results = await collectResults(
      runServerCases({ ...options, target: new URL(`${mock.url}/demo`), contract: mock.contract, cases: forServers }),
    );
    expect(results.filter(isRun).filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(40);
    // The cases run on any server: none of them uses the mock's own headers.
    expect(new Set(mock.requests().map(({ answer }) => answer?.selectedBy))).toEqual(new Set(['rules']));
  });

  test('stops after three transport errors in a row, and skips the remaining cases with that reason', async () => {
    const contract = await loadContract();
    let count = 0;
    const server = createServer((incoming, outgoing) => {
      if (count++ > 0) incoming.socket.destroy();
      else incoming.resume().on('end', () => outgoing.end('{}'));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const target = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const run = runServerCases({ ...options, target, contract, cases: forServers.slice(0, 6) });
    const results = await collectResults(run);
    server.close();
    expect(summarise(results)).toMatchObject({ failed: 3, inconclusive: 1, skipped: 2 });
    expect(results[1]?.checks).toMatchObject([
      { id: 'answered', outcome: 'failed', actual: expect.stringContaining('hangs up') },
    ]);
    expect(results.map(({ cutShort }) => cutShort ?? false)).toEqual([false, false, false, false, true, true]);
    expect(results[5]?.reason).toBe('not sent after 3 transport errors in a row');
  });

  test('checks a body against the schema when every specific check passes', async () => {
    const contract = await loadContract();
    const narrow = JSON.stringify(contract.openapi).replace('"pattern":"^[01]', '"pattern":"^2[01]');
    const testCase = cases.find(({ id }) => id === 'success-all-parts');
    if (!testCase) throw new Error('there are no cases');
    const body = contract.scenarios.get('success')?.example;
    const answer = {
      status: 200,
      headers: { 'content-type': 'application/json', 'content-length': '300', 'x-trx-no': '1' },
      text: JSON.stringify(body),
      durationMs: 1,
      receivedAt: Date.parse('Thu, 14 Apr 2022 03:56:41 GMT'),
    };
    const schemaOutcome = (checks: ReturnType<typeof judgeAnswer>) => checks.find(({ id }) => id === 'schema')?.outcome;
    expect(schemaOutcome(judgeAnswer(testCase, contract, answer))).toBe('passed');
    expect(schemaOutcome(judgeAnswer(testCase, await readContract(JSON.parse(narrow)), answer))).toBe('failed');
  });
});

describe('a kind', () => {
  test('is recognised from its example and from a body with a defect, and not from any other body', async () => {
    const contract = await loadContract();
    for (const { kind, isJson, example } of contract.scenarios.values())
      if (isJson) expect(kindOf(example, contract)).toBe(kind);
    expect(kindOf({ status: 'failed', message: 'insufficient BALANCE', more: 1 }, contract)).toBe(
      'insufficient-balance',
    );
    expect(kindOf({ status: 'FAILED', message: 'Try later' }, contract)).toBeUndefined();
    expect(kindOf([], contract)).toBeUndefined();
    const { error: _, ...livenessError } = Object(contract.scenarios.get('liveness-error')?.example);
    expect(kindOf({ ...livenessError, error: 'No face' }, contract)).toBe('liveness-error');
    for (const page of [{ error: 'Method Not Allowed' }, { status: 415, error: 'Unsupported Media Type', path: '/' }])
      expect(kindOf(page, contract)).toBeUndefined();
  });

  test('is recognised by the texts of the contract, and two kinds with one text are both', async () => {
    const texts = {
      success: 'OK',
      'parameter-invalid': 'Bad',
      'face-compare-error': 'Bad',
      'liveness-error': 'No face',
    };
    const values = Object.entries(texts).map(([kind, text]) => [`answers.texts.${kind}`, text] as const);
    const contract = await loadContract(
      withDecisions(documented, nest([...values, ['answers.livenessErrorKey', 'message']])),
    );
    const kinds = (body: object) => kindsOf(body, contract);
    expect(kinds({ status: 'FAILED', message: 'Bad' })).toEqual(['parameter-invalid', 'face-compare-error']);
    expect(kinds({ status: 'FAILED', message: 'OK' })).toEqual([]);
    expect(kinds({ status: 'FAILED', message: 'No face' })).toEqual(['liveness-error']);
    for (const { kind, isJson, example } of contract.scenarios.values())
      if (isJson) expect(kindsOf(example, contract)).toContain(kind);
  });
});

describe('the cases', () => {
  test('have unique ids in kebab-case', () => {
    const ids = cases.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test('name at least one requirement or ambiguity, and only known ones', () => {
    const unknown = (named: readonly string[], known: readonly { id: string }[]) =>
      named.filter((name) => !known.some(({ id }) => id === name));
    expect(
      unknown(
        cases.flatMap((testCase) => testCase.requirements),
        requirements,
      ),
    ).toEqual([]);
    expect(
      unknown(
        cases.flatMap((testCase) => testCase.ambiguities),
        ambiguities,
      ),
    ).toEqual([]);
    expect(cases.filter((testCase) => testCase.requirements.length + testCase.ambiguities.length === 0)).toEqual([]);
  });

  test('are at least 40 for a server and 20 for a client, and share most of their data', () => {
    const count = (...wanted: ('server' | 'client')[]) =>
      cases.filter(({ directions }) => wanted.every((direction) => directions.includes(direction))).length;
    expect(count('server')).toBeGreaterThanOrEqual(40);
    expect(count('server', 'client')).toBeGreaterThanOrEqual(20);
  });
});
