import sharp from 'sharp';
import { encodeMark } from '../../fixtures/index.js';

/**
 * The pictures that the witnesses send: small files within the limits of section 3, unless their names say otherwise.
 */
export const drawnPictures = await drawPictures();

/** A bright gradient with stripes, sharp enough for a face, without a mark unless noted. */
async function drawPictures() {
  const slope = (width: number, height: number, brightness = 1) =>
    sharp(
      Buffer.from(Array.from({ length: 64 * 64 }, (_, index) => ((index % 64) + 80 + (index % 2) * 40) * brightness)),
      { raw: { width: 64, height: 64, channels: 1 } },
    )
      .resize(width, height, { fit: 'fill', kernel: 'nearest' })
      .jpeg({ quality: 60 });
  const marked = (person: number, live: boolean) =>
    slope(1920, 1080)
      .withExif({ IFD0: { ImageDescription: encodeMark({ id: 'witness', sees: 'face', person, live }) } })
      .toBuffer();
  const good = await slope(1920, 1080).toBuffer();
  const [twoMegapixelsUpright, lyingWithNote, small, tooSmall, tooLarge, dim, person, other, notLive] =
    await Promise.all([
      slope(1080, 1920).toBuffer(),
      slope(1080, 1920).withMetadata({ orientation: 6 }).toBuffer(),
      slope(600, 600).toBuffer(),
      slope(500, 500).toBuffer(),
      slope(2000, 1100).toBuffer(),
      slope(1920, 1080, 0.1).toBuffer(),
      marked(1, true),
      marked(2, true),
      marked(1, false),
    ]);
  return {
    good,
    upright: twoMegapixelsUpright,
    lyingWithNote,
    small,
    tooSmall,
    tooLarge,
    dim,
    person,
    other,
    notLive,
    cut: good.subarray(0, good.length / 2),
    withoutEnd: good.subarray(0, -2),
    ofSize: (width: number, height: number) => slope(width, height).toBuffer(),
    ofBytes: (bytes: number) => Buffer.concat([good, Buffer.alloc(bytes - good.length)]),
  };
}
