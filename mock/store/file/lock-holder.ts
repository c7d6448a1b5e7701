import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds a lock. The id alone says who it is: two containers may share a host name and process numbers. */
export interface LockHolder {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
  /** The running kernel and the namespace in which the process has its number; null where that cannot be known. */
  readonly place: string | null;
  /** When the process was started, in the kernel's own count. Numbers are given again, so it tells two processes apart. */
  readonly started: string | null;
}

/** What can be known of a holder's process from here. */
export type Fate = 'running' | 'gone' | 'unknown';

/** A holder that is this process. Each one has an id of its own. */
export function newHolder(): LockHolder {
  const place = ownPlace();
  return {
    id: randomUUID(),
    pid: process.pid,
    host: hostname(),
    place,
    started: place === null ? null : (statOf(process.pid)?.started ?? null),
  };
}

/** What becomes of a holder's process. Only in the same place of the same kernel does a process number mean anything. */
export function fateOf({ pid, place, started }: LockHolder): Fate {
  if (place === null || started === null || place !== ownPlace()) return 'unknown';
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'gone';
  }
  const stat = statOf(pid);
  if (!stat) return 'unknown';
  return stat.started === started && !stat.isEnded ? 'running' : 'gone';
}

/** The holder that a lock's text names; undefined for one that is not written to its end, or is none of the kit's. */
export function holderIn(text: string): LockHolder | undefined {
  try {
    const { id, pid, host, place = null, started = null } = JSON.parse(text) as LockHolder;
    return typeof id === 'string' && /^[\w-]{1,100}$/.test(id) ? { id, pid, host, place, started } : undefined;
  } catch {
    return undefined;
  }
}

/** Linux tells; elsewhere nothing but the lock's heartbeat says whether its holder lives. */
function ownPlace(): string | null {
  try {
    // Where /proc is that of another namespace, its numbers are not ours.
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
    // Behind the program's name, which may hold anything: the state is the third value, the start the twenty-second.
    const values = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state = '', started] = [values[0], values[19]];
    return started === undefined ? undefined : { started, isEnded: /^[ZXx]$/.test(state) };
  } catch {
    return undefined;
  }
}
