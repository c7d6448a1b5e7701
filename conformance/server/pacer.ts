import { setTimeout as delay } from 'node:timers/promises';

/** Spaces the requests of a run. */
export interface Pacer {
  /** Waits before every request but the first one. Returns at once when the run is interrupted. */
  readonly wait: () => Promise<void>;
}

/** Creates a pacer that waits `intervalMs` milliseconds between two requests. */
export function createPacer(intervalMs: number, signal: AbortSignal): Pacer {
  let isFirst = true;
  return {
    wait: async () => {
      if (!isFirst && intervalMs > 0) await delay(intervalMs, undefined, { signal }).catch(() => {});
      isFirst = false;
    },
  };
}
