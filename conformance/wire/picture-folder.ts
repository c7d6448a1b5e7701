import { rmdirSync } from 'node:fs';
import { chmod, lstat, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, type FixtureId } from '../../fixtures/index.js';
import { KitError, putFile, reasonOf } from '../../spec/index.js';
import { type PictureSource, pictureFile } from '../pictures.js';

/** The folder with the pictures that the curl lines of a run name. */
export interface PictureFolder {
  /** Returns the user's own file for a fixture, or the file that `keep` writes. */
  readonly fileOf: (id: FixtureId) => string;
  /** Writes the drawn pictures of the fixtures, each once. Never copies the user's own. @throws errors of the file system */
  readonly keep: (ids: readonly FixtureId[]) => Promise<void>;
  /** Removes the folder when it is empty. */
  readonly close: () => void;
}

/**
 * Opens the folder for the pictures of a run's curl lines: `pictures` in the user's cache folder, or a new temporary
 * folder when the cache is missing or not writable. Its mode is 0700, so that no other user can read it or put links in it.
 */
export async function openPictureFolder(pictures: PictureSource): Promise<PictureFolder> {
  const cache = cacheFolder();
  const folder = (cache && (await privateFolder(join(cache, 'pictures')))) ?? (await temporaryFolder('pictures'));
  const kept = new Set<FixtureId>();
  const close = (): void => {
    process.off('exit', close);
    if (kept.size > 0) return;
    try {
      rmdirSync(folder);
    } catch {
      // It holds the pictures of an earlier run.
    }
  };
  process.once('exit', close);
  return {
    fileOf: (id) => pictures.ownFile(id) ?? join(folder, pictureFile(id)),
    keep: async (ids) => {
      for (const id of ids) {
        if (kept.has(id) || pictures.ownFile(id) !== undefined) continue;
        await putFile(join(folder, pictureFile(id)), await pictures.load(id), { mode: 0o600 });
        kept.add(id);
      }
    },
    close,
  };
}

/**
 * Creates a temporary folder with a random name and mode 0700.
 *
 * @throws KitError `setup` when it cannot
 */
export async function temporaryFolder(purpose: string): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), `eendigo-kit-${purpose}-`));
  } catch (error) {
    throw new KitError(
      'setup',
      `${tmpdir()}: cannot create a folder (${reasonOf(error)}); set TMPDIR to a writable folder`,
      { cause: error },
    );
  }
}

/** Creates or closes a folder to other users. Undefined for a link, a folder of another user, and after an error. */
async function privateFolder(folder: string): Promise<string | undefined> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const found = await lstat(folder);
    if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) return undefined;
    if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700);
    return folder;
  } catch {
    return undefined;
  }
}
