import { describe, expect, test } from 'vitest';
import { figureSeed, figuresFor } from './figures.js';

const digests = ['ab'.repeat(32), 'cd'.repeat(32)];

describe('a figure', () => {
  test('is the same for the same pictures, in this version and the next', () => {
    expect(figuresFor(digests)('similarity', 0.8, 1)).toBe('0.85265');
    expect(figuresFor(digests)('score', 0.9, 0.99999)).toBe('0.90159');
  });

  test('differs for other pictures', () => {
    expect(figuresFor([...digests].reverse())('similarity', 0, 1)).not.toBe(figuresFor(digests)('similarity', 0, 1));
  });

  test('is between its bounds, including both of them', () => {
    const drawn = Array.from({ length: 200 }, (_, at) => figuresFor([String(at)])('score', 0.80001, 0.80004));
    expect(new Set(drawn)).toEqual(new Set(['0.80001', '0.80002', '0.80003', '0.80004']));
  });

  test('is a bound if both are equal, or closer together than five decimals can express', () => {
    expect(figuresFor(digests)('similarity', 0.8, 0.8)).toBe('0.80000');
    expect(figuresFor(digests)('similarity', 0.123451, 0.123459)).toBe('0.12346');
  });

  test('of a seed depends on the place in the session, and begins with the printed ones for seed 1', () => {
    const drawn = (seed: number, place: number) => {
      const draw = figuresFor(figureSeed(seed, place));
      return [draw('similarity', 0.81, 0.99999), draw('score', 0.9, 0.99999)];
    };
    expect(drawn(1, 0)).toEqual(['0.83950', '0.98520']);
    expect(drawn(1, 1)).not.toEqual(drawn(1, 0));
    expect(drawn(2, 0)).not.toEqual(drawn(1, 0));
  });

  test('is the one that a mark requests, if it is within the bounds', () => {
    expect(figuresFor(digests, { score: 0.95 })('score', 0.9, 1)).toBe('0.95000');
    expect(figuresFor(digests, { score: 0.5 })('score', 0.9, 1)).not.toBe('0.50000');
  });
});
