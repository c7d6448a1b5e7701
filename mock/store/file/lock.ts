import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { KitError } from '../../../spec/index.js';
import { fateOf, holderIn, type LockHolder, newHolder } from './lock-holder.js';
import { writeAll } from './replace-file.js';
import { whyNot } from './why-not.js';

/** The lock of a state file, held by this mock. */
export interface StateLock {
  /** Whether it is held still. Once it was lost it stays lost. @throws when that cannot be read */
  readonly isHeld: () => boolean;
  /** Gives it back, unless it was lost. */
  readonly release: () => void;
}

/** How often a holder shows that it lives, and how long it may keep still until another may have the lock, in milliseconds. */
export interface LockTimes {
  readonly beatMs: number;
  readonly staleMs: number;
}

const usualTimes: LockTimes = { beatMs: 1000, staleMs: 5000 };
const pollMs = 100;

/**
 * Keeps a second mock from writing the file: `FILE.lock` names its holder by a random id, and the holder touches it once a
 * second. A lock whose process is seen to be gone is taken at once; where that cannot be seen, as from another container, it is
 * watched, and taken when its holder has kept still for long enough. `lost` is called once when another has taken it.
 *
 * The holder may have been stopped for that long and know nothing of it. So whoever writes asks `isHeld` after the write and
 * before anybody hears of it: a new holder reads the file when it has the lock, and what was written before that is in it.
 *
 * @throws KitError `setup` when another mock has it, or there can be no lock beside the file
 */
export async function lockState(
  file: string,
  lost: (why: string) => void,
  { beatMs, staleMs }: LockTimes = usualTimes,
): Promise<StateLock> {
  const path = `${file}.lock`;
  const own = newHolder();
  try {
    await acquire(file, path, own, staleMs);
  } catch (error) {
    if (error instanceof KitError) throw error;
    throw new KitError('setup', `${file}: cannot be locked with ${path}: ${whyNot(error)}`, { cause: error });
  }
  let isLost = false;
  const isHeld = (): boolean => {
    if (isLost) return false;
    const found = look(path);
    if (found?.holder?.id === own.id) return true;
    isLost = true;
    clearInterval(heartbeat);
    lost(found ? `its lock was taken by ${inWords(found.holder)}` : `its lock ${path} was removed`);
    return false;
  };
  const heartbeat = setInterval(() => {
    try {
      if (isHeld()) touch(path);
    } catch {
      // A disk that cannot be reached for a moment; the next beat may come through.
    }
  }, beatMs);
  heartbeat.unref();
  return {
    isHeld,
    release: () => {
      clearInterval(heartbeat);
      try {
        if (isHeld()) removeIf(path, own, isHeld);
      } catch {
        // It is taken for left as soon as it has kept still.
      }
    },
  };
}

async function acquire(file: string, path: string, own: LockHolder, staleMs: number): Promise<void> {
  /** The lock that stands in the way, and since when it has not changed. */
  let watched: { readonly pulse: string; readonly since: number } | undefined;
  for (;;) {
    if (created(path, JSON.stringify(own))) return;
    const found = look(path);
    if (!found) continue;
    const { holder, pulse, touchedAt } = found;
    // A beat, or another one that was faster.
    if (watched && watched.pulse !== pulse) throw inUse(file, holder);
    watched ??= { pulse, since: performance.now() };
    const fate = holder ? fateOf(holder) : 'unknown';
    if (fate === 'running' && Date.now() - touchedAt < staleMs) throw inUse(file, holder);
    const isLeft = fate === 'gone' || performance.now() - watched.since >= staleMs;
    if (isLeft && removeIf(path, holder, () => look(path)?.pulse === pulse, staleMs)) watched = undefined;
    else await delay(pollMs);
  }
}

/** A lock as it stands there. */
interface Found {
  /** Undefined for one that is being written, or was never written to its end. */
  readonly holder: LockHolder | undefined;
  /** Differs after each beat. */
  readonly pulse: string;
  readonly touchedAt: number;
}

/** Undefined where there is none. */
function look(path: string): Found | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    const { mtimeMs: touchedAt } = statSync(path);
    return { holder: holderIn(text), pulse: `${touchedAt} ${text}`, touchedAt };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Makes a file with this text, unless there is one; whole or not at all. */
function created(path: string, text: string): boolean {
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
 * Removes a holder's lock if `isIt` says that it still is the one. Whoever removes it, the holder too, first makes a file that
 * bears the holder's id: so only one does, and nobody removes the lock of the next holder in place of it. Returns whether it is gone.
 */
function removeIf(
  path: string,
  holder: LockHolder | undefined,
  isIt: () => boolean,
  staleMs = usualTimes.staleMs,
): boolean {
  const claim = `${path}.${holder?.id ?? 'unwritten'}`;
  if (!created(claim, '')) {
    // It exists for a moment only, unless its maker was killed in that moment.
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
  return new KitError('setup', `${file}: is kept by ${inWords(holder)}; end it, or give --state another name`);
}

function inWords(holder: LockHolder | undefined): string {
  return `another mock${holder ? ` (process ${holder.pid} on ${holder.host})` : ''}`;
}
