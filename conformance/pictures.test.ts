import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadFixture, sizedFixtureId } from '../fixtures/index.js';
import { loadOwnPictures } from './pictures.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-pictures-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Writes a photo in one colour, which no drawn picture resembles. */
const writePhoto = (name: string, background: string): Promise<unknown> =>
  sharp({ create: { width: 1920, height: 1080, channels: 3, background } })
    .jpeg({ quality: 95 })
    .toFile(join(folder, name));

describe('a picture of an exact size, as a search for a limit sends it', () => {
  test("is made of the user's own good photo of that part", async () => {
    await writePhoto('selfie-max.jpg', '#00ff00');
    await writePhoto('ktp-max.jpg', '#0000ff');
    const pictures = await loadOwnPictures(folder);
    for (const [part, colour] of [
      ['img1', 'green'],
      ['img2', 'blue'],
    ] as const) {
      const bytes = await pictures.load(sizedFixtureId(part, 1280, 719, 400_001));
      expect(bytes.length).toBe(400_001);
      const { channels } = await sharp(bytes).stats();
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 1280, height: 719 });
      const [, green = 0, blue = 0] = channels.map(({ mean }) => mean);
      expect(colour === 'green' ? green - blue : blue - green).toBeGreaterThan(100);
    }
  });

  test('is drawn for a part of which the folder has no good photo', async () => {
    await writePhoto('selfie-max.jpg', '#00ff00');
    const id = sizedFixtureId('img2', 1280, 719, 400_001);
    const bytes = await (await loadOwnPictures(folder)).load(id);
    expect(bytes.equals(await loadFixture(id))).toBe(true);
  });
});
