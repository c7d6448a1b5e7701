import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { catalogue, loadFixture } from '../../../fixtures/index.js';
import { decodePixels } from './decode.js';
import { measurePicture, sightByMeasures } from './measure-picture.js';

const sightOf = async (content: Buffer): Promise<string> =>
  sightByMeasures(await measurePicture(await decodePixels(content))).sees;

/** Width and height of the generated pictures, in pixels. */
const [width, height] = [1080, 1440];

const even = (background: string): Sharp => sharp({ create: { width, height, channels: 3, background } });
const svg = (content: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`);
const rendered = async (image: Sharp): Promise<Sharp> => sharp(await image.png().toBuffer());
/** The picture's grey values raised to this power, like a photo far from the lamp. */
const darkened = async (image: Sharp, gamma: number): Promise<Sharp> => {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return sharp(
    data.map((value) => Math.round(255 * (value / 255) ** gamma)),
    { raw: info },
  );
};

/** The picture scaled down on a background. */
const on = async (ground: Sharp, image: Sharp, share: number, gravity = 'centre'): Promise<Sharp> => {
  const input = await image.resize(Math.round(width * share)).toBuffer();
  return ground.composite([{ input, gravity }]);
};

/** Sharp within an ellipse of this share of the width, and out of focus around it. */
const bokeh = async (image: Sharp, share: number): Promise<Sharp> => {
  const sized = await rendered(image.resize(width, height, { fit: 'cover' }));
  const [cx, cy, rx] = [width / 2, height * 0.42, width * share];
  const hole = svg(`<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${1.3 * rx}"/>`);
  const inFocus = await sized
    .clone()
    .composite([{ input: hole, blend: 'dest-in' }])
    .png()
    .toBuffer();
  return (await rendered(sized.clone().blur(25))).composite([{ input: inFocus }]);
};

/** Treatments after which a photo of a person or a card is still usable. */
const treatments: readonly (readonly [name: string, (image: Sharp) => Sharp | Promise<Sharp>])[] = [
  ['the still of a webcam, enlarged', async (image) => (await rendered(image.resize(160))).resize(960)],
  ['a lens that is soft, or breathed on', (image) => image.blur(12)],
  ['noise reduction', (image) => image.median(7)],
  ['JPEG blocks', async (image) => sharp(await image.jpeg({ quality: 5 }).toBuffer())],
  ['a ground out of focus', (image) => bokeh(image, 0.25)],
  ['a small part alone in focus', (image) => bokeh(image, 0.08)],
  ['black and white', (image) => image.greyscale()],
  ['hard black and white', (image) => image.greyscale().linear(1.8, -80)],
  ['high key', (image) => image.linear(2, 30)],
  ['a veil over the lens', (image) => image.linear(0.3, 178)],
  ['fog', (image) => image.linear(0.12, 140)],
  ['a fifth of the light', (image) => image.linear(0.2, 0)],
  ['dim light, of which dark skin keeps least', (image) => darkened(image, 3.5)],
  ['a screen at night', async (image) => on(even('#040404'), image.linear(0.4, 0), 0.3)],
  ['a black ground', async (image) => on(even('#000'), image, 0.15)],
  ['a wall, far away', async (image) => on(even('#c8c4be'), image, 0.12)],
  ['white paper', async (image) => on(even('#fff'), image, 0.59)],
  ['a scan, in its corner', async (image) => on(even('#fff'), image, 0.2, 'northwest')],
  ['off-white paper', async (image) => on(even('#f0f0f0'), image, 0.4)],
  ['much off-white paper', async (image) => on(even('#f0f0f0'), image, 0.15)],
  [
    'a screenshot, white and with writing',
    async (image) =>
      (await rendered(await on(even('#fdfdfd'), image, 0.2))).composite([
        { input: svg('<rect x="90" y="120" width="500" height="9" fill="#777"/>') },
      ]),
  ],
];

describe('a usable photo without a mark counts as a face', () => {
  const photos = ['selfie-good', 'ktp-good'] as const;
  test.each(treatments)('%s', async (_, treat) => {
    for (const id of photos) {
      const treated = await treat(sharp(await loadFixture(id)));
      expect([id, await sightOf(await treated.jpeg({ quality: 60 }).toBuffer())]).toEqual([id, 'face']);
    }
  });

  test('smooth skin before a plain wall', async () => {
    const face =
      '<radialGradient id="skin"><stop stop-color="#c99f86"/><stop offset="1" stop-color="#b78c73"/></radialGradient>';
    const drawn = svg(`${face}<ellipse cx="540" cy="620" rx="260" ry="340" fill="url(#skin)"/>`);
    const soft = (await rendered(even('#cfcac4').composite([{ input: drawn }]))).blur(20);
    expect(await sightOf(await soft.jpeg().toBuffer())).toBe('face');
  });

  test('a card with nothing round it, which becomes white', async () => {
    const card = sharp(await loadFixture('ktp-good')).extend({
      top: 300,
      bottom: 300,
      left: 400,
      right: 400,
      background: { r: 0, g: 0, b: 0, alpha: 0 },
    });
    expect(await sightOf(await card.png().toBuffer())).toBe('face');
  });

  test('in each storage format', async () => {
    const stored = catalogue.filter(
      ({ mark, facts, expectedKind }) =>
        mark?.sees === 'face' && ['jpeg', 'png'].includes(facts.format) && expectedKind === 'success',
    );
    expect(stored.length).toBeGreaterThan(40);
    for (const { id } of stored) expect([id, await sightOf(await loadFixture(id))]).toEqual([id, 'face']);
    const deep = sharp(await loadFixture('selfie-good')).toColourspace('rgb16');
    expect(await sightOf(await deep.png().toBuffer())).toBe('face');
  });
});

describe('a fault beyond doubt is reported for a picture without a mark', () => {
  const noisy = (mean: number, deviation: number): Sharp =>
    sharp({
      create: { width, height, channels: 3, noise: { type: 'gaussian', mean, sigma: deviation }, background: '#000' },
    });
  const selfie = async (): Promise<Sharp> => sharp(await loadFixture('selfie-good'));

  test.each<[string, string, () => Sharp | Promise<Sharp>]>([
    ['dim', 'black', () => even('#000')],
    ['dim', 'all but black', () => even('#0c0c0c')],
    ['dim', 'a covered lens and its noise', () => noisy(6, 5)],
    ['dim', 'a selfie at a twenty-fifth of its light', async () => (await selfie()).linear(0.04, 0)],
    ['bright', 'white', () => even('#fff')],
    ['bright', 'all but white', () => even('#fafafa')],
    ['bright', 'a selfie of which light has left nothing', async () => (await selfie()).linear(1, 240)],
    ['bright', 'transparent all over', async () => (await selfie()).ensureAlpha(0)],
    ['no-face', 'grey', () => even('#80786e')],
    ['no-face', 'grey with some noise', () => noisy(128, 2)],
  ])('%s: %s', async (sees, _, picture) => {
    expect(await sightOf(await (await picture()).png().toBuffer())).toBe(sees);
  });
});
