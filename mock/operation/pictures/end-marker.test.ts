import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documented, loadContract, nest, withDecisions } from '../../../spec/index.js';
import { blobOf, post } from '../../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../../server.js';
import { hasAllData, withoutEnd } from './end-marker.js';

/** As uneven as a photo, without a mark. */
const photo = sharp({
  create: {
    width: 960,
    height: 720,
    channels: 3,
    background: '#888',
    noise: { type: 'gaussian', mean: 128, sigma: 40 },
  },
});
const baseline = await photo.jpeg({ quality: 70 }).toBuffer();
const progressive = await photo.jpeg({ quality: 70, progressive: true }).toBuffer();
const grey = await photo.greyscale().jpeg({ quality: 70 }).toBuffer();
const flat = await sharp({ create: { width: 960, height: 720, channels: 3, background: '#a63' } })
  .jpeg()
  .toBuffer();
const png = await photo.png({ compressionLevel: 9 }).toBuffer();

/** Data that phones append to a picture: a video, and its directory, which ends with SEFT. */
const trailer = Buffer.concat([
  Buffer.from('MotionPhoto_Data\0\0\0\x18ftypmp42', 'latin1'),
  Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 89) % 255)),
  Buffer.from('SEFHSEFT'),
]);
const concat = (...bytes: readonly Buffer[]): Buffer => Buffer.concat(bytes);
const without = (bytes: Buffer, count: number): Buffer => bytes.subarray(0, bytes.length - count);

let optional: MockServer;
let required: MockServer;
beforeAll(async () => {
  optional = await createMockServer();
  const strict = withDecisions(documented, nest([['pictures.endMarker', 'required']]));
  required = await createMockServer({ contract: await loadContract(strict) });
});
afterAll(async () => {
  await optional.close();
  await required.close();
});

async function answer(mock: MockServer, content: Buffer, name: string) {
  const body = new FormData();
  for (const part of ['img1', 'img2']) body.append(part, blobOf(content), name);
  for (const [part, value] of Object.entries({ key: 'ADINS_key1234', tenant_code: 'AIT', refNumber: 'R' }))
    body.append(part, value);
  const { headers } = await post(mock, { body });
  const [img1] = mock.requests().at(-1)?.parts ?? [];
  return { scenario: headers.get('X-Mock-Scenario'), img1 };
}

const lacking: readonly (readonly [string, Buffer])[] = [
  ['a JPEG without its last two bytes', without(baseline, 2)],
  ['a JPEG without the last one', without(baseline, 1)],
  ['a progressive JPEG', without(progressive, 2)],
  ['a grey JPEG', without(grey, 2)],
  ['a JPEG with a trailer in place of its end', concat(without(baseline, 2), trailer)],
  ['a progressive JPEG with such a trailer', concat(without(progressive, 2), trailer)],
  ['a JPEG with another JPEG in place of its end', concat(without(baseline, 2), flat)],
  ['a JPEG with zeros in place of its end', concat(without(baseline, 2), Buffer.alloc(3000))],
  ['a PNG without its last chunk', without(png, 12)],
  ['a PNG with half of it', without(png, 5)],
  ['a PNG without its last byte', without(png, 1)],
  ['a PNG with a trailer in place of its end', concat(without(png, 12), trailer)],
];

const whole: readonly (readonly [string, Buffer])[] = [
  ['a JPEG', baseline],
  ['a progressive JPEG', progressive],
  ['a JPEG with a trailer after its end', concat(baseline, trailer)],
  [
    'a JPEG with a video after its end',
    concat(progressive, Buffer.from('\0\0\0\x18ftypmp42', 'latin1'), Buffer.alloc(999, 7)),
  ],
  ['a JPEG with another one after its end', concat(baseline, flat)],
  ['a JPEG with zeros after its end', concat(baseline, Buffer.alloc(3000))],
  ['a PNG', png],
  ['a PNG with a trailer after its end', concat(png, trailer)],
];

const cut: readonly (readonly [string, Buffer])[] = [
  ...[3, 4, 8, 30, 300, 3000].map(
    (count) => [`a JPEG without its last ${count} bytes`, without(baseline, count)] as const,
  ),
  ...[4, 30, 3000].map(
    (count) => [`a progressive JPEG without its last ${count} bytes`, without(progressive, count)] as const,
  ),
  [
    'a progressive JPEG without its last scan',
    progressive.subarray(0, progressive.lastIndexOf(Buffer.from([0xff, 0xda]))),
  ],
  ['half a JPEG', without(baseline, baseline.length / 2)],
  ['half a JPEG of one colour', without(flat, flat.length / 8)],
  [
    'half a JPEG, filled up with zeros',
    concat(without(baseline, baseline.length / 2), Buffer.alloc(baseline.length / 2)),
  ],
  ['a PNG without its last 17 bytes', without(png, 17)],
  ['half a PNG', without(png, png.length / 2)],
];

describe('a picture that lacks only its end marker', () => {
  test.each(lacking)('is readable, and the journal reports what is missing: %s', async (name, content) => {
    const { scenario, img1 } = await answer(optional, content, name.includes('PNG') ? 'a.png' : 'a.jpg');
    expect(scenario).toBe('success');
    expect(img1).toMatchObject({
      dimensions: { width: 960 },
      inspection: expect.stringMatching(
        name.includes('PNG') ? /its end marker \(IEND\) is missing$/ : /its end marker \(EOI\) is missing$/,
      ),
      violations: [],
    });
  });

  test.each(lacking)('is unreadable if the contract requires the marker: %s', async (name, content) => {
    const { scenario, img1 } = await answer(required, content, name.includes('PNG') ? 'a.png' : 'a.jpg');
    expect(scenario).toBe('face-compare-error');
    expect(img1?.violations[0]).toMatchObject({
      outcome: 'face-compare-error',
      text: expect.stringMatching(/^its end marker \((EOI|IEND)\) is missing$/),
      hint: expect.stringMatching(/cut off/),
    });
  });
});

describe('a picture that has its end marker', () => {
  test.each(whole)('is readable under both readings, whatever follows the marker: %s', async (name, content) => {
    for (const mock of [optional, required]) {
      const { scenario, img1 } = await answer(mock, content, name.includes('PNG') ? 'a.png' : 'a.jpg');
      expect(scenario).toBe('success');
      expect(img1).toMatchObject({ inspection: expect.not.stringMatching(/end marker/), violations: [] });
    }
  });
});

describe('a picture that lacks more than its end marker', () => {
  test.each(cut)('is unreadable under both readings: %s', async (name, content) => {
    for (const mock of [optional, required]) {
      const { scenario, img1 } = await answer(mock, content, name.includes('PNG') ? 'a.png' : 'a.jpg');
      expect(scenario).toBe('face-compare-error');
      expect(img1?.violations[0]).toMatchObject({
        text: expect.stringMatching(/^it cannot be decoded/),
        hint: expect.stringMatching(/zeros|one colour/.test(name) ? /zero bytes/ : /cut off/),
      });
    }
  });
});

test('an even picture whose data ends with zeros is complete', async () => {
  const size = { width: 960, height: 720 };
  const { mended = Buffer.alloc(0) } = withoutEnd(without(flat, 2), 'jpeg') ?? {};
  expect(await hasAllData(mended, size)).toBe(true);
  expect(await hasAllData(concat(mended.subarray(0, -40), Buffer.from([0xff, 0xd9])), size)).toBe(false);
});

test.each([
  ['ff d8', []],
  ['only a header', baseline.subarray(0, 300)],
])('a JPEG that ends before its first pixel is left to the decoder: %s', (_, bytes) => {
  expect(withoutEnd(Buffer.from(bytes), 'jpeg')).toBeUndefined();
});

test('a comment or a restart between and within the scans is not an end', async () => {
  const start = baseline.indexOf(Buffer.from([0xff, 0xda]));
  const comment = Buffer.from([0xff, 0xfe, 0, 6, 0xff, 0xd9, 0xff, 0xd9]);
  const commented = concat(baseline.subarray(0, start), comment, baseline.subarray(start));
  expect(withoutEnd(commented, 'jpeg')).toBeUndefined();
  expect(withoutEnd(without(commented, 2), 'jpeg')?.lacks).toBe('EOI');
});
