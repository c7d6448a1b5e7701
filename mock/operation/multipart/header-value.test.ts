import { describe, expect, test } from 'vitest';
import { parseHeaderValue } from './header-value.js';

const read = (text: string) => {
  const { value, parameters } = parseHeaderValue(text);
  return [value, Object.fromEntries(parameters)];
};

describe('a header value', () => {
  test.each([
    ['form-data; name="img1"; filename="a;b.jpg"', { name: 'img1', filename: 'a;b.jpg' }],
    ['form-data;name=img1;filename=a.jpg', { name: 'img1', filename: 'a.jpg' }],
    ['Form-Data ; NAME = "img1" ;', { name: 'img1' }],
    ['form-data; name="first"; name="second"', { name: 'first' }],
    ['form-data; name="a\\"b\\\\c"', { name: 'a"b\\c' }],
    ['form-data; filename="C:\\photos\\me.jpg"', { filename: 'C:\\photos\\me.jpg' }],
    ['form-data; name="does not end', { name: 'does not end' }],
    ['form-data; name="ends with an escape\\', { name: 'ends with an escape\\' }],
    ['form-data; name="', { name: '' }],
    ['form-data; name', {}],
    ['form-data; =x; ;;; name=y', { name: 'y' }],
    ["form-data; filename=plain.jpg; filename*=utf-8''caf%C3%A9.jpg", { filename: 'caf\u00e9.jpg' }],
    ["form-data; filename*=iso-8859-1'en'caf%E9.jpg", { filename: 'caf\u00e9.jpg' }],
    ["form-data; filename=plain.jpg; filename*=x-unknown''a.jpg", { filename: 'plain.jpg' }],
    ["form-data; filename*=utf-8''100%", { filename: '100%' }],
  ])('%s is parsed', (text, parameters) => {
    expect(read(text)).toEqual(['form-data', parameters]);
  });

  test('may have any parameter name', () => {
    const { parameters } = parseHeaderValue('x; __proto__=a; constructor=b');
    expect([...parameters]).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });
});
