import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer } from '../../server.js';
import { readAccounts, startMock } from '../killed-mock.test-helper.js';
import { findContradictions, sendCharges } from '../many-charges.test-helper.js';
import { charge } from './charge.test-helper.js';
import { refuseNetwork } from './check-file.js';

const timeout = 120_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-sharing-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('mocks of one machine with one state file', () => {
  const tenants = [
    { code: 'AIT', key: 'ADINS_key1234', balance: 40 },
    { code: 'MORE', key: 'more-key-1234', balance: 1000 },
  ];

  it('start together on a new file, charge each request once, and number none twice', { timeout }, async () => {
    const [state, config] = [join(folder, 'shared.state'), join(folder, 'mock.json')];
    await writeFile(config, JSON.stringify({ tenants, log: 'off' }));
    const mocks = await Promise.all(Array.from({ length: 3 }, () => startMock(state, ['--config', config])));
    const urls = mocks.map(({ url }) => url);
    const seen = await sendCharges({ urls: () => urls, tenants, connections: 12, requests: 200 });
    const accounts = await Promise.all(mocks.map((mock) => readAccounts(mock)));
    for (const { transactions, tenants: after } of accounts)
      expect(findContradictions(seen, transactions, tenants, after)).toEqual([]);
    expect(seen).toMatchObject({ lost: 0, answers: { length: 200 } });
    expect(accounts[0]?.transactions).toHaveLength(140);

    // A key that one mock learns is masked by the others, too.
    const [first, second = ''] = urls;
    await fetch(`${first}/__admin/tenants/LATE`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ key: 'late-key-5678', balance: 1 }),
    });
    await charge({ url: second }, 'with late-key-5678');
    expect(await fetch(`${second}/__admin/requests`).then((it) => it.text())).not.toContain('late-key-5678');
    for (const { child } of mocks) child.kill('SIGKILL');
  });
});

describe('a state file', () => {
  it('is the same one under each of its names, also for mocks in one process', async () => {
    const [state, link] = [join(folder, 'named.state'), join(folder, 'link.state')];
    await using first = await createMockServer({ state });
    await symlink(state, link);
    await using second = await createMockServer({ state: link });
    for (const [index, mock] of [first, second, first].entries())
      expect((await charge(mock, String(index))).headers.get('X-Trx-No')).toBe(String(10_877 + index));
    expect([first.transactions().length, second.transactions().length]).toEqual([3, 3]);
    await second.close();
    expect((await charge(first, 'after')).headers.get('X-Trx-No')).toBe('10880');
  });

  it('that is removed while the mock runs is reported, and nothing is charged', async () => {
    const state = join(folder, 'removed.state');
    await using mock = await createMockServer({ state });
    await charge(mock, 'one');
    await rm(state);
    expect((await charge(mock, 'two')).status).toBe(503);
    const health = await fetch(`${mock.url}/__admin/health`);
    expect([health.status, (await health.json()).detail]).toEqual([
      503,
      expect.stringMatching(/removed\.state: was removed or replaced while the mock runs/),
    ]);
    expect(mock.tenants()[0]?.balance).toBe(999_999);
  });

  it('is refused on a network file system, and accepted on a disk or in memory', () => {
    for (const type of [0x6969, 0xff534d42, 0x01021997])
      expect(() => refuseNetwork('/mnt/mock.state', () => type)).toThrow(/\/mnt\/mock\.state: is on a network file/);
    for (const type of [0xef53, 0x01021994, 0x794c7630, undefined])
      expect(() => refuseNetwork('/mnt/mock.state', () => type)).not.toThrow();
  });
});
