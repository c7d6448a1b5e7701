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
import { fateOf, type LockHolder, newHolder } from './lock-holder.js';

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

const newFile = (): string => join(folder, `${++count}.state`);
const holderOf = (file: string): LockHolder => JSON.parse(readFileSync(`${file}.lock`, 'utf8'));

/** Rewrites a lock in place, as if its holder had said something else of itself. Its id stays, so it is the holder's still. */
function disguise(file: string, change: Partial<LockHolder>): void {
  writeFileSync(`${file}.lock`, JSON.stringify({ ...holderOf(file), ...change }));
}

/** What a process of another container says of itself that has this one's host name and process number. */
const elsewhere = { pid: process.pid, host: hostname(), place: 'another-kernel pid:[4026532000]', started: '1' };

/** A lock that its holder has left behind. */
function left(file: string, holder: Partial<LockHolder>): void {
  writeFileSync(`${file}.lock`, JSON.stringify({ ...newHolder(), ...holder }));
}

const quick = { beatMs: 5, staleMs: 50 };
const never = { beatMs: 2 ** 30, staleMs: 50 };
const notLost = (why: string): never => {
  throw new Error(`the lock was lost: ${why}`);
};

describe('the lock of a mock that lives', () => {
  it('keeps out another one that has the same host name and process number, as in two containers', async () => {
    const file = newFile();
    const { child, url } = await startMock(file);
    disguise(file, elsewhere);
    await expect(createMockServer({ state: file })).rejects.toThrow(
      `is kept by another mock (process ${process.pid} on ${hostname()}); end it, or give --state another name`,
    );
    expect((await charge({ url }, 'one')).headers.get('X-Trx-No')).toBe('10877');
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('keeps out another one of its own process', async () => {
    const file = newFile();
    await using _mock = await createMockServer({ state: file });
    await expect(createMockServer({ state: file })).rejects.toThrow(/is kept by another mock/);
  });

  it('is given back to one only of many that wait for it', async () => {
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
  it('is taken at once where its process is seen to be gone', async () => {
    const file = newFile();
    const { child } = await startMock(file);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(`${file}.lock`)).toBe(true);
    // With these times, one that had to be waited for would take days.
    const lock = await lockState(file, notLost, {
      beatMs: 2 ** 30,
      staleMs: process.platform === 'linux' ? 2 ** 30 : 50,
    });
    expect(lock.isHeld()).toBe(true);
    lock.release();
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it.each<[string, Partial<LockHolder>]>([
    ['by another container of the same host name and process number', elsewhere],
    ['by another machine', { ...elsewhere, host: 'elsewhere', pid: 1 }],
    ['where nothing can be known of the process', { place: null, started: null }],
  ])('is taken once it has kept still, where it was left %s', async (_, holder) => {
    const file = newFile();
    left(file, holder);
    const lock = await lockState(file, notLost, quick);
    expect(lock.isHeld()).toBe(true);
    lock.release();
  });

  it('is taken once it has kept still, where it was not written to its end', async () => {
    const file = newFile();
    await writeFile(`${file}.lock`, '{"id":"3f');
    const lock = await lockState(file, notLost, quick);
    lock.release();
    expect((await readdir(folder)).filter((name) => name.startsWith(`${count}.state`))).toEqual([]);
  });

  it('is taken although another was killed while it was taking it', async () => {
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
    'is known by its number and its start: another one of that number is not it',
    async () => {
      const own = newHolder();
      expect(fateOf(own)).toBe('running');
      expect(fateOf({ ...own, started: '1' })).toBe('gone');
      expect(fateOf({ ...own, place: elsewhere.place })).toBe('unknown');
      const child = spawn(process.execPath, ['-e', '']);
      await once(child, 'exit');
      expect(fateOf({ ...own, pid: child.pid ?? 0 })).toBe('gone');
    },
  );
});

describe('a mock that kept still until another took its lock', () => {
  it('charges and keeps nothing more, and is unhealthy and says why', async () => {
    const file = newFile();
    const { child, url } = await startMock(file);
    expect((await charge({ url }, 'one')).headers.get('X-Trx-No')).toBe('10877');
    child.kill('SIGSTOP');
    // So that the second one need not be started five seconds later.
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
    const why = `its lock was taken by another mock (process ${process.pid} on ${hostname()}), so another mock may write the file; this one charges and keeps nothing more, restart it`;
    expect(JSON.parse(text).detail).toContain(`.state: ${why}. Nothing was charged`);
    const health = await fetch(`${url}/__admin/health`);
    expect([health.status, (await health.json()).detail]).toEqual([503, expect.stringContaining(why)]);
    const books = await (await fetch(`${url}/__admin/transactions`)).json();
    expect(books.transactions).toHaveLength(1);
    expect((await fetch(`${url}/__admin/reset`, { method: 'POST' })).status).toBe(503);

    expect((await charge(second, 'two')).headers.get('X-Trx-No')).toBe('10878');
    const healthy = await fetch(`${second.url}/__admin/health`);
    expect([healthy.status, await healthy.json()]).toEqual([200, { status: 'ok' }]);
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(holderOf(file).pid).toBe(process.pid);
  });

  it('says so in its log', async () => {
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

  it('answers nothing that it wrote when the lock was gone already, and writes over no other file', async () => {
    const file = newFile();
    await using mock = await createMockServer({ state: file });
    await charge(mock, 'one');
    await rm(`${file}.lock`);
    const { status, text } = await charge(mock, 'two');
    expect([status, JSON.parse(text).detail]).toEqual([503, expect.stringMatching(/its lock .*\.lock was removed/)]);
    await writeFile(file, "somebody else's");
    expect(() => mock.reset()).toThrow(/its lock .* was removed/);
    expect((await charge(mock, 'three')).status).toBe(503);
    expect(readFileSync(file, 'utf8')).toBe("somebody else's");
    expect(mock.tenants()[0]?.balance).toBe(999_999);
  });

  it('keeps the lock of the next one when it ends', async () => {
    const file = newFile();
    const lock = await lockState(file, () => {}, never);
    left(file, elsewhere);
    expect(lock.isHeld()).toBe(false);
    lock.release();
    expect(holderOf(file).place).toBe(elsewhere.place);
  });
});
