/** Why a wait ended without what it waited for. */
export type Missed = 'late' | 'interrupted';

/** A time limit that a run may interrupt. Disposing it ends it. */
export interface Deadline extends Disposable {
  /** Resolves when the time is over or the run is interrupted. */
  readonly missed: Promise<Missed>;
}

/** Creates a time limit in milliseconds. Without one, only an interruption ends the wait. */
export function createDeadline(limitMs: number | undefined, signal: AbortSignal): Deadline {
  let miss = (_: Missed): void => {};
  const missed = new Promise<Missed>((resolve) => {
    miss = resolve;
  });
  const timer = limitMs === undefined ? undefined : setTimeout(() => miss('late'), limitMs);
  const interrupt = (): void => miss('interrupted');
  signal.addEventListener('abort', interrupt, { once: true });
  if (signal.aborted) interrupt();
  return {
    missed,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', interrupt);
    },
  };
}
