import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * How fast the client of a run is beside its calls: from getting a case to its request, and from an answer to its report.
 * The run measures both in cases without a fault, and gives the client this time on top of its time limit.
 */
export interface ClientPace {
  readonly record: (ms: number) => void;
  /** The longest time so far, in milliseconds. 0 before the first. */
  readonly slowest: () => number;
}

/** Creates the pace of a run. */
export function createClientPace(): ClientPace {
  let slowest = 0;
  return {
    record: (ms) => {
      slowest = Math.max(slowest, ms);
    },
    slowest: () => slowest,
  };
}

/**
 * Measures the longest time that this process stood still, until it is ended, in milliseconds. A request that arrives
 * meanwhile is noticed late, and so is a report.
 */
export function watchStandstill(): { readonly end: () => number } {
  const resolution = 20;
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  return {
    end: () => {
      delays.disable();
      return Math.max(0, Math.round(delays.max / 1e6) - resolution);
    },
  };
}
