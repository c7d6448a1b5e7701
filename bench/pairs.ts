import sharp from 'sharp';
import { type FixtureId, loadFixture } from '../fixtures/index.js';
import { benchTenants } from './tenants.js';

/** The sizes of a pair of pictures that are measured. */
export const pairNames = ['small', 'typical', 'large'] as const;

/** One of {@link pairNames}. */
export type PairName = (typeof pairNames)[number];

/** A request, ready to be sent over and over. */
export interface PairRequest {
  readonly name: PairName;
  /** Bytes of selfie and card. */
  readonly pictures: readonly [selfie: number, card: number];
  readonly contentType: string;
  readonly body: Buffer;
}

interface Wanted {
  readonly size: readonly [width: number, height: number];
  /** The file is as close below this as the encoder's quality allows. */
  readonly bytes: number;
  /** Standard deviation of the film grain: what fills a large file is detail, not padding. */
  readonly grain: number;
}

/** Each within the document's limits, the large ones only just. */
const wanted: Readonly<Record<PairName, readonly [selfie: Wanted, card: Wanted]>> = {
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
 * Makes the request of that size: two JPEG files of a drawn selfie and its card, with the parts that the document demands.
 * Without marks they are what a user's own photos are: the mock has to measure them.
 */
export async function makePairRequest(name: PairName, isMarked = true): Promise<PairRequest> {
  const [selfie, card] = await Promise.all([
    pictureOf('selfie-good', wanted[name][0], isMarked),
    pictureOf('ktp-good', wanted[name][1], isMarked),
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

/** A fixture encoded anew, as a phone would: the best quality whose file is not over the wanted size. */
async function pictureOf(id: FixtureId, { size: [width, height], bytes, grain }: Wanted, isMarked: boolean) {
  let image = sharp(await loadFixture(id));
  if (!isMarked) {
    // The drawn mark stands in the top quarter; the one in the metadata is lost by encoding anew.
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
