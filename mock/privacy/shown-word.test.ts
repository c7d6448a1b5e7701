import { describe, expect, test } from 'vitest';
import { quotedUnlessPlain, shownWord } from './shown-word.js';

const known = ['success-not-matched', 'facecompareliveness', 'refNumber'];

test.each([
  'sucess-not-matched',
  'Success_Not_Matched',
  'faceCompareLiveness',
  'refnumber',
  'yesterday',
  '2022-13-45',
  'favicon.ico',
  'api',
  'v1',
  'my-test.2',
  'x_Y1',
  '-1',
  '',
])('%j is repeated in an error message', (word) => {
  expect(shownWord(word, known)).toBe(JSON.stringify(word));
});

test.each([
  'ADINS_key9999',
  'sk-live-51H8xQ2',
  'hunter2hunter3',
  'my-secret',
  'the.key',
  '3f2a9c01d4e5',
  '6f1c1b0e-3f55-4a5e-9a77-0d1f2b3c4d5e',
  '3171-2345-0790-0123',
  '3171234507900123',
  'not a\nline',
  'CORRECT-HORSE',
  'é'.repeat(6),
  'x'.repeat(61),
])('%j may be a misplaced key, and is shown by its length', (word) => {
  expect(shownWord(word, known)).toBe(`*** (${word.length} characters)`);
});

describe("a client's word in a sentence", () => {
  test.each(['img2', 'application/json', 'image/svg+xml', '.heic', 'x-www-form-urlencoded'])('is plain: %s', (word) => {
    expect(quotedUnlessPlain(word)).toBe(word);
  });

  test.each(['sk_live_51HxyzABCDEF', 'application/sk_live_51HxyzABCDEF', 'a"b', 'a\\b', 'two\nlines of it'])(
    'is in quotes: %j',
    (word) => {
      expect(quotedUnlessPlain(word)).toBe(JSON.stringify(word));
    },
  );
});
