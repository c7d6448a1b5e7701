import { describe, expect, test } from 'vitest';
import { visibleText } from './visible-text.js';

describe('text of a server in a report', () => {
  test.each([
    ['a byte order mark', '\ufeff{}', '\\ufeff{}'],
    ['a space that does not break', 'a\u00a0b', 'a\\u00a0b'],
    ['a zero-width space and a joiner', 'a\u200b\u200db', 'a\\u200b\\u200db'],
    ['a wide space of Japanese', 'a\u3000b', 'a\\u3000b'],
    ['a colour of a terminal', '\u001b[31mred', '\\u001b[31mred'],
    ['text that turns its direction', '\u202eabc', '\\u202eabc'],
    ['half a character', 'a\ud83d', 'a\\ud83d'],
    ['an invisible letter', 'a\u3164b\u{e0041}', 'a\\u3164b\\u{e0041}'],
    ['a tab and a carriage return', 'a\tb\r\nc', 'a\\tb\\r\nc'],
    ['blanks at the end of a line', 'shake  \nnext', 'shake··\nnext'],
    ['a blank at the end of a quoted text', '"do not shake "', '"do not shake·"'],
  ])('shows %s', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  test('is else as it came', () => {
    const text = 'Größe "a b" 日本語 😀 é {"status": "FAILED"}';
    expect(visibleText(text)).toBe(text);
  });
});
