import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { encodeMark, loadFixture, type PictureMark } from '../../../fixtures/index.js';
import { blobOf, sendGood } from '../../good-request.test-helper.js';
import { createMockServer } from '../../server.js';

async function startMock() {
  const mock = await createMockServer();
  onTestFinished(() => mock.close());
  return mock;
}

/** Re-encodes a fixture like a client that treats it as a photo, which removes its metadata. */
const encodedAnew = async (bytes: Buffer): Promise<Blob> => blobOf(await sharp(bytes).jpeg({ quality: 70 }).toBuffer());

const marked = async (mark: PictureMark): Promise<Blob> =>
  blobOf(
    await sharp({ create: { width: 960, height: 720, channels: 3, background: '#789' } })
      .withExif({ IFD0: { ImageDescription: encodeMark(mark) } })
      .jpeg()
      .toBuffer(),
  );

describe('a picture that lost its metadata', () => {
  test('is still identified by its drawn code', async () => {
    const mock = await startMock();
    const { text } = await sendGood(mock, { img1: await encodedAnew(await loadFixture('selfie-covered')) });
    expect(JSON.parse(text)).toMatchObject({ status: 'FAILED', error: expect.any(String) });
    expect(JSON.stringify(mock.requests())).toContain('picture mark (its QR code) of selfie-covered');
  });

  test('shows the drawn person', async () => {
    const mock = await startMock();
    const { headers } = await sendGood(mock, { img2: await encodedAnew(await loadFixture('ktp-other-person')) });
    expect(headers.get('X-Mock-Scenario')).toBe('success-not-matched');
  });
});

describe('a mark that requests figures', () => {
  test('gets them in a success', async () => {
    const mock = await startMock();
    const img1 = await marked({ id: 'own', sees: 'face', person: 1, similarity: 0.8123, score: 0.91 });
    const img2 = await marked({ id: 'own', sees: 'face', person: 1 });
    const { text } = await sendGood(mock, { img1, img2 });
    expect(JSON.parse(text).result).toMatchObject({
      face_compare: { compare: 'True', similarity: '0.81230' },
      face_liveness: { live: 'True', score: '0.91000' },
    });
  });

  test('does not get one that contradicts the answer', async () => {
    const mock = await startMock();
    const img1 = await marked({ id: 'own', sees: 'face', person: 1, similarity: 0.1 });
    const img2 = await marked({ id: 'own', sees: 'face', person: 1 });
    const { text } = await sendGood(mock, { img1, img2 });
    expect(Number(JSON.parse(text).result.face_compare.similarity)).toBeGreaterThanOrEqual(0.8);
  });
});

test("the location in a picture's metadata is nowhere in the journal", async () => {
  const mock = await startMock();
  await sendGood(mock, { img1: 'selfie-gps', img2: 'ktp-gps' });
  const [entry] = mock.requests();
  const kept = [
    'type',
    'name',
    'filename',
    'declaredType',
    'head',
    'sniffedType',
    'bytes',
    'sha256',
    'dimensions',
    'inspection',
    'kept',
    'violations',
  ];
  for (const part of entry?.parts?.slice(0, 2) ?? []) expect(Object.keys(part)).toEqual(kept);
  expect(JSON.stringify(entry)).not.toMatch(/latitude|longitude|exif/i);
});
