import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFixture } from '../../../fixtures/index.js';
import { blobOf, type Changes, post, sendGood } from '../../good-request.test-helper.js';
import type { Violation } from '../../journal/violation.js';
import { createMockServer, type MockServer } from '../../server.js';

const key = 'CANARY-key 1';
const tenants = [
  { code: 'AIT', key, balance: 100 },
  { code: '{{odd}}', key: '$KEY', balance: 100 },
];

let mock: MockServer;
let selfie: Buffer;
beforeAll(async () => {
  mock = await createMockServer({ tenants });
  selfie = await loadFixture('selfie-good');
});
afterAll(() => mock.close());

/** What the journal says of one part after a request, the use of a refNumber aside. */
async function told(part: string, changes: Changes): Promise<readonly Violation[]> {
  await sendGood(mock, { key, ...changes });
  const entry = mock.requests().at(-1);
  expect(JSON.stringify(entry)).not.toContain('CANARY');
  return (entry?.violations ?? []).filter((found) => found.part === part && !/has used the refNumber/.test(found.text));
}

describe('a key or tenant_code that is right but for its dress', () => {
  test.each<[string, Changes, string, string]>([
    ['a zero-width space', { key: `${key}\u200b` }, 'key', 'characters that are not seen, or that look like others'],
    ['a no-break space for a blank', { key: key.replace(' ', '\u00a0') }, 'key', 'characters that are not seen'],
    [
      'a Cyrillic letter',
      { key: key.replace('A', '\u0410') },
      'key',
      'characters that are not seen, or that look like others',
    ],
    ['a long dash', { key: key.replace('-', '–') }, 'key', 'characters that are not seen, or that look like others'],
    [
      'full-width letters',
      { tenant_code: 'ＡＩＴ' },
      'tenant_code',
      'characters that are not seen, or that look like others',
    ],
    ['percent-encoding', { key: encodeURIComponent(key) }, 'key', 'being percent-encoded'],
    ['the plus of a URL', { key: key.replace(' ', '+') }, 'key', 'being percent-encoded'],
    ['HTML entities', { key: key.replace('-', '&#45;') }, 'key', 'HTML entities'],
    ['its name', { tenant_code: 'tenant_code=AIT' }, 'tenant_code', 'the name before it'],
    ['the scheme of a header', { key: `Bearer ${key}` }, 'key', 'the scheme before it'],
    ['base64', { key: Buffer.from(key).toString('base64') }, 'key', 'being in base64'],
    ['Python bytes', { tenant_code: "b'AIT'" }, 'tenant_code', "the b'...' of Python bytes"],
  ])('is explained: %s', async (_, changes, part, words) => {
    const found = await told(part, changes);
    expect(found).toContainEqual(
      expect.objectContaining({
        verdict: 'invalid-credentials',
        hint: expect.stringContaining(`differs from ${part === 'key' ? 'this one' : 'it'} only in ${words}`),
      }),
    );
  });

  test.each<[string, Changes, string, RegExp]>([
    ['a placeholder', { key: '{{eendigo_key}}' }, 'key', /^key is a placeholder that was never filled/],
    ['a placeholder of a shell', { tenant_code: '$TENANT_CODE' }, 'tenant_code', /^tenant_code is a placeholder/],
    ['the word of a sample', { key: 'YOUR_API_KEY' }, 'key', /^key is a word of a sample/],
    ['a .NET array', { key: 'System.Byte[]' }, 'key', /^key is the name of a \.NET object/],
    ['a masked key', { key: 'CAN****1' }, 'key', /^key is a masked value/],
  ])('and one that never was one is told to be it, where the credentials fail: %s', async (_, changes, part, hint) => {
    const credentials = (await told(part, changes)).filter(({ rule }) => rule === 'credentials');
    expect(credentials).toMatchObject([{ verdict: 'invalid-credentials', hint: expect.stringMatching(hint) }]);
  });

  test('has no hint where it is right, whatever it looks like', async () => {
    await sendGood(mock, { tenant_code: '{{odd}}', key: '$KEY', refNumber: 'once' });
    expect(mock.requests().at(-1)).toMatchObject({ answer: { kind: 'success' }, violations: [] });
  });
});

describe('a part of no name in the document', () => {
  test.each([
    ['loginId\u200b', /^it has a zero-width space \(U\+200B\) in it, which is not seen and counts: .*"loginId"$/],
    ['login_id', /^names count letter by letter: the document's own is "loginId"$/],
    ['ｎik', /the document's own is "nik"$/],
  ])('that looks like one is told which: %j', async (name, hint) => {
    const [found] = await told(name, { [name]: 'x' });
    expect(found).toMatchObject({ text: 'the document lists no such part', hint: expect.stringMatching(hint) });
  });

  test.each(['key\u200b', '\ufeffkey', 'key ', '"key"', 'k\u0435y'])(
    '%j is not the key, and keeps its value to itself',
    async (name) => {
      const [found] = await told('key', { key: null, [name]: 'CANARY of nobody' });
      expect(found).toMatchObject({
        text: 'is missing; it is required',
        hint: expect.stringMatching(/^there is a part called/),
      });
    },
  );

  test('that the document has as well, or that looks like none, is not guessed at', async () => {
    expect(await told('Source', { source: 'x', Source: 'x' })).toMatchObject([
      { text: 'the document lists no such part' },
    ]);
    expect((await told('Source', { source: 'x', Source: 'x' }))[0]).not.toHaveProperty('hint');
    expect((await told('device', { device: 'x' }))[0]).not.toHaveProperty('hint');
  });
});

describe('a required text that is empty', () => {
  test('is told where its value may have been lost', async () => {
    expect(await told('refNumber', { refNumber: '' })).toMatchObject([
      { text: 'is empty; it is required', hint: expect.stringMatching(/is not set: an environment variable/) },
    ]);
  });
});

/** Sends img1 as a file under a name of its own. */
async function toldOf(content: Buffer | string, filename = 'selfie.jpg'): Promise<readonly Violation[]> {
  const body = new FormData();
  body.append('img1', blobOf(content), filename);
  for (const [name, value] of Object.entries({ key, tenant_code: 'AIT', refNumber: 'R' })) body.append(name, value);
  body.append('img2', blobOf(await loadFixture('ktp-good')), 'ktp.jpg');
  await post(mock, { body });
  const entry = mock.requests().at(-1);
  expect(JSON.stringify(entry)).not.toContain('CANARY');
  return (entry?.violations ?? []).filter(({ part }) => part === 'img1');
}

describe('a file name', () => {
  test.each([
    ['undefined', /^the file name is the word undefined: give the file a name/],
    ['[object Object].jpeg2', /another|let the name end with \.jpg/],
    ['{{selfie}}', /^the file name is a placeholder/],
    ['selfie.jpg\u200b', /^the file name has a zero-width space \(U\+200B\) behind it/],
    ['selfie.jpg ', /^the file name has blanks around it/],
    ['selfie.jpg?token=1', /^the file name is the end of an address/],
    ['image:1234', /^the file name is a number in a phone's gallery/],
    ['1000012345', /^the file name is a number in a phone's gallery/],
    ['selfie.jfif', /^the content is JPEG: let the name end with \.jpg/],
    ['selfie.HEIC', /^the content is JPEG: let the name end with \.jpg/],
    ['blob', /^give the file a name/],
  ])('without one of the extensions is told how it came about: %j', async (filename, hint) => {
    const [found] = await toldOf(selfie, filename);
    expect(found).toMatchObject({ verdict: 'parameter-invalid', hint: expect.stringMatching(hint) });
  });

  test('of another format that the content has, too, is told that it has to be converted', async () => {
    const webp = await sharp(selfie).webp().toBuffer();
    expect(await toldOf(webp, 'selfie.webp')).toMatchObject([
      { text: expect.stringMatching(/\.webp is not one of/), hint: expect.stringMatching(/^the content is WebP, too/) },
    ]);
  });

  test.each(['C:\\fakepath\\selfie.jpg', '/home/budi/selfie.jpg', 'content://media/1/selfie.jpg', 'photos/selfie.jpg'])(
    'with folders is let pass, and told: %j',
    async (filename) => {
      expect(await toldOf(selfie, filename)).toMatchObject([
        {
          verdict: 'accepted',
          text: 'its file name holds folders',
          hint: expect.stringMatching(/^send the name alone/),
        },
      ]);
    },
  );

  test.each(['selfie (1).jpg', 'Foto selfie.jpg', 'a.b.c.JPG', 'selfie@2x.png', 'wajah-é.jpeg', "it's me.jpg"])(
    'that a person gives has no hint: %j',
    async (filename) => {
      expect(await toldOf(selfie, filename)).toEqual([]);
    },
  );
});

describe('a file', () => {
  test('of no bytes is told what empties it', async () => {
    expect(await toldOf('')).toMatchObject([
      { text: 'the file is empty', hint: expect.stringMatching(/^a stream is read once/) },
    ]);
  });

  test('of another format is told what to do about it, with the answer to a wrong extension', async () => {
    const jp2 = Buffer.from('\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 ', 'latin1');
    expect(await toldOf(jp2)).toMatchObject([
      {
        verdict: 'parameter-invalid',
        text: 'the content is JPEG 2000; JPEG or PNG is expected',
        hint: expect.stringMatching(/convert it to JPEG/),
      },
    ]);
    const mp4 = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0isommp42', 'latin1');
    expect(await toldOf(mp4)).toMatchObject([
      {
        verdict: 'parameter-invalid',
        text: 'the content is a video; JPEG or PNG is expected',
        hint: expect.stringMatching(/still picture/),
      },
    ]);
  });

  test('that grew too large on its way is told what made it grow', async () => {
    const large = Buffer.concat([selfie, Buffer.alloc(2_600_000, 'CANARY')]);
    expect(await toldOf(large.toString('base64'))).toMatchObject([
      {
        verdict: 'image-too-large',
        hint: "the content is base64 text of a JPEG: send the picture's bytes as they are",
      },
    ]);
    expect((await toldOf(Buffer.concat([selfie, Buffer.alloc(3_000_000)])))[0]).not.toHaveProperty('hint');
  });

  const lineEnds = (bytes: Buffer, from: string, to: string): Buffer =>
    Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

  test.each<[string, (jpeg: Buffer) => Buffer, RegExp]>([
    ['cut off', (jpeg) => jpeg.subarray(0, jpeg.length / 2), /^the file was cut off/],
    ['cut off in its head', (jpeg) => jpeg.subarray(0, 200), /^the file was cut off/],
    ['copied as text, without CR', (jpeg) => lineEnds(jpeg, '\r', ''), /^the file was copied as text/],
  ])('that begins as a JPEG and was %s is told so', async (_, damage, hint) => {
    expect(await toldOf(damage(selfie))).toMatchObject([
      {
        verdict: 'face-compare-error',
        text: expect.stringMatching(/^it cannot be decoded/),
        hint: expect.stringMatching(hint),
      },
    ]);
  });

  test('that was copied as text, and can be decoded for all that, is let pass, and told', async () => {
    expect(await toldOf(lineEnds(selfie, '\n', '\r\n'))).toMatchObject([
      { verdict: 'accepted', hint: expect.stringMatching(/^the file was copied as text/) },
    ]);
    expect(await toldOf(selfie)).toEqual([]);
  });
});
