import { expect, test } from 'vitest';
import { createContentBuffer } from './content-buffer.js';

test('gathered content equals what was added, in order, even if the pieces are overwritten', () => {
  const pieces = [0, 3, 2000, 1, 1, 50_000, 1023, 4].map((length, at) => Buffer.alloc(length, at));
  const gathered = createContentBuffer();
  expect(gathered.content()).toHaveLength(0);
  for (const piece of pieces) gathered.add(piece);
  const whole = Buffer.concat(pieces);
  for (const piece of pieces) piece.fill(0);
  expect(gathered.content().equals(whole)).toBe(true);
});

test('content added byte by byte takes at most twice its length', () => {
  const content = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 251));
  const gathered = createContentBuffer();
  for (let at = 0; at < content.length; at += 1) gathered.add(content.subarray(at, at + 1));
  expect(gathered.content().equals(content)).toBe(true);
  expect(gathered.content().buffer.byteLength).toBeLessThanOrEqual(2 * content.length);
});
