import { readFile, readlink } from 'node:fs/promises';
import { basename, dirname, join, parse, resolve, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { FSWatcher } from 'chokidar';

/** Files that are being watched. `await using` ends it. */
export type Watch = AsyncDisposable;

/** Has these files watched from now on, in place of those before. */
export type Follow = (files: readonly string[]) => void;

/** A save is over when the file has been still for this long, in milliseconds: editors and scripts write in pieces. */
const still = 100;
/** Links that a path may lead through, as an operating system counts them. */
const mostLinks = 40;

/** What is to happen with what is watched. */
export interface Watching {
  /** Called once at the beginning, and whenever one of the files has other contents, is gone, or is back; never twice at once. */
  readonly changed: (follow: Follow) => Promise<void>;
  /** Called when the operating system does not let a folder be watched. */
  readonly failed: (error: unknown) => void;
}

/**
 * Watches files. The folders are watched and not the files, so that it does not matter whether a save writes into the
 * file, puts another in its place, or turns a link on the way to it. Ends when they are watched; `changed` is called then,
 * because what was read of them before may be out of date.
 */
export async function watchFiles(first: readonly string[], { changed, failed }: Watching): Promise<Watch> {
  let files = first.map((file) => resolve(file));
  let steps: readonly string[] = [];
  let watcher: FSWatcher | undefined;
  let last: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let ended = false;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(look);
    }, still);
  };
  const rewatch = async (): Promise<void> => {
    const next = [...new Set((await Promise.all(files.map((file) => stepsTo(file)))).flat())];
    if (isDeepStrictEqual(next, steps)) return;
    steps = next;
    const before = watcher;
    watcher = await watchSteps(steps, later, failed);
    await before?.close();
  };
  const look = async (): Promise<void> => {
    if (ended) return;
    await rewatch();
    const now = await contentsOf(files);
    if (now === last) return;
    last = now;
    await changed((others) => {
      files = others.map((file) => resolve(file));
      // What happened to a file before it was watched must not be missed.
      later();
    });
  };
  await rewatch();
  later();
  return {
    [Symbol.asyncDispose]: async () => {
      ended = true;
      await running;
      await watcher?.close();
      clearTimeout(timer);
    },
  };
}

/** Watches the folders that these paths stand in for what happens to them. Ends when they are watched. */
async function watchSteps(
  steps: readonly string[],
  happened: () => void,
  failed: (error: unknown) => void,
): Promise<FSWatcher> {
  const { watch } = await import('chokidar');
  const names = new Set(steps);
  const folders = [...new Set(steps.map((step) => dirname(step)))];
  const watcher = watch(folders, {
    depth: 0,
    ignoreInitial: true,
    // Each link on the way is watched where it stands.
    followSymlinks: false,
    ignored: (path) => !names.has(path) && !folders.includes(path),
  });
  watcher.on('all', happened);
  await new Promise<void>((done) => {
    watcher.once('ready', done);
    watcher.on('error', (error) => {
      failed(error);
      done();
    });
  });
  return watcher;
}

/** The paths that decide what a path leads to: itself, and each link on the way; up to the first that is not there. */
async function stepsTo(path: string, links = 0): Promise<readonly string[]> {
  const { root } = parse(path);
  const names = path.slice(root.length).split(sep);
  let here = root;
  for (const [place, name] of names.entries()) {
    const folder = here;
    here = join(folder, name);
    const target = await readlink(here).catch((error: NodeJS.ErrnoException) => error);
    if (typeof target === 'string' && links < mostLinks)
      return [here, ...(await stepsTo(resolve(folder, target, ...names.slice(place + 1)), links + 1))];
    if (typeof target !== 'string' && target.code === 'ENOENT') return [here];
  }
  return [path];
}

/** Everything that the files hold, to be compared with what they held before. */
async function contentsOf(files: readonly string[]): Promise<string> {
  const all = await Promise.all(
    files.map(async (path) => `${path} ${await readFile(path, 'base64').catch(() => `no ${basename(path)}`)}`),
  );
  return all.join('\n');
}
