/** Why a run that was stopped by its signal was stopped, in words. */
export function interruptionOf({ reason }: AbortSignal): string {
  return typeof reason === 'string' ? `interrupted by ${reason}` : 'interrupted';
}

/** A signal that follows another after some time, so that what is in flight may still come to its end. */
export function following(signal: AbortSignal, graceMs: number): Disposable & { readonly signal: AbortSignal } {
  const follower = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const start = (): void => {
    timer = setTimeout(() => follower.abort(signal.reason), graceMs);
  };
  if (signal.aborted) start();
  else signal.addEventListener('abort', start, { once: true });
  return {
    signal: follower.signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', start);
    },
  };
}
