import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FixtureId, findFixture, loadFixture } from '../fixtures/index.js';
import { KitError, reasonOf } from '../spec/index.js';

/** Where a run's pictures come from. */
export interface PictureSource {
  /** Bytes of the picture that stands for a fixture. */
  readonly load: (id: FixtureId) => Promise<Buffer>;
  /** The user's own file for a fixture; undefined where the drawn one is used. */
  readonly ownFile: (id: FixtureId) => string | undefined;
  /** The folder of the user's own files; absent where there is none. */
  readonly folder?: string;
}

/** Name of the file that a run writes or finds a fixture's picture under: its id with its format's usual extension. */
export function pictureFile(id: FixtureId): string {
  const format = findFixture(id)?.facts.format ?? 'jpeg';
  return `${id}.${format === 'jpeg' ? 'jpg' : format}`;
}

/** The drawn fixtures. */
export const drawnPictures: PictureSource = { load: loadFixture, ownFile: () => undefined };

/** Pictures from a folder whose files are named by fixture id with the fixture's extension, drawn ones for the rest. */
export function picturesFrom(folder: string, names: ReadonlySet<string>): PictureSource {
  const ownFile = (id: FixtureId): string | undefined => {
    const name = pictureFile(id);
    return names.has(name) ? join(folder, name) : undefined;
  };
  return {
    folder,
    ownFile,
    load: async (id) => {
      const file = ownFile(id);
      if (file === undefined) return loadFixture(id);
      try {
        return await readFile(file);
      } catch (error) {
        throw new KitError(
          'setup',
          `${file}: cannot be read (${reasonOf(error)}); make it readable or take it out of the folder`,
          { cause: error },
        );
      }
    },
  };
}
