import { describe, expect, test } from 'vitest';
import { createPaint } from '../../spec/index.js';
import { differenceInWords, differenceLines, differenceOf } from './difference.js';

const printed = '"The light is too dim; the face is covered; do not shake "';
const plain = createPaint(false);
/** Shows inverse text in brackets. */
const brackets = (style: unknown, text: string): string => (Array.isArray(style) ? `[${text}]` : text);

describe('where two texts differ', () => {
  test('is marked in both', () => {
    const { expected, actual } = differenceLines(differenceOf('"Image too large"', '"Image too big"'), 60, brackets);
    expect([expected, actual]).toEqual([['"Image too [large]"'], ['"Image too [big]"']]);
  });

  test('is not marked letter by letter where they have next to nothing in common', () => {
    expect(differenceLines(differenceOf('"Success"', '"FAILED"'), 60, brackets).actual).toEqual(['"FAILED"']);
  });

  test('is said in words where they are long, a blank at the end included', () => {
    expect(differenceInWords(differenceOf(printed, printed.replace(' "', '"')))).toBe(
      'after ‹is covered; do not shake›: expected ‹·›, actual nothing',
    );
    expect(differenceInWords(differenceOf(printed, `\ufeff${printed}`))).toBe(
      'before ‹"The light is too dim; t›: expected nothing, actual ‹\\ufeff›',
    );
    expect(differenceInWords(differenceOf('200', '400'))).toBeUndefined();
  });

  test('never divides an escape', () => {
    const { before, expected, actual } = differenceOf('a\u00a0b', 'a\u00adb');
    expect([before, expected, actual]).toEqual([['a'], ['\\u00a0'], ['\\u00ad']]);
  });

  test('is in sight in texts that are much longer than four lines', () => {
    const [one, other] = [`${'a'.repeat(400)}X${'b'.repeat(400)}`, `${'a'.repeat(400)}Y${'b'.repeat(400)}`];
    const { expected, actual } = differenceLines(differenceOf(one, other), 40, plain);
    expect([...expected, ...actual].join('').length).toBeLessThan(200);
    expect(expected.join('')).toMatch(/^…a{24}Xb{24}…$/);
    expect(actual.join('')).toMatch(/^…a{24}Yb{24}…$/);
  });

  test('fits the width, and loses nothing where a line breaks', () => {
    const text = 'result.face_compare.compare, result.face_compare.similarity, result.face_liveness '.repeat(2).trim();
    const { actual } = differenceLines(differenceOf('', text), 50, plain);
    for (const line of actual) expect(line.length).toBeLessThanOrEqual(50);
    expect(actual.join('')).toBe(text);
  });
});
