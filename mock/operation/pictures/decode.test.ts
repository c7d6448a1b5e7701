import { describe, expect, onTestFinished, test } from 'vitest';
import { encodeMark, imageLibrary, type PictureMark } from '../../../fixtures/index.js';
import { builtInProfile, contractUnder } from '../../../spec/index.js';
import { receivedSelfie } from '../received-file.test-helper.js';
import type { PixelRules } from './dimensions.js';
import { createFaceEngine } from './face-engine.js';

// The one that decodes: what is imported is another, with a queue of its own.
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

/** Decodes that the image library has begun, or has been handed, at the most at once, from now on. */
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
  test('is done for three pictures at once at most, and none waits for those that take long', async () => {
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
    const looks = [...slow, quick].map(async (content) => {
      const look = await engine(receivedSelfie(content), limits);
      seen.push(look.readable ? look.basis : look.reason);
    });
    await Promise.all(looks);
    expect(seen.slice(0, 8)).toContain('picture mark of quick');
    expect(seen).toHaveLength(9);
    expect(atWork()).toBeGreaterThan(0);
    expect(atWork()).toBeLessThanOrEqual(3);
  });

  test('is not done for a picture whose dimensions are refused, and is under a contract that accepts them', async () => {
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
      const look = { readable: true, width, height };
      expect(await engine(black, limits)).toMatchObject({
        ...look,
        sees: 'face',
        basis: expect.stringContaining('not decoded'),
      });
      expect(await engine(black, anySize)).toMatchObject({ ...look, sees: 'dim' });
      expect(await engine(black, limits)).toMatchObject({ ...look, sees: 'face' });
    }
  });

  test('is not needed to know what a marked picture of refused dimensions shows', async () => {
    const file = receivedSelfie(await grey(3000, 3000).withExif(marked('large')).jpeg().toBuffer());
    expect(await engine(file, limits)).toMatchObject({ readable: true, person: 1, basis: 'picture mark of large' });
  });

  test('finds out a file that has been cut, marked or not', async () => {
    for (const image of [grey(800, 800), grey(800, 800).withExif(marked('cut'))]) {
      const whole = await image.png({ compressionLevel: 0 }).toBuffer();
      expect(await engine(receivedSelfie(whole.subarray(0, whole.length / 2)), limits)).toMatchObject({
        readable: false,
      });
    }
  });
});
