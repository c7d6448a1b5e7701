import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** Between being asked to end and being made to, in milliseconds. */
const graceMs = 2000;
/** What helpers may take to end after the process that started them, in milliseconds. */
const settleMs = 300;
/** Between two looks at what is being ended, in milliseconds. */
const lookMs = 20;

/** Whether a process has ended, by itself or not. */
export function hasExited({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** A process that was started as the leader of a group, with `detached`, and with this entry in its environment, `NAME=value`. */
export interface MarkedGroup {
  readonly leader: ChildProcess;
  /** What it starts inherits it, also what leaves the group. */
  readonly mark: string;
}

/**
 * Ends all that still runs of a process group, whether its leader does or not, and on Linux what has left it: asks first,
 * then makes it. Returns whether anything did.
 */
export async function endGroup(group: MarkedGroup): Promise<boolean> {
  // A helper that takes a moment longer than its leader to end was not left behind.
  if (await isGone(group, hasExited(group.leader) ? settleMs : 0)) return false;
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    signalAll(group, signal);
    if (await isGone(group, graceMs)) break;
  }
  return true;
}

/** Sends a signal to a group and to what has left it. */
export function signalAll({ leader, mark }: MarkedGroup, signal: NodeJS.Signals): void {
  signalGroup(leader, signal);
  for (const pid of markedBy(mark))
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
}

/** The processes that have a mark in their environment and run; none where the system does not show it. */
function markedBy(mark: string): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .filter((pid) => environmentOf(pid).split('\0').includes(mark))
      .map(Number);
  } catch {
    return [];
  }
}

/** Empty for a process that has ended, and for another user's. */
function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

/** Waits until nothing of a group runs, nor of what has left it, at most so many milliseconds. Returns whether nothing does. */
async function isGone({ leader, mark }: MarkedGroup, mostMs: number): Promise<boolean> {
  const end = performance.now() + mostMs;
  while ((signalGroup(leader, 0) && !(await hasOnlyEnded(leader.pid))) || markedBy(mark).length > 0) {
    if (performance.now() >= end) return false;
    await wait(lookMs);
  }
  return true;
}

/** Sends a signal to a group, 0 for none. Returns whether there is such a group, also of processes that have ended. */
function signalGroup(leader: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (leader.pid === undefined) return false;
  try {
    return process.kill(-leader.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') return true;
    // Where there are no groups, the leader alone.
    return !hasExited(leader) && leader.kill(signal);
  }
}

/**
 * Whether all processes of a group have ended and wait for nothing but their parent to notice: in a container that may
 * be never. False where the system does not show it.
 */
async function hasOnlyEnded(group: number | undefined): Promise<boolean> {
  const entries = await readdir('/proc').catch(() => []);
  const pids = entries.filter((name) => /^\d+$/.test(name));
  if (pids.length === 0) return false;
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')));
  return lines.every((line) => {
    // The name in parentheses may hold anything, parentheses too.
    const [state, , itsGroup] = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return Number(itsGroup) !== group || state === 'Z' || state === 'X';
  });
}
