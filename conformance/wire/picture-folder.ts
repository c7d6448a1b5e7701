import { rmdirSync } from 'node:fs';
import { chmod, lstat, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, type FixtureId } from '../../fixtures/index.js';
import { KitError, putFile, reasonOf } from '../../spec/index.js';
import { type PictureSource, pictureFile } from '../pictures.js';

/** Where the curl lines of a run find their pictures. */
export interface PictureFolder {
  /** The user's own file for a fixture, or the file that `keep` writes. */
  readonly fileOf: (id: FixtureId) => string;
  /** Writes the drawn pictures of these fixtures, each once. Never the user's own. @throws what the file system says */
  readonly keep: (ids: readonly FixtureId[]) => Promise<void>;
  /** Removes a folder that nothing was written to. */
  readonly close: () => void;
}

/**
 * Opens the folder that pictures are kept in for the curl lines of a run: `pictures` in the user's cache folder, or a new
 * temporary one where there is no cache or it cannot be written. It is the user's alone (mode 0700): no one else can read
 * it or lay links in it.
 */
export async function openPictureFolder(pictures: PictureSource): Promise<PictureFolder> {
  const cache = cacheFolder();
  const folder = (cache && (await privateFolder(join(cache, 'pictures')))) ?? (await temporaryFolder('pictures'));
  const kept = new Set<FixtureId>();
  const close = (): void => {
    process.off('exit', close);
    // One that holds something stays.
    if (kept.size > 0) return;
    try {
      rmdirSync(folder);
    } catch {
      // It holds what an earlier run has kept.
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

/** Makes a temporary folder under a name that cannot be guessed, for its user alone. @throws KitError `setup` where none can be made */
export async function temporaryFolder(purpose: string): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), `eendigo-kit-${purpose}-`));
  } catch (error) {
    throw new KitError(
      'setup',
      `${tmpdir()}: no folder can be made there (${reasonOf(error)}); set TMPDIR to one that is writable`,
      { cause: error },
    );
  }
}

/** A folder that is this user's, no link, and closed to others. Undefined where it cannot be had. */
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
