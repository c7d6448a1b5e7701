import { setImmediate as nextTurn } from 'node:timers/promises';

/** A bound of a search. */
export interface TimeBound {
  /** Lets other events happen, and returns whether the search must end. */
  readonly isOver: () => Promise<boolean>;
}

/** How much longer than it computes a search may take on a busy machine. */
const busyFactor = 4;

/** Creates a bound of so many milliseconds of processor time. The signal ends the search, too. */
export function createTimeBound(limitMs: number, signal: AbortSignal): TimeBound {
  const started = performance.now();
  const cpu = process.cpuUsage();
  return {
    isOver: async () => {
      await nextTurn();
      const { user, system } = process.cpuUsage(cpu);
      return signal.aborted || (user + system) / 1000 > limitMs || performance.now() - started > limitMs * busyFactor;
    },
  };
}
