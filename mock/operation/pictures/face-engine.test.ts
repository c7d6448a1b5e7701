import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFixture } from '../../../fixtures/index.js';
import { blobOf, sendGood } from '../../good-request.test-helper.js';
import type { FaceEngineMode } from '../../schemas/choices.js';
import { createMockServer, type MockServer } from '../../server.js';
import { receivedSelfie } from '../received-file.test-helper.js';
import { createFaceEngine } from './face-engine.js';

function plain(background: { r: number; g: number; b: number }): Promise<Buffer> {
  return sharp({ create: { width: 800, height: 900, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

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

  test.each(['full', 'marks', 'off'] as const)(
    'in mode %s still rejects a file that is not a picture',
    async (mode) => {
      expect(await answer(mode, new Blob(['no picture']))).not.toBe('success');
    },
  );

  test('reports its source in the journal', async () => {
    const mock = mocks.get('full');
    if (!mock) throw new Error('no mock');
    // So little light that the drawn code is lost as well.
    await sendGood(mock, {
      img1: blobOf(
        await sharp(await loadFixture('selfie-good'))
          .linear(0.04, 0)
          .jpeg()
          .toBuffer(),
      ),
    });
    const [img1] = mock.requests().at(-1)?.parts ?? [];
    expect(img1).toMatchObject({
      inspection: expect.stringMatching(/^no mark; all but black: hardly a pixel is brighter than \d+ of 255$/),
      dimensions: { width: 1080, height: 1440 },
      violations: [{ rule: 'liveness', outcome: 'liveness-error', text: 'the selfie is too dim' }],
    });
  });

  test('treats a photo without a mark as a face, however soft, pale or dark it is', async () => {
    const soft = sharp(await loadFixture('selfie-good')).blur(25);
    for (const photo of [soft, soft.clone().linear(1, 90), soft.clone().linear(0.3, 0)]) {
      const jpeg = await photo.jpeg({ quality: 40 }).toBuffer();
      expect(await answer('full', blobOf(jpeg))).toBe('success');
    }
  });

  describe('inspects a picture once', () => {
    test('in all mocks of the process, and under any name', async () => {
      const file = receivedSelfie(await loadFixture('selfie-good'));
      const first = createFaceEngine('full')(file);
      const again = createFaceEngine('full')({ ...file, name: 'img2', content: Buffer.from(file.content ?? '') });
      expect(again).toBe(first);
      expect(await first).toMatchObject({ readable: true, sees: 'face' });
    });

    test('per mode, and again for every other file', async () => {
      const dark = receivedSelfie(await plain({ r: 12, g: 12, b: 12 }));
      const darker = receivedSelfie(await plain({ r: 3, g: 3, b: 3 }));
      const full = createFaceEngine('full');
      expect(createFaceEngine('marks')(dark)).not.toBe(full(dark));
      expect(full(darker)).not.toBe(full(dark));
    });

    test('but does not cache a failed inspection', async () => {
      const { content: _, ...tooLarge } = receivedSelfie(await plain({ r: 200, g: 200, b: 200 }));
      const engine = createFaceEngine('full');
      expect(await engine({ ...tooLarge, content: undefined })).toMatchObject({ readable: false });
      expect(await engine(receivedSelfie(await plain({ r: 200, g: 200, b: 200 })))).toMatchObject({ readable: true });
    });
  });
});
