import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer } from '../../server.js';
import { charge } from './charge.test-helper.js';
import { startMock } from './killed-mock.test-helper.js';
import { lockState } from './lock.js';
import { createHolder, fateOf, type LockHolder } from './lock-holder.js';

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

const newFile = (): string => join(folder, `${++count}.state`);
const holderOf = (file: string): LockHolder => JSON.parse(readFileSync(`${file}.lock`, 'utf8'));

/** Rewrites a lock in place with other data on its holder. Its id stays the same, so it is still the holder's. */
function rewriteLock(file: string, change: Partial<LockHolder>): void {
  writeFileSync(`${file}.lock`, JSON.stringify({ ...holderOf(file), ...change }));
}

/** The data of a process in another container with this one's host name and process id. */
const elsewhere = { pid: process.pid, host: hostname(), place: 'another-kernel pid:[4026532000]', started: '1' };

/** A lock that its holder has abandoned. */
function left(file: string, holder: Partial<LockHolder>): void {
  writeFileSync(`${file}.lock`, JSON.stringify({ ...createHolder(), ...holder }));
}

const quick = { beatMs: 5, staleMs: 50 };
const never = { beatMs: 2 ** 30, staleMs: 50 };
const notLost = (why: string): never => {
  throw new Error(`the lock was lost: ${why}`);
};

describe('the lock of a running mock', () => {
  it('keeps out another one with the same host name and process id, as in two containers', async () => {
    const file = newFile();
    const { child, url } = await startMock(file);
    rewriteLock(file, elsewhere);
    await expect(createMockServer({ state: file })).rejects.toThrow(
      `is in use by another mock (process ${process.pid} on ${hostname()}); stop it, or give --state another name`,
    );
    expect((await charge({ url }, 'one')).headers.get('X-Trx-No')).toBe('10877');
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('keeps out another one in its own process', async () => {
    const file = newFile();
    await using _mock = await createMockServer({ state: file });
    await expect(createMockServer({ state: file })).rejects.toThrow(/is in use by another mock/);
  });

  it('goes to exactly one of many that wait for it', async () => {
    const file = newFile();
    left(file, elsewhere);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockState(file, notLost, quick)));
    const held = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(held.filter((lock) => lock.isHeld())).toHaveLength(1);
    expect(held).toHaveLength(1);
    for (const lock of held) lock.release();
    expect((await readdir(folder)).filter((name) => name.startsWith(`${count}.state`))).toEqual([]);
  });
});

describe('the lock of a mock that was killed', () => {
  it('is taken at once if its process has ended', async () => {
    const file = newFile();
    const { child } = await startMock(file);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(`${file}.lock`)).toBe(true);
    // With these times, waiting for a stale lock would take days.
    const lock = await lockState(file, notLost, {
      beatMs: 2 ** 30,
      staleMs: process.platform === 'linux' ? 2 ** 30 : 50,
    });
    expect(lock.isHeld()).toBe(true);
    lock.release();
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it.each<[string, Partial<LockHolder>]>([
    ['by another container with the same host name and process id', elsewhere],
    ['by another machine', { ...elsewhere, host: 'elsewhere', pid: 1 }],
    ['with an unknown process', { place: null, started: null }],
  ])('is taken after enough time without a heartbeat, if it was left %s', async (_, holder) => {
    const file = newFile();
    left(file, holder);
    const lock = await lockState(file, notLost, quick);
    expect(lock.isHeld()).toBe(true);
    lock.release();
  });

  it('is taken after enough time without a heartbeat, if it is incomplete', async () => {
    const file = newFile();
    await writeFile(`${file}.lock`, '{"id":"3f');
    const lock = await lockState(file, notLost, quick);
    lock.release();
    expect((await readdir(folder)).filter((name) => name.startsWith(`${count}.state`))).toEqual([]);
  });

  it('is taken even if another process was killed while taking it', async () => {
    const file = newFile();
    left(file, elsewhere);
    const claim = `${file}.lock.${holderOf(file).id}`;
    await writeFile(claim, '');
    utimesSync(claim, 1, 1);
    const lock = await lockState(file, notLost, quick);
    lock.release();
    expect((await readdir(folder)).filter((name) => name.startsWith(`${count}.state`))).toEqual([]);
  });
});

describe('a process', () => {
  it.runIf(process.platform === 'linux')(
    'is identified by its id and its start time: a reused id is not it',
    async () => {
      const own = createHolder();
      expect(fateOf(own)).toBe('running');
      expect(fateOf({ ...own, started: '1' })).toBe('gone');
      expect(fateOf({ ...own, place: elsewhere.place })).toBe('unknown');
      const child = spawn(process.execPath, ['-e', '']);
      await once(child, 'exit');
      expect(fateOf({ ...own, pid: child.pid ?? 0 })).toBe('gone');
    },
  );
});

describe('a mock that was suspended until another took its lock', () => {
  it('charges and saves nothing more, and is unhealthy with a reason', async () => {
    const file = newFile();
    const { child, url } = await startMock(file);
    expect((await charge({ url }, 'one')).headers.get('X-Trx-No')).toBe('10877');
    child.kill('SIGSTOP');
    // So that the second mock need not wait five seconds.
    utimesSync(`${file}.lock`, 1, 1);
    await using second = await createMockServer({ state: file });
    expect(second.transactions().map(({ refNumber }) => refNumber)).toEqual(['one']);
    child.kill('SIGCONT');

    const { status, headers, text } = await charge({ url }, 'two');
    expect([status, headers.get('Content-Type'), headers.has('X-Trx-No')]).toEqual([
      503,
      'application/problem+json',
      false,
    ]);
    const why = `its lock was taken by another mock (process ${process.pid} on ${hostname()}), so another mock may write the file; this mock no longer charges or saves anything, restart it`;
    expect(JSON.parse(text).detail).toContain(`.state: ${why}. Nothing was charged`);
    const health = await fetch(`${url}/__admin/health`);
    expect([health.status, (await health.json()).detail]).toEqual([503, expect.stringContaining(why)]);
    const ledger = await (await fetch(`${url}/__admin/transactions`)).json();
    expect(ledger.transactions).toHaveLength(1);
    expect((await fetch(`${url}/__admin/reset`, { method: 'POST' })).status).toBe(503);

    expect((await charge(second, 'two')).headers.get('X-Trx-No')).toBe('10878');
    const healthy = await fetch(`${second.url}/__admin/health`);
    expect([healthy.status, await healthy.json()]).toEqual([200, { status: 'ok' }]);
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(holderOf(file).pid).toBe(process.pid);
  });

  it('reports it in its log', async () => {
    const file = newFile();
    const lines: string[] = [];
    const log = { format: 'json', level: 'error', write: (line: string) => lines.push(line) } as const;
    await using mock = await createMockServer({ state: file, log });
    left(file, elsewhere);
    await charge(mock, 'one');
    await expect
      .poll(() => lines.filter((line) => line.includes('its lock was taken by another mock')))
      .toHaveLength(1);
  });

  it('reports no write made after the lock was lost, and overwrites no other file', async () => {
    const file = newFile();
    await using mock = await createMockServer({ state: file });
    await charge(mock, 'one');
    await rm(`${file}.lock`);
    const { status, text } = await charge(mock, 'two');
    expect([status, JSON.parse(text).detail]).toEqual([503, expect.stringMatching(/its lock .*\.lock was removed/)]);
    await writeFile(file, "another program's");
    expect(() => mock.reset()).toThrow(/its lock .* was removed/);
    expect((await charge(mock, 'three')).status).toBe(503);
    expect(readFileSync(file, 'utf8')).toBe("another program's");
    expect(mock.tenants()[0]?.balance).toBe(999_999);
  });

  it("does not remove the next holder's lock when it ends", async () => {
    const file = newFile();
    const lock = await lockState(file, () => {}, never);
    left(file, elsewhere);
    expect(lock.isHeld()).toBe(false);
    lock.release();
    expect(holderOf(file).place).toBe(elsewhere.place);
  });
});
