import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The process that holds a lock. Only the id is unique: two containers may share a host name and process ids. */
export interface LockHolder {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
  /** The running kernel and the PID namespace; null where they cannot be read. */
  readonly place: string | null;
  /** The process's start time in kernel ticks. Process ids are reused, so this distinguishes two processes. */
  readonly started: string | null;
}

/** What this process can find out about the holder's process. */
export type Fate = 'running' | 'gone' | 'unknown';

/** Creates a holder for this process, with a new id. */
export function createHolder(): LockHolder {
  const place = ownPlace();
  return {
    id: randomUUID(),
    pid: process.pid,
    host: hostname(),
    place,
    started: place === null ? null : (statOf(process.pid)?.started ?? null),
  };
}

/**
 * Reports whether a holder's process still runs. A process id means something only in the same namespace of the same
 * kernel.
 */
export function fateOf({ pid, place, started }: LockHolder): Fate {
  if (place === null || started === null || place !== ownPlace()) return 'unknown';
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process runs as another user.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'gone';
  }
  const stat = statOf(pid);
  if (!stat) return 'unknown';
  return stat.started === started && !stat.isEnded ? 'running' : 'gone';
}

/** Parses a lock file; undefined if it is incomplete or not one of the kit's. */
export function parseHolder(text: string): LockHolder | undefined {
  try {
    const { id, pid, host, place = null, started = null } = JSON.parse(text) as LockHolder;
    return typeof id === 'string' && /^[\w-]{1,100}$/.test(id) ? { id, pid, host, place, started } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Identifies the kernel and PID namespace on Linux. Elsewhere only the lock's heartbeat shows whether the holder lives.
 */
function ownPlace(): string | null {
  try {
    // A /proc of another namespace lists other process ids.
    if (readlinkSync('/proc/self') !== String(process.pid)) return null;
    const kernel = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${kernel} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return null;
  }
}

function statOf(pid: number): { readonly started: string; readonly isEnded: boolean } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The program's name may contain anything, so fields are counted after it. State is the 3rd value, start time the
    // 22nd.
    const values = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state = '', started] = [values[0], values[19]];
    return started === undefined ? undefined : { started, isEnded: /^[ZXx]$/.test(state) };
  } catch {
    return undefined;
  }
}
