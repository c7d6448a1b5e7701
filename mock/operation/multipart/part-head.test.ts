import { describe, expect, test } from 'vitest';
import { parsePartHead } from './part-head.js';

const read = (...lines: readonly string[]) => parsePartHead(Buffer.from(`${lines.join('\r\n')}\r\n`));

describe("a part's head", () => {
  test('yields name, file name, type, charset and encoding', () => {
    expect(
      read(
        'content-disposition: form-data; name="img1"; filename="a%22b.jpg"',
        'CONTENT-TYPE: Image/JPEG; charset=utf-8',
        'Content-Transfer-Encoding: BINARY',
      ),
    ).toEqual({
      lines: [
        'content-disposition: form-data; name="img1"; filename="a%22b.jpg"',
        'CONTENT-TYPE: Image/JPEG; charset=utf-8',
        'Content-Transfer-Encoding: BINARY',
      ].join('\r\n'),
      name: 'img1',
      filename: 'a"b.jpg',
      declaredType: 'image/jpeg',
      charset: 'utf-8',
      transferEncoding: 'binary',
    });
  });

  test('may be folded, and the first of a repeated line counts', () => {
    expect(
      read('Content-Disposition: form-data;', '\tname="a"', 'Content-Disposition: form-data; name="b"'),
    ).toMatchObject({ name: 'a', filename: undefined, declaredType: 'text/plain' });
  });

  test('is rejected without Content-Disposition, or if it is not UTF-8', () => {
    expect(read('Content-Type: text/plain')).toMatchObject({ wrong: { en: 'it has no Content-Disposition' } });
    expect(parsePartHead(Buffer.from('Content-Disposition: form-data; name="\xe9"\r\n', 'latin1'))).toMatchObject({
      wrong: { en: 'its headers are not UTF-8' },
    });
  });

  test('keeps the beginning and the end of a long name', () => {
    const head = read(`Content-Disposition: form-data; name="img1"; filename="${'n'.repeat(9000)}.jpg"`);
    expect(head).toMatchObject({ filename: expect.stringMatching(/^n{250}…n{46}\.jpg$/) });
  });
});
