import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Got, sendGood } from '../../good-request.test-helper.js';
import { createMockServer, type MockServerOptions } from '../../server.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-charging-'));
});
afterAll(() => rm(folder, { recursive: true }));

const tenants = [{ code: 'AIT', key: 'ADINS_key1234', balance: 7 }];
const small = { img1: 'selfie-min', img2: 'ktp-min' } as const;

describe('a balance of 7', () => {
  it.each<[string, () => MockServerOptions]>([
    ['in memory', () => ({})],
    ['on a file', () => ({ state: join(folder, 'kill.state') })],
    ['on a file that waits for the disk', () => ({ state: join(folder, 'sync.state'), stateSync: true })],
  ])('%s is spent on 7 of 40 requests that come at once, and on no more', async (_, options) => {
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
