import { type FixtureId, findFixture, imageLibrary } from '../../../fixtures/index.js';
import type { CaseResult } from '../../evidence/verdict.js';
import { drawnPictures } from '../../pictures.js';
import { fixturesOf } from '../../wire/request.js';

/** A small picture of a drawn fixture. */
export interface Thumbnail {
  /** A `data:` address. */
  readonly address: string;
  readonly width: number;
  readonly height: number;
}

/** The thumbnails of a report by fixture. Absent: those of the user's own, and of files that are no picture. */
export type Thumbnails = ReadonlyMap<FixtureId, Thumbnail>;

/** The longer side, in pixels. About 2 KB each keeps the report of the whole suite below half a megabyte. */
const longest = 96;

/** Draws the thumbnails of the pictures that the cases sent. Never reads a picture of the user's own. */
export async function createThumbnails(
  results: readonly CaseResult[],
  isOwnPicture: (id: FixtureId) => boolean,
): Promise<Thumbnails> {
  // A client's requests stand in the report as they were on the wire, without pictures.
  const sent = results.filter(({ checks, evidence }) => checks.length > 0 && evidence?.requests === undefined);
  const ids = [...new Set(sent.flatMap((result) => fixturesOf(result.case)))].filter((id) => !isOwnPicture(id));
  const made = await Promise.all(ids.map(async (id) => [id, await createThumbnail(id)] as const));
  return new Map(made.flatMap(([id, thumbnail]) => (thumbnail ? [[id, thumbnail] as const] : [])));
}

/** Undefined for a fixture that is no whole picture. */
async function createThumbnail(id: FixtureId): Promise<Thumbnail | undefined> {
  if (!((findFixture(id)?.facts.width ?? 0) > 0)) return undefined;
  try {
    const { data, info } = await imageLibrary()(await drawnPictures.load(id))
      .rotate()
      .resize(longest, longest, { fit: 'inside' })
      .flatten({ background: 'white' })
      .jpeg({ quality: 55, mozjpeg: true })
      .toBuffer({ resolveWithObject: true });
    const address = `data:image/jpeg;base64,${data.toString('base64')}`;
    return { address, width: info.width, height: info.height };
  } catch {
    return undefined;
  }
}
