/** Runs work in its turn, and returns the result. */
export type Lane = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Creates a lane that runs up to `atOnce` jobs concurrently; others wait in order. */
export function createLane(atOnce: number): Lane {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < atOnce) running += 1;
    // A finished job passes its slot on, so that no later job can take it.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
