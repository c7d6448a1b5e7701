import fs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import lockfile from 'proper-lockfile';
import { KitError, reasonOf } from '../../spec/index.js';

/** Who holds a lock. A process id means something on its own host only. */
interface Holder {
  readonly pid: number;
  readonly thread: number;
  readonly host: string;
}

/** Locks that this thread holds: in a container every mock has the same process id, also one that was killed. */
const held = new Set<string>();

/** A lock of another host is waited for this long, in milliseconds, until it counts as left behind. */
const staleMs = 10_000;

/**
 * Keeps a second mock from writing the file. Returns what gives the lock back; `lost` is called when somebody took it.
 *
 * A killed mock leaves its lock behind. On the same host the process is seen to be gone, and the lock is taken at once;
 * of another host only the time can tell, so there a start waits until the lock is old.
 *
 * @throws KitError `setup` when another mock has it, or there can be no lock beside the file
 */
export async function lockState(file: string, lost: () => void): Promise<() => Promise<void>> {
  const folder = `${file}.lock`;
  if (held.has(file)) throw inUse(file, self());
  await removeLeft(folder);
  const release = await lock(file, folder, lost);
  held.add(file);
  return async () => {
    held.delete(file);
    // Gone already when it was taken away.
    await release().catch(() => {});
  };
}

async function lock(file: string, folder: string, lost: () => void): Promise<() => Promise<void>> {
  const options = { lockfilePath: folder, realpath: false, fs: withHolder, stale: staleMs, onCompromised: lost };
  const holder = holderOf(folder);
  const elsewhere = holder !== undefined && holder.host !== self().host;
  try {
    return await lockfile.lock(file, { ...options, retries: elsewhere ? waitFor(staleMs + 2000) : 0 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOCKED') throw inUse(file, holderOf(folder));
    throw new KitError('setup', `${file}: cannot be locked with ${folder}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Removes the lock of a process that is no more. Behind a lock of its own: the next mock's fresh lock must not be taken for it. */
async function removeLeft(folder: string): Promise<void> {
  if (!isLeft(folder)) return;
  const release = await lockfile
    .lock(folder, { lockfilePath: `${folder}.removal`, realpath: false, stale: 2000, retries: waitFor(4000) })
    .catch(() => undefined);
  if (isLeft(folder)) fs.rmSync(folder, { recursive: true, force: true });
  await release?.();
}

function isLeft(folder: string): boolean {
  const holder = holderOf(folder);
  if (holder?.host !== self().host) return false;
  if (holder.pid === process.pid) return holder.thread === threadId;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    // EPERM: it runs, as another user.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function holderOf(folder: string): Holder | undefined {
  try {
    return JSON.parse(fs.readFileSync(join(folder, 'holder'), 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function self(): Holder {
  return { pid: process.pid, thread: threadId, host: hostname() };
}

function waitFor(ms: number): { retries: number; factor: number; minTimeout: number; maxTimeout: number } {
  return { retries: Math.ceil(ms / 200), factor: 1, minTimeout: 200, maxTimeout: 200 };
}

function inUse(file: string, holder: Holder | undefined): KitError {
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
  return new KitError('setup', `${file}: is kept by another mock (${who}); end it, or give --state another name`);
}

/** The file system, but a lock's folder comes into being with a note of its holder, and goes with it. */
const withHolder = {
  ...fs,
  mkdir: (path: string, done: (error: Error | null) => void) => {
    fs.mkdir(path, (error) => {
      if (error) return done(error);
      fs.writeFile(join(path, 'holder'), JSON.stringify(self()), done);
    });
  },
  rmdir: (path: string, done: (error: Error | null) => void) => {
    fs.rm(path, { recursive: true, force: true }, done);
  },
  rmdirSync: (path: string) => fs.rmSync(path, { recursive: true, force: true }),
};
