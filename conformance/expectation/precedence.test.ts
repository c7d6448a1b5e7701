import { describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { orderCases } from '../cases/order.js';
import { isSettled, precedenceInWords, precedenceShown, readPrecedence } from './precedence.js';

const contract = await loadContract();

test.each(orderCases)(
  '$id: each of the two rules has an answer of its own, which shows that it is first',
  (testCase) => {
    const [one, other] = testCase.breaks ?? [];
    const shown = (
      [
        'parameter-invalid',
        'invalid-credentials',
        'insufficient-balance',
        'image-too-large',
        'face-compare-error',
        'liveness-error',
      ] as const
    ).flatMap((kind) => precedenceShown(testCase, contract, kind)?.first ?? []);
    expect(new Set(shown)).toEqual(new Set([one, other]));
    expect(precedenceShown(testCase, contract, 'success')).toBeUndefined();
  },
);

describe('the order of two rules', () => {
  const known = [
    { first: 'parameters', later: 'size' },
    { first: 'size', later: 'liveness' },
  ] as const;

  test('follows from what is known of other rules', () => {
    expect(isSettled(['parameters', 'liveness'], known)).toBe(true);
    expect(isSettled(['liveness', 'parameters'], known)).toBe(true);
  });

  test('is open where nothing connects them', () => {
    expect(isSettled(['parameters', 'credentials'], known)).toBe(false);
    expect(isSettled(['parameters', 'size'], [])).toBe(false);
  });
});

test('a precedence in words is read again, and no other text is', () => {
  const precedence = { first: 'size', later: 'face-compare' } as const;
  expect(readPrecedence(precedenceInWords(precedence))).toEqual(precedence);
  for (const text of ['', 'size', 'size before', 'size before colour', 'size before format before balance'])
    expect(readPrecedence(text)).toBeUndefined();
});
