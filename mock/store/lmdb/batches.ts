/** Runs changes of one turn of the event loop in one transaction. */
export interface Batches {
  /** Resolves with the result when it is written. @throws what the transaction throws; then nothing has changed */
  readonly run: <Result>(change: () => Result) => Promise<Result>;
  /** Runs what waits now. */
  readonly flush: () => void;
}

interface Job {
  /** Changes the database. @throws when the change itself is invalid; others of the batch go on */
  readonly change: () => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Creates batches over a function that runs a callback in one transaction, and throws if it cannot be written. */
export function createBatches(inTransaction: <Result>(work: () => Result) => Result): Batches {
  let waiting: readonly Job[] = [];
  const flush = (): void => {
    const jobs = waiting;
    waiting = [];
    if (jobs.length > 0) runTogether(jobs, inTransaction);
  };
  return {
    run: (change) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting = [...waiting, { change, resolve, reject }];
      }),
    flush,
  };
}

function runTogether(jobs: readonly Job[], inTransaction: <Result>(work: () => Result) => Result): void {
  let results: readonly Settled[];
  try {
    results = inTransaction(() => jobs.map(outcomeOf));
  } catch (error) {
    const [only] = jobs;
    // One that needs no space must not fail because of another one that does.
    if (jobs.length > 1) for (const job of jobs) runTogether([job], inTransaction);
    else only?.reject(error);
    return;
  }
  for (const [index, { resolve, reject }] of jobs.entries()) {
    const settled = results[index];
    if (settled && 'error' in settled) reject(settled.error);
    else resolve(settled?.result as never);
  }
}

type Settled = { readonly result: unknown } | { readonly error: unknown };

function outcomeOf({ change }: Job): Settled {
  try {
    return { result: change() };
  } catch (error) {
    return { error };
  }
}
