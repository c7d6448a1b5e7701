/** A time limit that runs only while the recorder waits for the target. */
export interface Patience extends Disposable {
  /** Starts the limit, or starts it again. */
  readonly start: () => void;
  readonly stop: () => void;
}

/** Creates a limit of `limitMs` milliseconds. */
export function createPatience(limitMs: number, onLate: () => void): Patience {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => clearTimeout(timer);
  return {
    start: () => {
      stop();
      timer = setTimeout(onLate, limitMs);
    },
    stop,
    [Symbol.dispose]: stop,
  };
}
