/** Runs work when it is its turn, and returns what it returns. */
export type Lane = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Makes a lane in which so many run at once; the others wait, in the order in which they came. */
export function createLane(atOnce: number): Lane {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < atOnce) running += 1;
    // Whoever ends hands its place on, so that none that comes meanwhile takes it.
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
