import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFixture } from '../../fixtures/index.js';
import { builtInProfile } from '../../spec/index.js';
import { type Changes, sendGood } from '../good-request.test-helper.js';
import { type MockProcess, startMockProcess } from './mock-process.test-helper.js';

const MB = 1024 * 1024;

let mock: MockProcess;
let selfie: Buffer;
beforeAll(async () => {
  mock = await startMockProcess();
  // Loads the decoder, and decodes the largest pictures that the contract allows.
  await sendGood(mock, { img1: 'selfie-good-png', img2: 'ktp-good-png' });
  await sendGood(mock, { img1: 'selfie-max-by-min', img2: 'ktp-max-by-min' });
  selfie = await loadFixture('selfie-min');
});
afterAll(() => mock[Symbol.asyncDispose]());

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const end = chunk('IEND', Buffer.alloc(0));

/** A PNG of four channels that claims a size; its pixels are compressed zeros, or almost none by default. */
function png(
  width: number,
  height: number,
  { pixels = 64, bits = 8, interlaced = false, before = [] as readonly Buffer[] } = {},
): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([bits, 6, 0, 0, interlaced ? 1 : 0], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    ...before,
    chunk('IDAT', deflateSync(Buffer.alloc(pixels))),
    end,
  ]);
}

const whole = (side: number): number => (1 + side * 4) * side;
/** The bytes of an interlaced PNG with four channels of two bytes, whose seven passes have separate rows. */
const interlaced16 = (width: number, height: number): number => width * height * 8 + 2 * height + 8;
/** The most costly picture that the contract allows: two bytes per channel, in seven passes. */
const costly = (number: number): Buffer =>
  png(1920, 1080, {
    bits: 16,
    interlaced: true,
    pixels: interlaced16(1920, 1080),
    before: [chunk('tEXt', Buffer.from(`number\0${number}`))],
  });

/** A JPEG whose frame claims another size. */
function jpeg(width: number, height: number): Buffer {
  const file = Buffer.from(selfie);
  const frame = file.findIndex((byte, at) => byte === 0xff && (file[at + 1] === 0xc0 || file[at + 1] === 0xc2));
  file.writeUInt16BE(height, frame + 5);
  file.writeUInt16BE(width, frame + 7);
  return file;
}

/** JPEG segments of application data, as many as a file can have. */
function jpegWith(marker: number, content: Buffer, count: number): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([
    selfie.subarray(0, 2),
    ...Array.from({ length: count }, () => [head, content]).flat(),
    selfie.subarray(2),
  ]);
}

/** A JPEG with this many scans over all of its pixels, in a dozen bytes each. */
function jpegOfScans(count: number, file = selfie): Buffer {
  const scan = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x7f, 0x7f]);
  return Buffer.concat([file.subarray(0, -2), ...Array.from({ length: count }, () => scan), file.subarray(-2)]);
}

/** An EXIF block whose first directory points to itself as the next. */
function loopingExif(): Buffer {
  const tiff = Buffer.from('II*\0\x08\0\0\0\0\0\x08\0\0\0', 'latin1');
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}

/** A hundred megabytes of zeros, compressed to a thousandth. */
const packed = deflateSync(Buffer.alloc(100 * MB), { level: 1 });
const packedIn = (name: string, count: number, what = packed): Buffer =>
  png(600, 600, {
    pixels: whole(600),
    before: Array.from({ length: count }, (_, at) => chunk(name, Buffer.concat([Buffer.from(`x${at}\0\0`), what]))),
  });
/** The most that a decoder unpacks without a limit check. */
const unasked = deflateSync(Buffer.alloc(7_900_000));
const laughs = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "ha">${[...'bcdefghij']
  .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghi'[at]};`.repeat(10)}">`)
  .join('')}]><svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><text>&j;</text></svg>`;
const gif = (): Buffer =>
  Buffer.concat([Buffer.from('GIF89a\xff\xff\xff\xff\x80\0\0', 'latin1'), Buffer.alloc(100_000)]);
const webp = (): Buffer =>
  Buffer.concat([
    Buffer.from('RIFF\xff\xff\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0', 'latin1'),
    Buffer.alloc(1000),
  ]);
const tiff = (): Buffer => Buffer.from('II*\0\x08\0\0\0\xff\xff\0\x01\x04\0\x01\0\0\0\xff\xff\xff\x7f', 'latin1');

const bombs: readonly (readonly [name: string, make: () => Buffer, scenario: string, reason: RegExp])[] = [
  ['a PNG that claims 50 000 x 50 000', () => png(50_000, 50_000), 'image-too-large', /50000 x 50000 pixels/],
  ['a PNG that claims a side of 2 147 483 647', () => png(2 ** 31 - 1, 1), 'face-compare-error', /cannot be decoded/],
  ['a JPEG that claims 65 500 x 65 500', () => jpeg(65_500, 65_500), 'image-too-large', /65500 x 65500 pixels/],
  ['a PNG that is 7000 x 7000', () => png(7000, 7000, { pixels: whole(7000) }), 'image-too-large', /7000 x 7000/],
  [
    'an interlaced PNG that claims 7000 x 7000',
    () => png(7000, 7000, { pixels: whole(7000), interlaced: true }),
    'image-too-large',
    /7000 x 7000/,
  ],
  [
    'an interlaced PNG of 4000 x 4000 with 16 bits a channel',
    () => png(4000, 4000, { bits: 16, interlaced: true, pixels: interlaced16(4000, 4000) }),
    'image-too-large',
    /4000 x 4000 pixels/,
  ],
  [
    'a PNG of 1 x 16 000 000',
    () => png(1, 16_000_000, { pixels: 5 * 16_000_000 }),
    'parameter-invalid',
    /1 x 16000000/,
  ],
  ['a PNG of 16 000 000 x 1', () => png(16_000_000, 1, { pixels: 64_000_001 }), 'parameter-invalid', /16000000 x 1/],
  ['a JPEG of 90 scans that claims 4000 x 4000', () => jpegOfScans(90, jpeg(4000, 4000)), 'image-too-large', /4000 x/],
  [
    'a JPEG of half a million segments',
    () => jpegWith(0xed, Buffer.alloc(0), 500_000),
    'face-compare-error',
    /5000\d\d segments; more than 1000 are not decoded/,
  ],
  ['a PNG with a colour profile of 100 MB', () => packedIn('iCCP', 1), 'liveness-error', /too bright/],
  ['a PNG with a text of 100 MB', () => packedIn('zTXt', 1), 'liveness-error', /too bright/],
  ['a PNG with many texts of 100 MB', () => packedIn('zTXt', 6), 'liveness-error', /too bright/],
  [
    'a PNG with 300 texts of 8 MB',
    () => packedIn('zTXt', 300, unasked),
    'face-compare-error',
    /300 packed texts; more than 16 are not decoded/,
  ],
  ['a JPEG of 2600 scans', () => jpegOfScans(2600), 'liveness-error', /not recognizable/],
  ['a JPEG of 90 scans more than it has', () => jpegOfScans(90), 'success', /nothing is wrong/],
  [
    'a PNG whose chunk claims 2 GB',
    () => Buffer.concat([signature, Buffer.from('\x7f\xff\xff\xffeXIf', 'latin1')]),
    'face-compare-error',
    /cannot be decoded/,
  ],
  [
    'a PNG that ends in the middle of its pixels',
    () => png(600, 600, { pixels: whole(600) }).subarray(0, 600),
    'face-compare-error',
    /cannot be decoded/,
  ],
  [
    'a JPEG with forty EXIF segments',
    () => jpegWith(0xe1, Buffer.concat([loopingExif(), Buffer.alloc(60_000)]), 40),
    'success',
    /nothing is wrong/,
  ],
  [
    'a JPEG whose EXIF directory is its own next',
    () => jpegWith(0xe1, loopingExif(), 1),
    'success',
    /nothing is wrong/,
  ],
  ['an SVG of a billion laughs', () => Buffer.from(laughs), 'parameter-invalid', /the content is SVG/],
  ['a GIF that claims 65 535 x 65 535', gif, 'parameter-invalid', /the content is GIF/],
  ['a WebP that claims 16 384 x 16 384', webp, 'parameter-invalid', /the content is WebP/],
  ['a TIFF whose directory never ends', tiff, 'parameter-invalid', /the content is TIFF/],
];

/** Allowed cost beyond an ordinary picture: less than its pixels, or its packed content, would take. */
const cost = 48 * MB;

async function sendPicture(to: MockProcess, picture: Buffer) {
  const before = await to.memory();
  const { status, headers } = await sendGood(to, { img1: new Blob([new Uint8Array(picture)]) });
  const { requests } = await fetch(`${to.url}/__admin/requests`).then((response) => response.json());
  const { peak } = await to.memory();
  return {
    status,
    scenario: headers.get('X-Mock-Scenario'),
    reason: requests.at(-1).answer.reason,
    cost: peak - before.peak,
  };
}

describe('a picture that is built to fill the memory', () => {
  test.each(bombs)('%s is answered without being unpacked', async (_, make, scenario, reason) => {
    const answer = await sendPicture(mock, make());
    expect(answer).toMatchObject({ status: 200, scenario, reason: expect.stringMatching(reason) });
    expect(answer.cost).toBeLessThan(cost);
  });

  test('would show in the memory if it were unpacked, also where the process that starts the mock is larger', async () => {
    Buffer.alloc(600 * MB, 1);
    await using careless = await startMockProcess({ broken: 'unpacks every picture' });
    await sendGood(careless);
    const interlaced = png(7000, 7000, { pixels: whole(7000), interlaced: true });
    expect((await sendPicture(careless, interlaced)).cost).toBeGreaterThan(cost);
  });

  describe('where the contract in force allows any dimensions', () => {
    let allowing: MockProcess;
    beforeAll(async () => {
      const { profile, ...rest } = builtInProfile('documented');
      const pictures = { ...profile.pictures, tooSmall: 'accepted', tooLarge: 'accepted' } as const;
      allowing = await startMockProcess({ options: { profile: { ...rest, profile: { ...profile, pictures } } } });
      await sendGood(allowing, { img1: 'selfie-good-png', img2: 'ktp-good-png' });
    });
    afterAll(() => allowing[Symbol.asyncDispose]());

    test.each([
      ['pixels', () => png(7000, 7000, { pixels: whole(7000) })],
      ['bytes', () => png(4000, 4000, { bits: 16, interlaced: true, pixels: interlaced16(4000, 4000) })],
      ['rows', () => png(1, 16_000_000, { pixels: 5 * 16_000_000 })],
      ['pixels in a row', () => png(16_000_000, 1, { pixels: 64_000_001 })],
    ])('one of too many %s is still not unpacked', async (_, make) => {
      const answer = await sendPicture(allowing, make());
      expect(answer).toMatchObject({
        scenario: 'liveness-error',
        reason: expect.stringMatching(/not recognizable/),
      });
      expect(answer.cost).toBeLessThan(cost);
    });
  });
});

describe('while eight pictures as costly as the contract allows are decoded', () => {
  test('another request is answered before the last of them', async () => {
    const answered: string[] = [];
    const send = async (name: string, changes: Changes): Promise<void> => {
      const { status } = await sendGood(mock, changes);
      answered.push(`${name}: ${status}`);
    };
    const eight = Array.from({ length: 8 }, (_, number) =>
      send('costly', { img1: new Blob([new Uint8Array(costly(number))]) }),
    );
    // None of its pictures is in the cache.
    const good = send('good', { img1: new Blob([new Uint8Array(jpegWith(0xfe, Buffer.from('new'), 1))]) });
    await Promise.all([good, ...eight]);
    expect(answered).toHaveLength(9);
    expect(answered.indexOf('good: 200')).toBeLessThan(8);
  });
});
