import { execFileSync } from 'node:child_process';

/**
 * Makes the kernel refuse every write beyond a number of bytes to a file of this process,
 * like a full disk does, until `free` or
 * the end of the scope. Linux only.
 */
export function refuseWrites(beyond = 0): Disposable & { readonly free: () => void } {
  const limit = (bytes: string): void => {
    execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:unlimited`]);
  };
  const free = (): void => limit('unlimited');
  limit(String(beyond));
  return { free, [Symbol.dispose]: free };
}
