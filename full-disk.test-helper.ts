import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * A disk that accepts this many more bytes and then is full, optionally for new files only; `free` frees space again.
 */
export function simulateFullDisk(bytesLeft: number, forNewFiles = false): Disposable & { readonly free: () => void } {
  const real = fs.writeSync;
  let left = bytesLeft;
  const write = (
    fd: number,
    data: NodeJS.ArrayBufferView,
    offset: number,
    length: number,
    position: number,
  ): number => {
    if (forNewFiles && position > 0) return real(fd, data, offset, length, position);
    if (left === 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const written = real(fd, data, offset, Math.min(length, left), position);
    left -= written;
    return written;
  };
  const set = (writeSync: typeof fs.writeSync): void => {
    fs.writeSync = writeSync;
    syncBuiltinESMExports();
  };
  set(write as typeof fs.writeSync);
  return {
    free: () => {
      left = Number.POSITIVE_INFINITY;
    },
    [Symbol.dispose]: () => set(real),
  };
}
