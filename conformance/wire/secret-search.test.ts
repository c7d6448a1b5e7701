import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { drawnPictures } from '../pictures.js';
import { describeSecret, prepareSecretSearch, type SoughtSecret, seekPicture, seekText } from './secret-search.js';

const secret = 'päss wörd/1234+?';
const picture = await drawnPictures.load('selfie-good');

function find(sought: SoughtSecret | undefined, pieces: readonly string[]): readonly string[] {
  const search = prepareSecretSearch(sought ? [sought] : [])();
  for (const piece of pieces) search.add(piece);
  return search.found().map(describeSecret);
}

describe('a search for a text', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  test.each([
    ['as it is', `{"k":"${secret}"}`, 'the key'],
    ['percent-encoded', `?k=${encodeURIComponent(secret)}&x`, 'the key percent-encoded'],
    ['as in a form', encodeURIComponent(secret).replaceAll('%20', '+'), 'the key percent-encoded'],
    ['in lower-case percent codes', encodeURIComponent(secret).toLowerCase(), 'the key percent-encoded'],
    ['in base64', base64(secret), 'the key in base64'],
    ['in base64 behind one byte', base64(`x${secret}`), 'the key in base64'],
    ['in base64 behind two bytes', base64(`xy${secret}zz`), 'the key in base64'],
    ['in the base64 of credentials', `Basic ${base64(`AIT:${secret}`)}`, 'the key in base64'],
    ['in the base64 of addresses', Buffer.from(`AB:${secret}`).toString('base64url'), 'the key in base64'],
    ['in hexadecimal', Buffer.from(secret).toString('hex'), 'the key in hexadecimal'],
  ])('finds it %s', (_, text, found) => {
    expect(find(seekText('key', secret), [`before ${text} behind`])).toEqual([found]);
  });

  test('finds it across any border between two pieces', () => {
    const text = `before ${secret} behind`;
    for (let at = 0; at <= text.length; at++)
      expect(find(seekText('key', secret), [text.slice(0, at), text.slice(at), 'x'.repeat(5000)])).toEqual(['the key']);
  });

  test('does not seek a value that is too short to be recognised, and finds nothing in other texts', () => {
    expect(seekText('key', 'abc')).toBeUndefined();
    expect(find(seekText('key', secret), [randomBytes(3000).toString('base64'), 'the key is hidden'])).toEqual([]);
  });
});

describe('a search for a picture', () => {
  const sought = seekPicture('img1', picture);
  const python = (bytes: Buffer) =>
    [...bytes]
      .map((byte) => (byte >= 0x20 && byte < 0x7f && byte !== 0x5c ? String.fromCharCode(byte) : written(byte)))
      .join('');
  const written = (byte: number) =>
    ({ 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' })[byte] ?? `\\x${byte.toString(16).padStart(2, '0')}`;

  test.each([
    ['as it is', picture.toString('utf8'), 'bytes of img1'],
    ['whole in base64', picture.toString('base64'), 'bytes of img1 in base64'],
    [
      'in the base64 of a whole body',
      Buffer.concat([Buffer.from('--b\r\n'), picture]).toString('base64'),
      'bytes of img1 in base64',
    ],
    ['from its beginning in base64', picture.toString('base64').slice(0, 80), 'bytes of img1 in base64'],
    ['from its beginning in hexadecimal', picture.toString('hex').slice(0, 100), 'bytes of img1 in hexadecimal'],
    [
      'as Node.js shows a buffer',
      `<Buffer ${picture.toString('hex').match(/../g)?.slice(0, 50).join(' ')} ...>`,
      'bytes of img1 in hexadecimal',
    ],
    ['as Python shows bytes', `b'${python(picture.subarray(0, 200))}'`, 'bytes of img1 as an escaped text'],
  ])('finds it %s', (_, text, found) => {
    const pieces = `before ${text} behind`.match(/[\s\S]{1,777}/g) ?? [];
    expect(find(sought, pieces)).toEqual([found]);
  });

  test('finds nothing in another picture of the same kind, beyond what all such files begin with', async () => {
    const other = await drawnPictures.load('ktp-good');
    expect(find(sought, [other.subarray(2000).toString('base64'), other.subarray(2000).toString('utf8')])).toEqual([]);
  });

  test('does not seek a file that is a text', () => {
    expect(seekPicture('img1', Buffer.from('this is not a picture. '.repeat(100)))).toBeUndefined();
  });
});
