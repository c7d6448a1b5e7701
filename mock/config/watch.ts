import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** Files that are being watched. `await using` ends it. */
export interface Watch extends AsyncDisposable {
  /** Watches these files too, or no longer, beside the first. */
  readonly also: (files: readonly string[]) => void;
}

/** A save is over when the file has been still for this long, in milliseconds: editors and scripts write in pieces. */
const still = 100;

/**
 * Calls `changed` whenever one of the files has other contents, is gone, or is back; never twice at once. The folders are
 * watched and not the files, so that it does not matter whether a save writes into the file or puts another in its place.
 */
export async function watchFiles(
  file: string,
  others: readonly string[],
  changed: () => Promise<void>,
): Promise<Watch> {
  const { watch } = await import('chokidar');
  let files = pathsOf(file, others);
  let last = await contentsOf(files);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    const now = await contentsOf(files);
    if (now === last) return;
    last = now;
    await changed();
  };
  const watcher = watch([...new Set(files.map((path) => dirname(path)))], {
    depth: 0,
    ignoreInitial: true,
    ignored: (path) => !files.some((one) => one === path || dirname(one) === path),
  });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(look);
    }, still);
  });
  await new Promise<void>((done) => {
    watcher.once('ready', done);
  });
  return {
    also: (next) => {
      const wanted = pathsOf(file, next);
      if (isDeepStrictEqual(wanted, files)) return;
      files = wanted;
      watcher.add(files.map((path) => dirname(path)));
      // What happened to a file before it was watched must not be missed.
      running = running.then(look);
    },
    [Symbol.asyncDispose]: async () => {
      clearTimeout(timer);
      await watcher.close();
      await running;
    },
  };
}

function pathsOf(...files: readonly (string | readonly string[])[]): readonly string[] {
  return files.flat().map((path) => resolve(path));
}

/** Everything that the files hold, to be compared with what they held before. */
async function contentsOf(files: readonly string[]): Promise<string> {
  const all = await Promise.all(files.map((path) => readFile(path, 'base64').catch(() => `no ${basename(path)}`)));
  return all.join('\n');
}
