import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadContract, withDecisions } from '../../../spec/index.js';
import { type Got, sendGood } from '../../good-request.test-helper.js';
import { createMockServer, type MockServerOptions } from '../../server.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-charging-'));
});
afterAll(() => rm(folder, { recursive: true }));

const tenants = [{ code: 'AIT', key: 'ADINS_key1234', balance: 7 }];
const small = { img1: 'selfie-min', img2: 'ktp-min' } as const;

let count = 0;
const newState = (): string => join(folder, `${++count}.state`);
const engines: readonly (readonly [string, () => MockServerOptions])[] = [
  ['in memory', () => ({})],
  ['on a file', () => ({ state: newState() })],
  ['on a file that waits for the disk', () => ({ state: newState(), stateSync: true })],
];

describe('a balance of 7', () => {
  it.each(engines)('%s is spent on exactly 7 of 40 concurrent requests', async (_, options) => {
    await using mock = await createMockServer({ tenants, ...options() });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => sendGood(mock, { ...small, refNumber: `ref ${index}` })),
    );
    const of = (scenario: string): Got[] =>
      answers.filter(({ headers }) => headers.get('X-Mock-Scenario') === scenario);
    expect([of('success').length, of('insufficient-balance').length]).toEqual([7, 33]);
    const numbers = of('success').map(({ headers }) => headers.get('X-Trx-No'));
    expect(new Set(numbers).size).toBe(7);
    expect(new Set(mock.transactions().map(({ trxNo }) => trxNo))).toEqual(new Set(numbers));
    expect([mock.transactions().length, mock.tenants()[0]?.balance]).toEqual([7, 0]);
  });
});

describe('a refNumber that must not be repeated', () => {
  it.each(engines)('%s succeeds in one of 10 concurrent requests', async (_, options) => {
    const documented = await loadContract();
    const decisions = withDecisions(documented.decisions, { parts: { repeatedRefNumber: 'parameter-invalid' } });
    await using mock = await createMockServer({ tenants, contract: { ...documented, decisions }, ...options() });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => sendGood(mock, { ...small, refNumber: 'the same' })),
    );
    const scenarios = answers.map(({ headers }) => headers.get('X-Mock-Scenario')).sort();
    expect(scenarios).toEqual([...Array(9).fill('parameter-invalid'), 'success']);
    expect([mock.transactions().length, mock.tenants()[0]?.balance]).toEqual([1, 6]);
    // The journal has the final result of the rules for each.
    const repeated = mock.requests().filter(({ answer }) => /refNumber/.test(answer?.reason ?? ''));
    expect(repeated).toHaveLength(9);
  });
});
