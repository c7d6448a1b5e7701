import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { startFileDigest } from './file-digest.js';

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

function digestOf(content: Buffer, cuts: readonly number[] = []): string {
  const digest = startFileDigest();
  let from = 0;
  for (const to of [...cuts, content.length]) {
    digest.add(content.subarray(from, to));
    from = to;
  }
  return digest.finish(content);
}

describe('the digest of a file', () => {
  const content = randomBytes(200_000);

  test('is its SHA-256, when it is new and when it came before, however it was cut', () => {
    for (const cuts of [[], [1], [70_000, 140_000], [16, 32, 199_999]])
      expect(digestOf(content, cuts)).toBe(sha256(content));
  });

  test('of a file that came before is known without its content', () => {
    digestOf(content);
    const again = startFileDigest();
    again.add(content);
    expect(again.finish(undefined)).toBe(sha256(content));
  });

  test.each([0, 1, 15, 16, 17, 65_536, 199_999])('is another one where byte %i is another one', (at) => {
    const other = Buffer.from(content);
    other[at] = (other[at] ?? 0) ^ 0x80;
    expect(digestOf(content)).toBe(sha256(content));
    expect(digestOf(other)).toBe(sha256(other));
  });

  test('is another one for a file that is longer by zeros, or empty', () => {
    for (const length of [0, 1, 16, 32, 33]) expect(digestOf(Buffer.alloc(length))).toBe(sha256(Buffer.alloc(length)));
    const longer = Buffer.concat([content, Buffer.alloc(16)]);
    expect(digestOf(longer)).toBe(sha256(longer));
  });

  test('is right too where the file was not kept to its end', () => {
    for (let time = 0; time < 2; time += 1) {
      const digest = startFileDigest();
      digest.add(content.subarray(0, 1000));
      digest.doWithoutContent(content.subarray(0, 1000));
      digest.add(content.subarray(1000));
      expect(digest.finish(undefined)).toBe(sha256(content));
    }
  });
});
