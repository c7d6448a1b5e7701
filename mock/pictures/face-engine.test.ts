import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue, loadFixture } from '../../fixtures/index.js';
import { sendGood } from '../good-request.test-helper.js';
import type { ReceivedFile } from '../multipart/index.js';
import { createMockServer, type MockServer } from '../server.js';
import { createFaceEngine, type FaceEngineMode } from './face-engine.js';
import { measurePicture, sightByMeasures } from './measure-picture.js';

const blobOf = (bytes: Buffer): Blob => new Blob([new Uint8Array(bytes)]);

function plain(background: { r: number; g: number; b: number }): Promise<Buffer> {
  return sharp({ create: { width: 800, height: 900, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

const sightOf = async (content: Buffer): Promise<string> =>
  sightByMeasures(await measurePicture(content, 50_000_000)).sees;

describe('what is measured in a picture without mark', () => {
  const faces = catalogue.filter(
    ({ mark, facts, expectedKind }) =>
      mark?.sees === 'face' && ['jpeg', 'png'].includes(facts.format) && expectedKind === 'success',
  );

  test('finds nothing wrong with any drawn picture that shows a face as it should be', async () => {
    expect(faces.length).toBeGreaterThan(40);
    for (const { id } of faces) expect([id, await sightOf(await loadFixture(id))]).toEqual([id, 'face']);
  });

  /** The good card, so much of the width of a white sheet. */
  const onPaper = async (share: number, place: 'centre' | 'northwest', light = 1): Promise<Buffer> => {
    const card = await sharp(await loadFixture('ktp-good'))
      .linear(light, 0)
      .resize(Math.round(1280 * share))
      .toBuffer();
    return sharp({ create: { width: 1280, height: 960, channels: 3, background: 'white' } })
      .composite([{ input: card, gravity: place }])
      .jpeg()
      .toBuffer();
  };

  test.each([
    ['a card on a sheet of white paper', () => onPaper(0.59, 'centre')],
    ['a smaller one', () => onPaper(0.4, 'centre')],
    ['a scan, the card in its corner', () => onPaper(0.5, 'northwest')],
    [
      'a card with nothing round it, which becomes white',
      async () =>
        sharp(await loadFixture('ktp-good'))
          .extend({ top: 300, bottom: 300, left: 400, right: 400, background: { r: 0, g: 0, b: 0, alpha: 0 } })
          .png()
          .toBuffer(),
    ],
  ])('finds %s neither too bright nor anything else', async (_, picture) => {
    expect(await sightOf(await picture())).toBe('face');
  });

  test.each([
    [
      'a selfie',
      async () =>
        sharp(await loadFixture('selfie-good'))
          .linear(2, 0)
          .jpeg()
          .toBuffer(),
    ],
    [
      'a selfie, by another way',
      async () =>
        sharp(await loadFixture('selfie-good'))
          .linear(1, 140)
          .jpeg()
          .toBuffer(),
    ],
    [
      'a card',
      async () =>
        sharp(await loadFixture('ktp-good'))
          .linear(2, 0)
          .jpeg()
          .toBuffer(),
    ],
    ['a card on white paper', () => onPaper(0.59, 'centre', 2)],
  ])('finds %s with twice as much light as it should have too bright', async (_, picture) => {
    expect(await sightOf(await picture())).toBe('bright');
  });

  test.each([
    ['dim', 0.35],
    ['face', 0.5],
  ])('finds a selfie %s at %d of its light', async (sees, light) => {
    const selfie = await sharp(await loadFixture('selfie-good'))
      .linear(light, 0)
      .jpeg()
      .toBuffer();
    expect(await sightOf(selfie)).toBe(sees);
  });

  test.each([
    ['dim', () => plain({ r: 12, g: 12, b: 12 })],
    ['bright', () => plain({ r: 250, g: 250, b: 250 })],
    ['no-face', () => plain({ r: 128, g: 120, b: 110 })],
    ['dim', () => loadFixture('selfie-dim')],
    ['dim', () => loadFixture('ktp-dark')],
    ['bright', () => loadFixture('selfie-bright')],
    [
      'blurred',
      async () =>
        sharp(await loadFixture('selfie-good'))
          .blur(25)
          .jpeg()
          .toBuffer(),
    ],
    [
      'blurred',
      async () =>
        sharp(await loadFixture('ktp-good'))
          .blur(25)
          .jpeg()
          .toBuffer(),
    ],
  ])('finds a picture %s', async (sees, picture) => {
    expect(await sightOf(await picture())).toBe(sees);
  });
});

describe('the simulated face engine', () => {
  const mocks = new Map<FaceEngineMode, MockServer>();
  beforeAll(async () => {
    for (const faceEngine of ['off', 'marks', 'full'] as const)
      mocks.set(faceEngine, await createMockServer({ faceEngine }));
  });
  afterAll(() => Promise.all([...mocks.values()].map((mock) => mock.close())));

  const answer = async (mode: FaceEngineMode, img1: Blob | 'selfie-dim'): Promise<string | null> => {
    const mock = mocks.get(mode);
    if (!mock) throw new Error(`no mock for ${mode}`);
    return (await sendGood(mock, { img1 })).headers.get('X-Mock-Scenario');
  };

  test.each<[FaceEngineMode, string, string]>([
    ['full', 'liveness-error', 'liveness-error'],
    ['marks', 'liveness-error', 'success'],
    ['off', 'success', 'success'],
  ])('in mode %s answers a marked dim selfie with %s, an unmarked one with %s', async (mode, marked, without) => {
    expect(await answer(mode, 'selfie-dim')).toBe(marked);
    expect(await answer(mode, blobOf(await plain({ r: 12, g: 12, b: 12 })))).toBe(without);
  });

  test.each(['full', 'marks', 'off'] as const)('in mode %s still refuses what is no picture', async (mode) => {
    expect(await answer(mode, new Blob(['no picture']))).not.toBe('success');
  });

  test('tells in the journal by what it went', async () => {
    const mock = mocks.get('full');
    if (!mock) throw new Error('no mock');
    // So much blur that the code which is drawn in the picture goes with it.
    await sendGood(mock, {
      img1: blobOf(
        await sharp(await loadFixture('selfie-good'))
          .blur(25)
          .jpeg()
          .toBuffer(),
      ),
    });
    const [img1] = mock.requests().at(-1)?.parts ?? [];
    expect(img1).toMatchObject({
      seen: expect.stringMatching(/^no mark; sharpness \d\.\d % of the contrast, below 3$/),
      dimensions: { width: 1080, height: 1440 },
      verdicts: [{ rule: 'liveness', verdict: 'liveness-error', text: 'the selfie is blurred' }],
    });
  });

  describe('looks once at a picture', () => {
    const fileOf = (content: Buffer): ReceivedFile => ({
      type: 'file',
      name: 'img1',
      filename: 'selfie.jpg',
      declaredType: 'image/jpeg',
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      sniffed: 'jpeg',
      content,
    });

    test('whichever mock of the process it comes to, and under whatever name', async () => {
      const file = fileOf(await loadFixture('selfie-good'));
      const first = createFaceEngine('full')(file);
      const again = createFaceEngine('full')({ ...file, name: 'img2', content: Buffer.from(file.content ?? '') });
      expect(again).toBe(first);
      expect(await first).toMatchObject({ readable: true, sees: 'face' });
    });

    test('in each mode, and anew for every other file', async () => {
      const dark = fileOf(await plain({ r: 12, g: 12, b: 12 }));
      const darker = fileOf(await plain({ r: 3, g: 3, b: 3 }));
      const full = createFaceEngine('full');
      expect(createFaceEngine('marks')(dark)).not.toBe(full(dark));
      expect(full(darker)).not.toBe(full(dark));
    });

    test('but does not remember one that it could not look at', async () => {
      const { content: _, ...tooLarge } = fileOf(await plain({ r: 200, g: 200, b: 200 }));
      const engine = createFaceEngine('full');
      expect(await engine({ ...tooLarge, content: undefined })).toMatchObject({ readable: false });
      expect(await engine(fileOf(await plain({ r: 200, g: 200, b: 200 })))).toMatchObject({ readable: true });
    });
  });
});
