import { expect, test } from 'vitest';
import { gatherContent } from './gather.js';

test('gathered content is what came, in order, whatever becomes of the pieces', () => {
  const came = [0, 3, 2000, 1, 1, 50_000, 1023, 4].map((length, at) => Buffer.alloc(length, at));
  const gathered = gatherContent();
  expect(gathered.content()).toHaveLength(0);
  for (const piece of came) gathered.add(piece);
  const whole = Buffer.concat(came);
  for (const piece of came) piece.fill(0);
  expect(gathered.content().equals(whole)).toBe(true);
});

test('content that comes byte by byte takes no more than twice its length', () => {
  const content = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 251));
  const gathered = gatherContent();
  for (let at = 0; at < content.length; at += 1) gathered.add(content.subarray(at, at + 1));
  expect(gathered.content().equals(content)).toBe(true);
  expect(gathered.content().buffer.byteLength).toBeLessThanOrEqual(2 * content.length);
});
