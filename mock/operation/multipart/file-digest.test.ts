import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createFileDigest } from './file-digest.js';

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

function digestOf(content: Buffer, cuts: readonly number[] = []): string {
  const digest = createFileDigest();
  let from = 0;
  for (const to of [...cuts, content.length]) {
    digest.add(content.subarray(from, to));
    from = to;
  }
  return digest.finish(content);
}

describe('the digest of a file', () => {
  const content = randomBytes(200_000);

  test('is its SHA-256, for a new and for a known file, however it was split', () => {
    for (const cuts of [[], [1], [70_000, 140_000], [16, 32, 199_999]])
      expect(digestOf(content, cuts)).toBe(sha256(content));
  });

  test('is known without the content of a known file', () => {
    digestOf(content);
    const again = createFileDigest();
    again.add(content);
    expect(again.finish(undefined)).toBe(sha256(content));
  });

  test.each([0, 1, 15, 16, 17, 65_536, 199_999])('differs if byte %i differs', (at) => {
    const other = Buffer.from(content);
    other[at] = (other[at] ?? 0) ^ 0x80;
    expect(digestOf(content)).toBe(sha256(content));
    expect(digestOf(other)).toBe(sha256(other));
  });

  test('differs for a file with additional zeros, and for an empty one', () => {
    for (const length of [0, 1, 16, 32, 33]) expect(digestOf(Buffer.alloc(length))).toBe(sha256(Buffer.alloc(length)));
    const longer = Buffer.concat([content, Buffer.alloc(16)]);
    expect(digestOf(longer)).toBe(sha256(longer));
  });

  test('is also right for a file whose content was not kept', () => {
    for (let time = 0; time < 2; time += 1) {
      const digest = createFileDigest();
      digest.add(content.subarray(0, 1000));
      digest.dropContent(content.subarray(0, 1000));
      digest.add(content.subarray(1000));
      expect(digest.finish(undefined)).toBe(sha256(content));
    }
  });
});
