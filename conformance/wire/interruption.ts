/** Describes why the signal interrupted a run, e.g. `interrupted by SIGINT`. */
export function describeInterruption({ reason }: AbortSignal): string {
  return typeof reason === 'string' ? `interrupted by ${reason}` : 'interrupted';
}

/** Creates a signal that aborts `graceMs` milliseconds after another one, so that a request in flight can finish. */
export function createDelayedSignal(
  signal: AbortSignal,
  graceMs: number,
): Disposable & { readonly signal: AbortSignal } {
  const delayed = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const start = (): void => {
    timer = setTimeout(() => delayed.abort(signal.reason), graceMs);
  };
  if (signal.aborted) start();
  else signal.addEventListener('abort', start, { once: true });
  return {
    signal: delayed.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', start);
    },
  };
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
