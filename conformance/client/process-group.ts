import type { ChildProcess } from 'node:child_process';
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

/**
 * Ends all that still runs of a process group, whether its leader does or not: asks first, then makes it. Returns
 * whether anything did. `leader` was started as one, with `detached`.
 */
export async function endGroup(leader: ChildProcess): Promise<boolean> {
  // A helper that takes a moment longer than its leader to end was not left behind.
  if (await isGone(leader, hasExited(leader) ? settleMs : 0)) return false;
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    signalGroup(leader, signal);
    if (await isGone(leader, graceMs)) break;
  }
  return true;
}

/** Waits until nothing of a group runs, at most so many milliseconds. Returns whether nothing does. */
async function isGone(leader: ChildProcess, mostMs: number): Promise<boolean> {
  const end = performance.now() + mostMs;
  while (signalGroup(leader, 0) && !(await hasOnlyEnded(leader.pid))) {
    if (performance.now() >= end) return false;
    await wait(lookMs);
  }
  return true;
}

/** Sends a signal to a group, 0 for none. Returns whether there is such a group, also of processes that have ended. */
export function signalGroup(leader: ChildProcess, signal: NodeJS.Signals | 0): boolean {
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
