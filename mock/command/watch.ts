import { createHash } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Watched files. `await using` stops watching. */
export type Watch = AsyncDisposable;

/** Replaces the watched files. */
export type Follow = (files: readonly string[]) => void;

/** Quiet time after which a save is complete, in milliseconds. Editors and scripts write in pieces. */
const still = 100;

/**
 * Calls `changed` once at the start, and whenever a file's content changes, or the file disappears or reappears. Calls
 * do not overlap. The watch does not keep the process alive.
 *
 * Node polls each path every `intervalMs`. So it detects writes in place, replaced files, changed links and new
 * folders, and works on mounts without change events.
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
  const checkFiles = async (): Promise<void> => {
    const now = await settledDigest();
    if (ended || now === last) return;
    last = now;
    await changed(follow);
  };
  const scheduleCheck = (): void => {
    running = running.then(checkFiles);
  };
  const follow: Follow = (named) => {
    const next = [...new Set(named.map((file) => resolve(file)))];
    for (const file of files) if (!next.includes(file)) unwatchFile(file, scheduleCheck);
    for (const file of next)
      if (!files.includes(file)) watchFile(file, { interval: intervalMs, persistent: false }, scheduleCheck);
    files = next;
    // Detects changes from before the watch started.
    scheduleCheck();
  };
  /** Returns a digest of the files once their content is stable. */
  const settledDigest = async (): Promise<string> => {
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
      for (const file of files) unwatchFile(file, scheduleCheck);
      await running;
    },
  };
}

/** Returns a digest of the files' contents. An unreadable file has none. */
async function digestOf(files: readonly string[]): Promise<string> {
  const digests = await Promise.all(
    files.map(async (file) => {
      const content = await readFile(file).catch(() => undefined);
      return `${file} ${content && createHash('sha256').update(content).digest('hex')}`;
    }),
  );
  return digests.join('\n');
}
