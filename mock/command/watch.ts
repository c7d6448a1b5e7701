import { createHash } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Files that are being watched. `await using` ends it. */
export type Watch = AsyncDisposable;

/** Has these files watched from now on, in place of those before. */
export type Follow = (files: readonly string[]) => void;

/** A save is over when the files have been still for this long, in milliseconds: editors and scripts write in pieces. */
const still = 100;

/**
 * Calls `changed` once at the beginning, and whenever one of the files has other contents, is gone, or is back; never
 * twice at once. Does not keep the process alive.
 *
 * Node asks the operating system for each path's file every `intervalMs`, so it does not matter whether a save writes
 * into the file, puts another in its place, or turns a link on the way to it, nor whether the folder is there yet, or on
 * a mount that tells of no changes.
 */
export function watchFiles(
  first: readonly string[],
  changed: (follow: Follow) => Promise<void>,
  intervalMs = 500,
): Watch {
  let files: readonly string[] = [];
  let last: string | undefined;
  let running: Promise<void> = Promise.resolve();
  let ended = false;
  const look = async (): Promise<void> => {
    const now = await settled();
    if (ended || now === last) return;
    last = now;
    await changed(follow);
  };
  const later = (): void => {
    running = running.then(look);
  };
  const follow: Follow = (named) => {
    const next = [...new Set(named.map((file) => resolve(file)))];
    for (const file of files) if (!next.includes(file)) unwatchFile(file, later);
    for (const file of next)
      if (!files.includes(file)) watchFile(file, { interval: intervalMs, persistent: false }, later);
    files = next;
    // What happened to a file before it was watched must not be missed.
    later();
  };
  /** A digest of what the files hold, once they hold it for a while. */
  const settled = async (): Promise<string> => {
    let now = await digestOf(files);
    for (;;) {
      await sleep(still, undefined, { ref: false });
      const next = await digestOf(files);
      if (next === now || ended) return next;
      now = next;
    }
  };
  follow(first);
  return {
    [Symbol.asyncDispose]: async () => {
      ended = true;
      for (const file of files) unwatchFile(file, later);
      await running;
    },
  };
}

/** A digest of everything that the files hold; a file that cannot be read has none. */
async function digestOf(files: readonly string[]): Promise<string> {
  const digests = await Promise.all(
    files.map(async (file) => {
      const content = await readFile(file).catch(() => undefined);
      return `${file} ${content && createHash('sha256').update(content).digest('hex')}`;
    }),
  );
  return digests.join('\n');
}
