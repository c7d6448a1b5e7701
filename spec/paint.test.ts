import { describe, expect, test } from 'vitest';
import { createPaint, hasColours } from './paint.js';

describe('standard output has colours', () => {
  test.each([
    ['on a terminal', {}, true, true],
    ['not in a file', {}, false, false],
    ['not with NO_COLOR', { NO_COLOR: '1' }, true, false],
    ['with an empty NO_COLOR', { NO_COLOR: '' }, true, true],
    ['in a file with FORCE_COLOR', { FORCE_COLOR: '1' }, false, true],
    ['with FORCE_COLOR against NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    ['not with FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false],
    ['not on a dumb terminal', { TERM: 'dumb' }, true, false],
  ])('%s', (_, env, outIsTty, expected) => {
    expect(hasColours({ env, outIsTty })).toBe(expected);
  });

  test('and no escape sequence without them', () => {
    expect(createPaint(false)('red', 'text')).toBe('text');
    expect(createPaint(true)('red', 'text')).toBe('\u001b[31mtext\u001b[39m');
  });
});
