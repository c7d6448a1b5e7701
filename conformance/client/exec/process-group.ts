import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
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

/** A process group, whose leader was started with `detached` and with the mark as an entry of its environment. */
export interface MarkedGroup {
  readonly leader: ChildProcess;
  /** `NAME=value`. Every process that the leader starts inherits it, even one that leaves the group. */
  readonly mark: string;
}

/**
 * Ends every running process of a group, and on Linux those that left it, first with SIGTERM, then with SIGKILL.
 * Returns whether any was running. The leader may have ended.
 */
export async function endGroup(group: MarkedGroup): Promise<boolean> {
  // A child process that ends shortly after its leader was not left behind.
  if (await isGone(group, hasExited(group.leader) ? settleMs : 0)) return false;
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    signalAll(group, signal);
    if (await isGone(group, graceMs)) break;
  }
  return true;
}

/** Sends a signal to a group and to the processes that left it. */
export function signalAll({ leader, mark }: MarkedGroup, signal: NodeJS.Signals): void {
  signalGroup(leader, signal);
  for (const pid of markedBy(mark))
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
}

/** The running processes with a mark in their environment; none on systems without `/proc`. */
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

/** Waits until no process of a group runs, for at most `mostMs` milliseconds. Returns whether none runs. */
async function isGone({ leader, mark }: MarkedGroup, mostMs: number): Promise<boolean> {
  const end = performance.now() + mostMs;
  while ((signalGroup(leader, 0) && !(await hasOnlyEnded(leader.pid))) || markedBy(mark).length > 0) {
    if (performance.now() >= end) return false;
    await wait(lookMs);
  }
  return true;
}

/** Sends a signal to a group; 0 only tests it. Returns whether the group exists, even if its processes have ended. */
function signalGroup(leader: ChildProcess, signal: NodeJS.Signals | 0): boolean {
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
