import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { KitError } from '../../../spec/index.js';
import { createHolder, fateOf, type LockHolder, parseHolder } from './lock-holder.js';
import { writeAll } from './replace-file.js';
import { writeFailure } from './write-failure.js';

/** The lock of a state file, held by this mock. */
export interface StateLock {
  /** Whether the lock is still held. A lost lock stays lost. @throws when the lock file cannot be read */
  readonly isHeld: () => boolean;
  /** Releases the lock, unless it was lost. */
  readonly release: () => void;
}

/**
 * The heartbeat interval, and the time without a heartbeat after which another mock may take the lock, in milliseconds.
 */
export interface LockTimes {
  readonly beatMs: number;
  readonly staleMs: number;
}

const defaultTimes: LockTimes = { beatMs: 1000, staleMs: 5000 };
const pollMs = 100;

/**
 * Keeps a second mock from writing the file. `FILE.lock` names its holder by a random id, and the holder touches it
 * once a second. A lock whose process has ended is taken at once. Where the process cannot be checked, for example from
 * another container, the lock is taken after `staleMs` without a heartbeat. `onLost` is called once when another mock has
 * taken the lock.
 *
 * A suspended holder does not notice that it lost the lock. So a writer calls `isHeld` after each write and before it
 * reports success. A new holder reads the file after it has the lock, so it sees everything written before.
 *
 * @throws KitError `setup` when another mock holds the lock, or the lock file cannot be created
 */
export async function lockState(
  file: string,
  onLost: (why: string) => void,
  { beatMs, staleMs }: LockTimes = defaultTimes,
): Promise<StateLock> {
  const path = `${file}.lock`;
  const own = createHolder();
  try {
    await acquire(file, path, own, staleMs);
  } catch (error) {
    if (error instanceof KitError) throw error;
    throw new KitError('setup', `${file}: cannot be locked with ${path}: ${writeFailure(error)}`, { cause: error });
  }
  let isLost = false;
  const isHeld = (): boolean => {
    if (isLost) return false;
    const found = readLock(path);
    if (found?.holder?.id === own.id) return true;
    isLost = true;
    clearInterval(heartbeat);
    onLost(found ? `its lock was taken by ${describeHolder(found.holder)}` : `its lock ${path} was removed`);
    return false;
  };
  const heartbeat = setInterval(() => {
    try {
      if (isHeld()) touch(path);
    } catch {
      // The disk may be unreachable for a moment; the next heartbeat tries again.
    }
  }, beatMs);
  heartbeat.unref();
  return {
    isHeld,
    release: () => {
      clearInterval(heartbeat);
      try {
        if (isHeld()) removeLock(path, own, isHeld);
      } catch {
        // The lock becomes stale without heartbeats, and another mock can take it then.
      }
    },
  };
}

async function acquire(file: string, path: string, own: LockHolder, staleMs: number): Promise<void> {
  /** The lock of another holder, and since when it has not changed. */
  let watched: { readonly pulse: string; readonly since: number } | undefined;
  for (;;) {
    if (createExclusively(path, JSON.stringify(own))) return;
    const found = readLock(path);
    if (!found) continue;
    const { holder, pulse, touchedAt } = found;
    // The holder sent a heartbeat, or another mock took the lock first.
    if (watched && watched.pulse !== pulse) throw inUse(file, holder);
    watched ??= { pulse, since: performance.now() };
    const fate = holder ? fateOf(holder) : 'unknown';
    if (fate === 'running' && Date.now() - touchedAt < staleMs) throw inUse(file, holder);
    const isStale = fate === 'gone' || performance.now() - watched.since >= staleMs;
    if (isStale && removeLock(path, holder, () => readLock(path)?.pulse === pulse, staleMs)) watched = undefined;
    else await delay(pollMs);
  }
}

/** The lock file as read from disk. */
interface LockFile {
  /** Undefined when the lock file is incomplete. */
  readonly holder: LockHolder | undefined;
  /** Changes with each heartbeat. */
  readonly pulse: string;
  readonly touchedAt: number;
}

/** Reads the lock file; undefined if there is none. */
function readLock(path: string): LockFile | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    const { mtimeMs: touchedAt } = statSync(path);
    return { holder: parseHolder(text), pulse: `${touchedAt} ${text}`, touchedAt };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Creates a file with this text, unless it exists; completely or not at all. Returns whether it did. */
function createExclusively(path: string, text: string): boolean {
  let fd: number;
  try {
    fd = openSync(path, 'wx', 0o644);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeAll(fd, Buffer.from(text), 0);
    return true;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

/**
 * Removes a holder's lock if `isIt` confirms that it is still the same one. Every remover, the holder included, first
 * creates a claim file with the holder's id. So only one process removes the lock, and never the next holder's. Returns
 * whether the lock is gone.
 */
function removeLock(
  path: string,
  holder: LockHolder | undefined,
  isIt: () => boolean,
  staleMs = defaultTimes.staleMs,
): boolean {
  const claim = `${path}.${holder?.id ?? 'unwritten'}`;
  if (!createExclusively(claim, '')) {
    // The claim exists only briefly, unless the process that created it was killed.
    const made = statSync(claim, { throwIfNoEntry: false });
    if (made && Date.now() - made.mtimeMs > 2 * staleMs) rmSync(claim, { force: true });
    return false;
  }
  try {
    if (isIt()) rmSync(path, { force: true });
    return true;
  } finally {
    rmSync(claim, { force: true });
  }
}

function touch(path: string): void {
  const now = new Date();
  utimesSync(path, now, now);
}

function inUse(file: string, holder: LockHolder | undefined): KitError {
  return new KitError(
    'setup',
    `${file}: is in use by ${describeHolder(holder)}; stop it, or give --state another name`,
  );
}

function describeHolder(holder: LockHolder | undefined): string {
  return `another mock${holder ? ` (process ${holder.pid} on ${holder.host})` : ''}`;
}
