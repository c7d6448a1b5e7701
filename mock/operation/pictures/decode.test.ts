import { describe, expect, onTestFinished, test } from 'vitest';
import { encodeMark, imageLibrary, type PictureMark } from '../../../fixtures/index.js';
import { builtInProfile, contractUnder } from '../../../spec/index.js';
import { receivedSelfie } from '../received-file.test-helper.js';
import type { PixelRules } from './dimensions.js';
import { createFaceEngine } from './face-engine.js';

// The module that decodes: the imported one is another instance, with its own queue.
const sharp = imageLibrary();
const engine = createFaceEngine('full');
const { decisions, parts } = contractUnder(builtInProfile('documented').profile);
const picture = parts.find(({ name }) => name === 'img1')?.picture;
if (!picture) throw new Error('the contract has no limits for img1');
const limits: PixelRules = { ...decisions.pictures, ...picture };
const anySize: PixelRules = { ...limits, tooSmall: 'accepted', tooLarge: 'accepted' };

const grey = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#778899' } });
const marked = (id: string): { IFD0: { ImageDescription: string } } => {
  const mark: PictureMark = { id, sees: 'face', person: 1 };
  return { IFD0: { ImageDescription: encodeMark(mark) } };
};

/** The maximum number of concurrent decodings, running or queued, from now on. */
function mostAtWork(): () => number {
  let most = 0;
  const count = (): void => {
    const { queue, process } = sharp.counters();
    most = Math.max(most, queue + process);
  };
  sharp.queue.on('change', count);
  onTestFinished(() => void sharp.queue.off('change', count));
  return () => most;
}

describe('decoding', () => {
  test('runs for three pictures at once at most, and ordinary ones do not wait for slow ones', async () => {
    const slow = await Promise.all(
      Array.from({ length: 8 }, (_, number) =>
        grey(1920, 1080)
          .toColourspace('rgb16')
          .ensureAlpha()
          .withExif(marked(`slow-${number}`))
          .png({ progressive: true, compressionLevel: 1 })
          .toBuffer(),
      ),
    );
    const quick = await grey(640, 640).withExif(marked('quick')).jpeg().toBuffer();
    const atWork = mostAtWork();
    const seen: string[] = [];
    const inspections = [...slow, quick].map(async (content) => {
      const found = await engine(receivedSelfie(content), limits);
      seen.push((found.readable ? found.basis : found.reason).en);
    });
    await Promise.all(inspections);
    expect(seen.slice(0, 8)).toContain('picture mark of quick');
    expect(seen).toHaveLength(9);
    expect(atWork()).toBeGreaterThan(0);
    expect(atWork()).toBeLessThanOrEqual(3);
  });

  test('is skipped for a picture whose dimensions are rejected, and runs under a contract that accepts them', async () => {
    for (const [width, height] of [
      [3000, 3000],
      [200, 200],
      [100, 3000],
      [6000, 4000],
    ] as const) {
      const black = receivedSelfie(
        await sharp({ create: { width, height, channels: 3, background: '#000' } })
          .jpeg()
          .toBuffer(),
      );
      const found = { readable: true, width, height };
      expect(await engine(black, limits)).toMatchObject({
        ...found,
        sees: 'face',
        basis: { en: expect.stringContaining('not decoded') },
      });
      expect(await engine(black, anySize)).toMatchObject({ ...found, sees: 'dim' });
      expect(await engine(black, limits)).toMatchObject({ ...found, sees: 'face' });
    }
  });

  test('is not needed to inspect a marked picture of rejected dimensions', async () => {
    const file = receivedSelfie(await grey(3000, 3000).withExif(marked('large')).jpeg().toBuffer());
    expect(await engine(file, limits)).toMatchObject({
      readable: true,
      person: 1,
      basis: { en: 'picture mark of large' },
    });
  });

  test('detects a file that was cut off, marked or not', async () => {
    for (const image of [grey(800, 800), grey(800, 800).withExif(marked('cut'))]) {
      const whole = await image.png({ compressionLevel: 0 }).toBuffer();
      expect(await engine(receivedSelfie(whole.subarray(0, whole.length / 2)), limits)).toMatchObject({
        readable: false,
      });
    }
  });
});
