import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeContent, findInvalidUtf8, framingOf } from './body-bytes.js';

describe('the end of a body', () => {
  test.each([
    ['length', { 'content-length': '2' }],
    ['chunks', { 'transfer-encoding': 'Chunked' }],
    ['chunks', { 'transfer-encoding': 'gzip, chunked' }],
    ['connection-end', { 'transfer-encoding': 'gzip' }],
    ['connection-end', {}],
  ] as const)('is known by %s with the headers %j', (framing, headers) => expect(framingOf(headers)).toBe(framing));
});

describe('content codings', () => {
  const text = Buffer.from('{"status":"FAILED"}');

  test('are undone in the reverse of their order, whatever their letter case', () => {
    expect(decodeContent(gzipSync(deflateSync(text)), 'Deflate, GZIP')).toEqual(text);
    expect(decodeContent(text, 'identity')).toEqual(text);
  });

  test('that do not fit the bytes leave them as they are', () => {
    expect(decodeContent(text, 'gzip')).toEqual(text);
    expect(decodeContent(text, 'zstd')).toEqual(text);
  });

  test('of which there are more than three are not undone', () => {
    const wrapped = [1, 2, 3, 4].reduce((bytes) => gzipSync(bytes), text);
    expect(decodeContent(wrapped, 'gzip, gzip, gzip, gzip')).toEqual(wrapped);
  });
});

describe('the first byte that is not UTF-8', () => {
  test.each([
    ['Latin-1', Buffer.from('abc\u00e9def', 'latin1'), 3],
    ['a character that is cut off at the end', Buffer.from('ab\u20ac').subarray(0, 4), 2],
    ['half of a surrogate pair', Buffer.from([0x61, 0xed, 0xa0, 0x80, 0x61]), 1],
    ['an overlong slash', Buffer.from([0xc0, 0xaf]), 0],
  ])('is found in %s', (_, bytes, at) => expect(findInvalidUtf8(bytes)).toBe(at));

  test('is none in text of any script', () => {
    expect(findInvalidUtf8(Buffer.from('Caf\u00e9 \ua997\ua9ae \u{1f600}'))).toBeUndefined();
    expect(findInvalidUtf8(Buffer.alloc(0))).toBeUndefined();
  });
});
