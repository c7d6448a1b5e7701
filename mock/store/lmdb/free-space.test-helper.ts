import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Makes every disk report this many free bytes, until `free` or the end of the scope. */
export function reportFreeSpace(bytes: number): Disposable & { readonly free: () => void } {
  const real = fs.statfsSync;
  const set = (statfsSync: typeof fs.statfsSync): void => {
    fs.statfsSync = statfsSync;
    syncBuiltinESMExports();
  };
  const report = (path: fs.PathLike) => ({ ...real(path), blocks: 1_000_000, bsize: 1, bfree: bytes, bavail: bytes });
  set(report as typeof fs.statfsSync);
  const free = (): void => set(real);
  return { free, [Symbol.dispose]: free };
}
