import { describe, expect, test } from 'vitest';
import { keepPieces } from './pieces.js';

describe('kept pieces', () => {
  test('are the very buffers that came where they are large', () => {
    const pieces = keepPieces();
    const large = [Buffer.alloc(1024, 'a'), Buffer.alloc(70_000, 'b')];
    for (const piece of large) pieces.add(piece);
    expect(pieces.all()[0]).toBe(large[0]);
    expect(pieces.all()[1]).toBe(large[1]);
  });

  test('are few where they came byte by byte, and in order', () => {
    const pieces = keepPieces();
    const content = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 251));
    for (let at = 0; at < content.length; at += 1) pieces.add(content.subarray(at, at + 1));
    expect(pieces.all().length).toBeLessThan(10);
    expect(Buffer.concat(pieces.all()).equals(content)).toBe(true);
  });

  test('keep their order where small ones and large ones come in turn', () => {
    const pieces = keepPieces();
    const came = [3, 2000, 1, 1, 5000, 1023, 1023, 4].map((length, at) => Buffer.alloc(length, at));
    for (const piece of came) pieces.add(piece);
    expect(Buffer.concat(pieces.all()).equals(Buffer.concat(came))).toBe(true);
  });
});
