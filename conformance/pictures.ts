import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deriveSized, type FixtureId, findFixture, isSizedFixture, loadFixture } from '../fixtures/index.js';
import { KitError, reasonOf } from '../spec/index.js';

/** The source of a run's pictures. */
export interface PictureSource {
  /** Returns the bytes of the picture for a fixture. */
  readonly load: (id: FixtureId) => Promise<Buffer>;
  /** Returns the user's own file for a fixture, and undefined when the run uses the drawn picture. */
  readonly ownFile: (id: FixtureId) => string | undefined;
  /** The folder of the user's own files. Absent when the user gave none. */
  readonly folder?: string;
}

/** The name of the file with a fixture's picture: the fixture's id with the usual extension of its format. */
export function pictureFile(id: FixtureId): string {
  const format = findFixture(id)?.facts.format ?? 'jpeg';
  return `${id}.${format === 'jpeg' ? 'jpg' : format}`;
}

/** The drawn fixtures. */
export const drawnPictures: PictureSource = { load: loadFixture, ownFile: () => undefined };

/**
 * Lists a folder with the user's own pictures.
 *
 * @throws KitError `setup` when the folder cannot be read
 */
export async function loadOwnPictures(folder: string): Promise<PictureSource> {
  try {
    return createFolderPictures(folder, new Set(await readdir(folder)));
  } catch (error) {
    throw new KitError('setup', `${folder}: cannot be read (${reasonOf(error)}); give a folder with pictures`, {
      cause: error,
    });
  }
}

/** Pictures from a folder whose files have the names of `pictureFile`, and drawn pictures for all other fixtures. */
export function createFolderPictures(folder: string, names: ReadonlySet<string>): PictureSource {
  const ownFile = (id: FixtureId): string | undefined => {
    const name = pictureFile(id);
    return names.has(name) ? join(folder, name) : undefined;
  };
  return {
    folder,
    ownFile,
    load: async (id) => {
      const file = ownFile(id);
      if (file === undefined) {
        // A picture of an exact size is made of the user's own good one, so that a real face is in it.
        const base = isSizedFixture(id) ? ownFile(id.startsWith('selfie') ? 'selfie-max' : 'ktp-max') : undefined;
        return base === undefined ? loadFixture(id) : deriveSized(id, base);
      }
      try {
        return await readFile(file);
      } catch (error) {
        throw new KitError(
          'setup',
          `${file}: cannot be read (${reasonOf(error)}); make it readable or remove it from the folder`,
          { cause: error },
        );
      }
    },
  };
}
