import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadFixture } from '../../fixtures/index.js';
import { type Contract, loadContract } from '../../spec/index.js';
import { sendGood } from '../good-request.test-helper.js';
import { type Finding, type FuzzOptions, fuzz } from './fuzz.test-helper.js';
import { type MockProcess, startMockProcess } from './mock-process.test-helper.js';
import { type DraftRequest, recordedRequests, requestOf } from './request.test-helper.js';

/** `EENDIGO_KIT_FUZZ=<seed>:<first case>:<count>` runs other cases. */
const overrides = (process.env['EENDIGO_KIT_FUZZ'] ?? '').split(':').filter(Boolean).map(Number);
const [seed = 20_220_923, first = 0, count = 1_000] = overrides;
/** Allowed growth of the memory between a quarter of the cases and all; the caches are full by then. */
const growth = 6 * 1024 * 1024;

let contract: Contract;
let requests: ReadonlyMap<string, DraftRequest>;
beforeAll(async () => {
  contract = await loadContract();
  const [selfie, ktp] = [await loadFixture('selfie-min'), await loadFixture('ktp-min')];
  const texts = [
    ['key', 'ADINS_key1234'],
    ['tenant_code', 'AIT'],
    ['refNumber', 'REF202209230001'],
  ] as const;
  requests = new Map([
    ...recordedRequests(),
    ['no pictures', requestOf(texts)],
    ['well formed', requestOf([['img1', selfie, 'selfie.jpg'], ['img2', ktp, 'ktp.jpg'], ...texts])],
    ['base64', requestOf([...texts, ['img1', selfie.toString('base64')]])],
  ]);
});

/**
 * Makes the mock lend memory to as many uploads of unknown length as there will be at once. Otherwise its idle memory
 * would look like growth.
 */
async function allocateAllMemory({ port, url }: MockProcess): Promise<void> {
  const sockets = Array.from({ length: 16 }, () => connect(port, '127.0.0.1'));
  for (const socket of sockets)
    socket.write(
      'POST /s/memory/demo/biometric/facecompareliveness HTTP/1.1\r\nHost: localhost\r\n' +
        'Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n-\r\n',
    );
  const open = async (): Promise<number> => {
    const response = await fetch(`${url}/__admin/requests/count?session=memory`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ criteria: { state: 'open' } }),
    });
    return (await response.json()).count;
  };
  await expect.poll(open).toBe(16);
  await Promise.all(
    sockets.map(async (socket) => {
      socket.write('0\r\n\r\n');
      await once(socket, 'data');
      socket.destroy();
    }),
  );
}

const run = (
  mock: MockProcess,
  from: number,
  to: number,
  more: Pick<FuzzOptions, 'patienceMs' | 'connections' | 'mostFindings'> = {},
): Promise<readonly Finding[]> => fuzz(mock, { contract, requests, seed, from, to, ...more });

describe(`mutated requests, seed ${seed}`, () => {
  test(`${count} of them get valid answers, leak no memory, and leave the mock working`, {
    timeout: 300_000,
  }, async () => {
    await using mock = await startMockProcess();
    const quarter = first + Math.floor(count / 4);
    await allocateAllMemory(mock);
    expect(await run(mock, first, quarter)).toEqual([]);
    const before = await mock.memory();
    expect(await run(mock, quarter, first + count)).toEqual([]);
    const after = await mock.memory();
    expect(after.held - before.held).toBeLessThan(growth);
    const { headers } = await sendGood(mock);
    expect(headers.get('X-Mock-Scenario')).toBe('success');
  });
});

const alone = { patienceMs: 3000, connections: 1, mostFindings: 1 };

describe('a mock that is broken', () => {
  test.each([
    ['dies of a NUL byte in a name', /the mock has died .*a NUL byte/s],
    ['throws away a promise', /the mock has died .*nothing handles this/s],
    ['answers 500 to __proto__', /^status 500/],
    ['answers what is no JSON to a nested body', /body that is not JSON/],
    ['never answers a quoted-printable part', /no answer within/],
  ])('because it %s is detected, with the recipe to reproduce it', async (broken, what) => {
    await using mock = await startMockProcess({ broken });
    const [finding] = await run(mock, 0, 2000, alone);
    expect(finding?.what).toMatch(what);
    expect(finding?.recipe).toMatch(/^.+ > .+ > (?:whole|pieces|chunks|pieces of chunks)$/);
    const [, index] = /EENDIGO_KIT_FUZZ=\d+:(\d+):1 /.exec(finding?.again ?? '') ?? [];
    await using another = await startMockProcess({ broken });
    expect((await run(another, Number(index), Number(index) + 1, alone)).map(({ recipe }) => recipe)).toEqual([
      finding?.recipe,
    ]);
  });

  test('because it keeps every body is detected by its memory', async () => {
    await using mock = await startMockProcess({ broken: 'keeps every body' });
    await run(mock, 0, 1000);
    const before = await mock.memory();
    await run(mock, 1000, 2000);
    expect((await mock.memory()).held - before.held).toBeGreaterThan(growth);
  });
});
