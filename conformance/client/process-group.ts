import type { ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** The time between SIGTERM and SIGKILL, in milliseconds. */
const graceMs = 2000;
/** How long child processes may outlive the process that started them, in milliseconds. */
const settleMs = 300;
/** The polling interval while processes end, in milliseconds. */
const lookMs = 20;

/** Whether a process has ended, by itself or by a signal. */
export function hasExited({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/**
 * Ends every running process of a group, first with SIGTERM, then with SIGKILL. Returns whether any was running. `leader`
 * was started with `detached`, and may have ended.
 */
export async function endGroup(leader: ChildProcess): Promise<boolean> {
  // A child process that ends shortly after its leader was not left behind.
  if (await isGone(leader, hasExited(leader) ? settleMs : 0)) return false;
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    signalGroup(leader, signal);
    if (await isGone(leader, graceMs)) break;
  }
  return true;
}

/** Waits until no process of a group runs, for at most `mostMs` milliseconds. Returns whether none runs. */
async function isGone(leader: ChildProcess, mostMs: number): Promise<boolean> {
  const end = performance.now() + mostMs;
  while (signalGroup(leader, 0) && !(await hasOnlyEnded(leader.pid))) {
    if (performance.now() >= end) return false;
    await wait(lookMs);
  }
  return true;
}

/** Sends a signal to a group; 0 only tests it. Returns whether the group exists, even if its processes have ended. */
export function signalGroup(leader: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (leader.pid === undefined) return false;
  try {
    return process.kill(-leader.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') return true;
    // Windows has no process groups, so the signal goes to the leader.
    return !hasExited(leader) && leader.kill(signal);
  }
}

/**
 * Whether all processes of a group are zombies. In a container their parent may never reap them. False on systems without
 * /proc.
 */
async function hasOnlyEnded(group: number | undefined): Promise<boolean> {
  const entries = await readdir('/proc').catch(() => []);
  const pids = entries.filter((name) => /^\d+$/.test(name));
  if (pids.length === 0) return false;
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')));
  return lines.every((line) => {
    // The process name in parentheses may itself contain parentheses.
    const [state, , itsGroup] = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return Number(itsGroup) !== group || state === 'Z' || state === 'X';
  });
}
