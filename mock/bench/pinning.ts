import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Which CPU the contenders run on, and which the load comes from. */
export interface Pinning {
  /** Words to put before a contender's command line. */
  readonly before: readonly string[];
  /** What is to be known of it, in one line. */
  readonly told: string;
}

/** Puts the contenders on the first CPU and this process, which makes the load, on the second, where the machine lets it. */
export function pin(): Pinning {
  if (availableParallelism() < 2)
    return { before: [], told: 'NOT pinned: there is one CPU only, so the load takes from what it measures' };
  const own = spawnSync('taskset', ['-acp', '1', String(process.pid)], { stdio: 'ignore' });
  return own.status === 0
    ? { before: ['taskset', '-c', '0'], told: 'each server on CPU 0, the load on CPU 1' }
    : { before: [], told: 'NOT pinned: no taskset here, so a server may use more than one CPU' };
}
