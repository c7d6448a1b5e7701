import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Counts the writes to open files while it is in use. */
export function countWrites(): Disposable & { readonly count: () => number } {
  const real = fs.writeSync;
  let count = 0;
  const set = (writeSync: typeof fs.writeSync): void => {
    fs.writeSync = writeSync;
    syncBuiltinESMExports();
  };
  set(((...args: Parameters<typeof real>) => {
    count += 1;
    return real(...args);
  }) as typeof fs.writeSync);
  return { count: () => count, [Symbol.dispose]: () => set(real) };
}
