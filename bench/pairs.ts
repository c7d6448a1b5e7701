import sharp from 'sharp';
import { type FixtureId, loadFixture } from '../fixtures/index.js';
import { benchTenants } from './tenants.js';

/** The measured sizes of a pair of pictures. */
export const pairNames = ['small', 'typical', 'large'] as const;

/** One of {@link pairNames}. */
export type PairName = (typeof pairNames)[number];

/** A request that can be sent repeatedly. */
export interface PairRequest {
  readonly name: PairName;
  /** Bytes of selfie and card. */
  readonly pictures: readonly [selfie: number, card: number];
  readonly contentType: string;
  readonly body: Buffer;
}

interface PictureTarget {
  readonly size: readonly [width: number, height: number];
  /** The file is as close below this size as the encoder's quality allows. */
  readonly bytes: number;
  /** Standard deviation of the film grain. Detail makes a file large here, not padding. */
  readonly grain: number;
}

/** Every picture is within the document's limits, the large ones just barely. */
const targetPictures: Readonly<Record<PairName, readonly [selfie: PictureTarget, card: PictureTarget]>> = {
  small: [
    { size: [600, 800], bytes: 20_000, grain: 0 },
    { size: [960, 720], bytes: 20_000, grain: 0 },
  ],
  typical: [
    { size: [1080, 1440], bytes: 400_000, grain: 12 },
    { size: [1280, 960], bytes: 300_000, grain: 12 },
  ],
  large: [
    { size: [1080, 1440], bytes: 3_000_000, grain: 120 },
    { size: [1280, 960], bytes: 2_000_000, grain: 120 },
  ],
};

/**
 * Creates the request of a size: two JPEG files of a drawn selfie and its card, with the parts that the document requires.
 * Without marks they resemble a user's own photos, which the mock has to measure.
 */
export async function createPairRequest(name: PairName, isMarked = true): Promise<PairRequest> {
  const [selfie, card] = await Promise.all([
    pictureOf('selfie-good', targetPictures[name][0], isMarked),
    pictureOf('ktp-good', targetPictures[name][1], isMarked),
  ]);
  const [tenant] = benchTenants;
  const form = new FormData();
  form.append('img1', new Blob([new Uint8Array(selfie)], { type: 'image/jpeg' }), 'selfie.jpg');
  form.append('img2', new Blob([new Uint8Array(card)], { type: 'image/jpeg' }), 'ktp.jpg');
  form.append('key', tenant?.key ?? '');
  form.append('tenant_code', tenant?.code ?? '');
  form.append('refNumber', 'BENCH-0001');
  const request = new Request('http://localhost', { method: 'POST', body: form });
  return {
    name,
    pictures: [selfie.length, card.length],
    contentType: request.headers.get('Content-Type') ?? '',
    body: Buffer.from(await request.arrayBuffer()),
  };
}

/** Re-encodes a fixture as a phone would, with the best quality whose file is not over the size. */
async function pictureOf(id: FixtureId, { size: [width, height], bytes, grain }: PictureTarget, isMarked: boolean) {
  let image = sharp(await loadFixture(id));
  if (!isMarked) {
    // The drawn mark is in the top quarter. Re-encoding drops the one in the metadata.
    const { width: from, height: down } = await image.metadata();
    const top = Math.round(down / 4);
    image = image.extract({ left: 0, top, width: from, height: down - top });
  }
  const noise = {
    create: { width, height, channels: 3, background: 'black', noise: { type: 'gaussian', mean: 128, sigma: grain } },
  } as const;
  const layers = grain === 0 ? [] : [{ input: await sharp(noise).png().toBuffer(), blend: 'overlay' as const }];
  const resized = image.resize(width, height, { fit: 'cover' }).composite(layers);
  const whole = await (isMarked ? resized.keepExif() : resized).png().toBuffer();
  const encode = (quality: number): Promise<Buffer> => {
    const picture = sharp(whole).jpeg({ quality, chromaSubsampling: '4:4:4' });
    return (isMarked ? picture.keepExif() : picture).toBuffer();
  };
  let [fits, tooMuch] = [1, 101];
  let best = await encode(fits);
  while (tooMuch - fits > 1) {
    const quality = (fits + tooMuch) >> 1;
    const file = await encode(quality);
    if (file.length > bytes) tooMuch = quality;
    else [fits, best] = [quality, file];
  }
  return best;
}
