import { chmodSync, existsSync, statSync } from 'node:fs';
import { copyFile, mkdtemp, open as openFile, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contract, loadContract, loadProfile } from '../../../spec/index.js';
import { sendGood } from '../../good-request.test-helper.js';
import { createMockHandler } from '../../handler.js';
import { createMockServer, type MockServerOptions } from '../../server.js';
import { charge } from './charge.test-helper.js';

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-state-'));
});
afterAll(() => rm(folder, { recursive: true }));

const newFile = (): string => join(folder, `${++count}.state`);
const open = (state: string, options: MockServerOptions = {}) => createMockServer({ state, ...options });
const trxNo = ({ headers }: { headers: Headers }) => headers.get('X-Trx-No');

describe('a mock with a state file', () => {
  it('restores balances, numbers, ledger and used refNumbers', async () => {
    const state = newFile();
    const { profile } = await loadProfile('documented');
    const contract = await loadContract({
      ...profile,
      parts: { ...profile.parts, repeatedRefNumber: 'parameter-invalid' },
    });
    const first = await open(state, { contract });
    expect([trxNo(await sendGood(first)), trxNo(await charge(first, 'two', { loginId: 'Malvin' }))]).toEqual([
      '10877',
      '10878',
    ]);
    const before = first.transactions();
    await first.close();

    await using second = await open(state, { contract });
    expect(second.warnings).toEqual([]);
    expect(second.transactions()).toEqual(before);
    expect(second.tenants()[0]).toEqual({ code: 'AIT', key: 'ADINS_key1234', balance: 999_998 });
    expect((await sendGood(second)).headers.get('X-Mock-Scenario')).toBe('parameter-invalid');
    expect(trxNo(await sendGood(second, { refNumber: 'three' }))).toBe('10879');
  });

  it('has written an answer to the file before it is sent', async () => {
    const [state, copy] = [newFile(), newFile()];
    await using mock = await open(state);
    for (const refNumber of ['one', 'two', 'three']) {
      await charge(mock, refNumber);
      await copyFile(state, copy);
      await using other = await open(copy);
      expect(other.transactions()).toEqual(mock.transactions());
    }
  });

  it('does the same when each answer waits for the disk', async () => {
    const [state, copy] = [newFile(), newFile()];
    await using mock = await open(state, { stateSync: true });
    await Promise.all(Array.from({ length: 20 }, (_, index) => charge(mock, String(index))));
    await copyFile(state, copy);
    await using other = await open(copy);
    expect(other.transactions()).toEqual(mock.transactions());
    expect(other.transactions()).toHaveLength(20);
  });

  it('assigns each number once, also to a success without a charge, and lists it in the ledger', async () => {
    const state = newFile();
    const first = await open(state);
    const sent: readonly [string, Record<string, string>][] = [
      ['nobody', { tenant_code: 'NOBODY' }],
      ['wrong key', { key: 'wrong', loginId: 'Malvin' }],
      ['used up', { tenant_code: 'AIT_EMPTY', key: 'ADINS_key1234_empty' }],
      ['charged', {}],
    ];
    for (const [index, [refNumber, more]] of sent.entries())
      expect(trxNo(await charge(first, refNumber, more))).toBe(String(10_877 + index));
    await first.close();
    await using second = await open(state);
    const rows = second.transactions();
    expect(rows.map(({ tenantCode, loginId, charged }) => [tenantCode, loginId, charged])).toEqual([
      ['NOBODY', 'NOBODY', false],
      ['AIT', 'Malvin', false],
      ['AIT_EMPTY', 'AIT_EMPTY', false],
      ['AIT', 'AIT', true],
    ]);
    expect(rows.map((row) => row.trxNo)).toEqual(['10877', '10878', '10879', '10880']);
    expect(second.tenants().map(({ balance }) => balance)).toEqual([999_999, 0]);
    expect(trxNo(await charge(second, 'two'))).toBe('10881');
  });

  it('is readable by its owner only, and contains no nik', async () => {
    const state = newFile();
    await writeFile(state, '', { mode: 0o644 });
    await using mock = await open(state);
    await charge(mock, 'one', { nik: '3174012345678901', question: 'CANARY' });
    expect(statSync(state).mode & 0o777).toBe(0o600);
    expect(await readFile(state, 'utf8')).not.toMatch(/3174012345678901|CANARY/);
  });

  it('saves its own session, and no named one', async () => {
    const state = newFile();
    const first = await open(state);
    await charge(first.session('named'), 'one');
    await first.close();
    await using second = await open(state);
    expect(second.transactions()).toEqual([]);
    expect(trxNo(await charge(second.session('named'), 'two'))).toBe('10877');
  });

  it('resets the file with the session', async () => {
    const [state, copy] = [newFile(), newFile()];
    await using mock = await open(state);
    await charge(mock, 'one');
    mock.reset();
    await copyFile(state, copy);
    await using other = await open(copy);
    for (const one of [mock, other]) {
      expect([one.transactions(), one.tenants()[0]?.balance]).toEqual([[], 1_000_000]);
      expect(trxNo(await charge(one, 'one'))).toBe('10877');
    }
  });
});

describe('closing a mock with a state file', () => {
  it('happens once, however often it is called', async () => {
    for (const make of [createMockServer, createMockHandler]) {
      const mock = await make({ state: newFile() });
      const first = mock.close();
      // The descriptor of the closed file may be reused by now.
      await Promise.all([first, mock.close()]);
      const other = await openFile(newFile(), 'w');
      await mock.close();
      await mock[Symbol.asyncDispose]();
      await other.write('still open');
      await other.close();
    }
  });
});

describe('tenants at a start', () => {
  const tenant = (code: string, balance: number, key = `${code}-key`) => ({ code, key, balance });

  it('are as saved, except for changes in the configuration since', async () => {
    const state = newFile();
    const before = ['SAME', 'KEY', 'BALANCE', 'GONE'].map((code) => tenant(code, 10));
    const first = await open(state, { tenants: before });
    for (const { code, key } of before) await charge(first, code, { tenant_code: code, key });
    await first.close();
    const tenants = [tenant('SAME', 10), tenant('KEY', 10, 'other'), tenant('BALANCE', 50), tenant('NEW', 5)];
    for (let start = 0; start < 2; start += 1) {
      await using mock = await open(state, { tenants });
      expect(mock.tenants()).toEqual([
        tenant('SAME', 9),
        tenant('KEY', 9, 'other'),
        tenant('BALANCE', 50),
        tenant('NEW', 5),
      ]);
      expect(mock.transactions()).toHaveLength(4);
    }
  });
});

describe('tenants changed over the admin API', () => {
  it('stay changed after a restart: one added, one given more, one removed', async () => {
    const state = newFile();
    const first = await open(state);
    const callAdmin = (method: string, code: string, body?: object) =>
      fetch(`${first.url}/__admin/tenants/${code}`, {
        method,
        ...(body ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {}),
      });
    expect((await callAdmin('PUT', 'NEW', { key: 'new-key', balance: 3 })).status).toBe(201);
    expect((await callAdmin('PUT', 'AIT', { balance: 12 })).status).toBe(200);
    expect((await callAdmin('DELETE', 'AIT_EMPTY')).status).toBe(204);
    await charge(first, 'one');
    await first.close();
    await using second = await open(state);
    expect(second.tenants()).toEqual([
      { code: 'AIT', key: 'ADINS_key1234', balance: 11 },
      { code: 'NEW', key: 'new-key', balance: 3 },
    ]);
  });
});

describe('a path that cannot be a state file', () => {
  it.each<[string, () => Promise<string> | string, RegExp]>([
    ['a folder', () => folder, /is not a file/],
    ['a device', () => '/dev/full', /is not a file/],
    ["another program's file", () => written('{"hello": "world"}\n'), /is not a state file of the mock/],
    [
      'a log of an earlier kit',
      () => written('eendigo-kit-state 2\n{}\n'),
      /is a state file of version 2, a log, .*give --state another name, or remove the file/,
    ],
    [
      'one in a folder that is not there',
      () => join(folder, 'nowhere', 'x'),
      /its folder cannot be used: there is no folder .*nowhere; create it first$/,
    ],
    ['one in a file', async () => join(await written(''), 'x'), /its folder cannot be used|is not a file/],
    ['one where nothing can be made', () => '/proc/mock.state', /cannot be (written|used)/],
  ])('such as %s is rejected and left unchanged', async (_, path, message) => {
    const state = await path();
    const before = existsSync(state) && statSync(state).isFile() ? await readFile(state, 'utf8') : undefined;
    await expect(open(state)).rejects.toThrow(message);
    await expect(open(state)).rejects.toThrow(state);
    if (before !== undefined) expect(await readFile(state, 'utf8')).toBe(before);
  });

  it('is required to wait for the disk', async () => {
    await expect(createMockServer({ stateSync: true })).rejects.toThrow(/add --state <file>/);
  });

  it('such as an unreadable one is rejected', async () => {
    const state = await written('');
    chmodSync(state, 0);
    // The superuser may read anything, so the test switches to another user.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) {
      chmodSync(folder, 0o777);
      process.seteuid?.(65_534);
    }
    try {
      await expect(open(state)).rejects.toThrow(/no permission/);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});

describe('a mock that cannot start', () => {
  it('lets go of the file', async () => {
    const state = newFile();
    await using occupied = await createMockServer();
    await expect(open(state, { port: occupied.port })).rejects.toThrow(/port is in use/);
    const broken = { ...(await loadContract()), prefixes: undefined } as unknown as Contract;
    await expect(open(state, { contract: broken })).rejects.toThrow(TypeError);
    await using mock = await open(state);
    expect(mock.warnings).toEqual([]);
  });
});

async function written(text: string): Promise<string> {
  const file = newFile();
  await writeFile(file, text);
  return file;
}
