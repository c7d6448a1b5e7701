import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFixture } from '../../../fixtures/index.js';
import { blobOf, type Changes, post, sendGood } from '../../good-request.test-helper.js';
import type { Violation } from '../../schemas/journal-types.js';
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

/** The journal's texts on one part of a request, ignoring a repeated refNumber. */
async function violationsOf(part: string, changes: Changes): Promise<readonly Violation[]> {
  await sendGood(mock, { key, ...changes });
  const entry = mock.requests().at(-1);
  expect(JSON.stringify(entry)).not.toContain('CANARY');
  return (entry?.violations ?? []).filter((found) => found.part === part && !/has used the refNumber/.test(found.text));
}

describe('an altered key or tenant_code', () => {
  test.each<[string, Changes, string, string]>([
    ['a zero-width space', { key: `${key}\u200b` }, 'key', 'characters that are invisible or similar to others'],
    ['a no-break space for a blank', { key: key.replace(' ', '\u00a0') }, 'key', 'characters that are invisible'],
    [
      'a Cyrillic letter',
      { key: key.replace('A', '\u0410') },
      'key',
      'characters that are invisible or similar to others',
    ],
    ['a long dash', { key: key.replace('-', '–') }, 'key', 'characters that are invisible or similar to others'],
    [
      'full-width letters',
      { tenant_code: 'ＡＩＴ' },
      'tenant_code',
      'characters that are invisible or similar to others',
    ],
    ['percent-encoding', { key: encodeURIComponent(key) }, 'key', 'being percent-encoded'],
    ['the plus of a URL', { key: key.replace(' ', '+') }, 'key', 'being percent-encoded'],
    ['HTML entities', { key: key.replace('-', '&#45;') }, 'key', 'HTML entities'],
    ['its name', { tenant_code: 'tenant_code=AIT' }, 'tenant_code', 'the name before it'],
    ['the scheme of a header', { key: `Bearer ${key}` }, 'key', 'the scheme before it'],
    ['base64', { key: Buffer.from(key).toString('base64') }, 'key', 'being in base64'],
    ['Python bytes', { tenant_code: "b'AIT'" }, 'tenant_code', "the b'...' of Python bytes"],
  ])('is explained: %s', async (_, changes, part, words) => {
    const found = await violationsOf(part, changes);
    expect(found).toContainEqual(
      expect.objectContaining({
        outcome: 'invalid-credentials',
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
  ])('and an unfilled one is identified, if the credentials fail: %s', async (_, changes, part, hint) => {
    const credentials = (await violationsOf(part, changes)).filter(({ rule }) => rule === 'credentials');
    expect(credentials).toMatchObject([{ outcome: 'invalid-credentials', hint: expect.stringMatching(hint) }]);
  });

  test('has no hint if it is right, however odd', async () => {
    await sendGood(mock, { tenant_code: '{{odd}}', key: '$KEY', refNumber: 'once' });
    expect(mock.requests().at(-1)).toMatchObject({ answer: { kind: 'success' }, violations: [] });
  });
});

describe('a part that the document does not list', () => {
  test.each([
    ['loginId\u200b', /^it contains a zero-width space \(U\+200B\), which is invisible but significant: .*"loginId"$/],
    ['login_id', /^names must match exactly: the document's name is "loginId"$/],
    ['ｎik', /the document's name is "nik"$/],
  ])('with a similar name gets a hint with the right one: %j', async (name, hint) => {
    const [found] = await violationsOf(name, { [name]: 'x' });
    expect(found).toMatchObject({ text: 'the document lists no such part', hint: expect.stringMatching(hint) });
  });

  test.each(['key\u200b', '\ufeffkey', 'key ', '"key"', 'k\u0435y'])(
    '%j is not the key, and the hint does not repeat its value',
    async (name) => {
      const [found] = await violationsOf('key', { key: null, [name]: 'CANARY of nobody' });
      expect(found).toMatchObject({
        text: 'is missing; it is required',
        hint: expect.stringMatching(/^there is a part named/),
      });
    },
  );

  test('that was sent under both names, or is not similar, gets no guess', async () => {
    expect(await violationsOf('Source', { source: 'x', Source: 'x' })).toMatchObject([
      { text: 'the document lists no such part' },
    ]);
    expect((await violationsOf('Source', { source: 'x', Source: 'x' }))[0]).not.toHaveProperty('hint');
    expect((await violationsOf('device', { device: 'x' }))[0]).not.toHaveProperty('hint');
  });
});

describe('a required text that is empty', () => {
  test('gets a hint about where its value may have been lost', async () => {
    expect(await violationsOf('refNumber', { refNumber: '' })).toMatchObject([
      { text: 'is empty; it is required', hint: expect.stringMatching(/is not set: an environment variable/) },
    ]);
  });
});

/** Sends img1 as a file under another name. */
async function violationsForFile(content: Buffer | string, filename = 'selfie.jpg'): Promise<readonly Violation[]> {
  const body = new FormData();
  body.append('img1', blobOf(content), filename);
  for (const [name, value] of Object.entries({ key, tenant_code: 'AIT', refNumber: 'R' })) body.append(name, value);
  body.append('img2', blobOf(await loadFixture('ktp-good')), 'ktp.jpg');
  await post(mock, { body });
  const entry = mock.requests().at(-1);
  expect(JSON.stringify(entry)).not.toContain('CANARY');
  return (entry?.violations ?? []).filter(({ part }) => part === 'img1');
}

/** The beginning of a JPEG, which is enough to recognize it. */
const jpegInBase64 = Buffer.concat([Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0', 'latin1'), Buffer.alloc(300)]).toString(
  'base64',
);

describe('a file name', () => {
  test.each([
    ['undefined', /^the file name is the word undefined: give the file its own name/],
    ['[object Object].jpeg2', /another|use a name that ends with \.jpg/],
    ['{{selfie}}', /^the file name is a placeholder/],
    ['selfie.jpg\u200b', /^the file name has a zero-width space \(U\+200B\) behind it/],
    ['selfie.jpg ', /^the file name has leading or trailing blanks/],
    ['selfie.jpg?token=1', /^the file name is the end of a URL/],
    ['image:1234', /^the file name is a number in a phone's gallery/],
    ['1000012345', /^the file name is a number in a phone's gallery/],
    ['selfie.jfif', /^the content is JPEG: use a name that ends with \.jpg/],
    ['selfie.HEIC', /^the content is JPEG: use a name that ends with \.jpg/],
    ['blob', /^give the file a name/],
  ])('without an allowed extension is explained: %j', async (filename, hint) => {
    const [found] = await violationsForFile(selfie, filename);
    expect(found).toMatchObject({ outcome: 'parameter-invalid', hint: expect.stringMatching(hint) });
  });

  test.each<[string, string, string, RegExp]>([
    [
      'the name of a file, which Python sends for files={"img1": "selfie.jpg"}',
      'selfie.jpg',
      'img1',
      /^img1 contains the name of a file, not its bytes: open the file .*\(Python: open\(path, "rb"\)\); besides, the file name has no extension$/,
    ],
    [
      'a path, sent by Python',
      '/home/budi/selfie.jpg',
      'img1',
      /^img1 contains the path of a file, not its bytes: open the file/,
    ],
    [
      'a path, sent with another name',
      '/home/budi/selfie.jpg',
      'selfie',
      /^img1 contains the path of a file: the client sent the location of the picture, not its content/,
    ],
    [
      'base64',
      jpegInBase64,
      'selfie.txt',
      /^img1 contains base64 text of a JPEG: send .* as they are; besides, the extension \.txt is not one of/,
    ],
    ['a page', '<!doctype html><p>Login</p>', 'blob', /^img1 contains an HTML page: probably a login page/],
    ['a text', 'hello', 'img1', /^img1 contains text: the part must contain the picture's bytes/],
  ])('of a file that is %s is explained after the content', async (_, content, filename, hint) => {
    const [found] = await violationsForFile(Buffer.from(content), filename);
    expect(found).toMatchObject({
      outcome: 'parameter-invalid',
      text: expect.stringMatching(/^the (?:file name has no extension|extension .txt is not one of)/),
      hint: expect.stringMatching(hint),
    });
  });

  test('of another format that matches the content gets a hint to convert it', async () => {
    const webp = await sharp(selfie).webp().toBuffer();
    expect(await violationsForFile(webp, 'selfie.webp')).toMatchObject([
      { text: expect.stringMatching(/\.webp is not one of/), hint: expect.stringMatching(/^the content is WebP, too/) },
    ]);
  });

  test.each(['C:\\fakepath\\selfie.jpg', '/home/budi/selfie.jpg', 'content://media/1/selfie.jpg', 'photos/selfie.jpg'])(
    'with folders is accepted with a note: %j',
    async (filename) => {
      expect(await violationsForFile(selfie, filename)).toMatchObject([
        {
          outcome: 'accepted',
          text: 'its file name contains folders',
          hint: expect.stringMatching(/^send only the name/),
        },
      ]);
    },
  );

  test.each(['selfie (1).jpg', 'Foto selfie.jpg', 'a.b.c.JPG', 'selfie@2x.png', 'wajah-é.jpeg', "it's me.jpg"])(
    'that a user chose has no hint: %j',
    async (filename) => {
      expect(await violationsForFile(selfie, filename)).toEqual([]);
    },
  );
});

describe('a file', () => {
  test('of no bytes gets a hint about common causes', async () => {
    expect(await violationsForFile('')).toMatchObject([
      { text: 'the file is empty', hint: expect.stringMatching(/^a stream can be read only once/) },
    ]);
  });

  test('of another format gets a remedy, with the answer to a wrong extension', async () => {
    const jp2 = Buffer.from('\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 ', 'latin1');
    expect(await violationsForFile(jp2)).toMatchObject([
      {
        outcome: 'parameter-invalid',
        text: 'the content is JPEG 2000; JPEG or PNG is expected',
        hint: expect.stringMatching(/convert it to JPEG/),
      },
    ]);
    const mp4 = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0isommp42', 'latin1');
    expect(await violationsForFile(mp4)).toMatchObject([
      {
        outcome: 'parameter-invalid',
        text: 'the content is a video; JPEG or PNG is expected',
        hint: expect.stringMatching(/still picture/),
      },
    ]);
  });

  test('that was enlarged by a conversion gets a hint about the conversion', async () => {
    const large = Buffer.concat([selfie, Buffer.alloc(2_600_000, 'CANARY')]);
    expect(await violationsForFile(large.toString('base64'))).toMatchObject([
      {
        outcome: 'image-too-large',
        hint: "the content is base64 text of a JPEG: send the picture's bytes as they are",
      },
    ]);
    expect((await violationsForFile(Buffer.concat([selfie, Buffer.alloc(3_000_000)])))[0]).not.toHaveProperty('hint');
  });

  /** Puts a comment of 60 000 bytes behind the first marker. */
  const longHead = (jpeg: Buffer): Buffer => {
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0xea, 0x62]), Buffer.alloc(60_000, 'x')]);
    return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
  };
  const lineEnds = (bytes: Buffer, from: string, to: string): Buffer =>
    Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

  test.each<[string, (jpeg: Buffer) => Buffer, RegExp]>([
    ['cut off', (jpeg) => jpeg.subarray(0, jpeg.length / 2), /^the file was cut off/],
    ['cut off in its head', (jpeg) => jpeg.subarray(0, 200), /^the file was cut off/],
    ['cut off in a long head', (jpeg) => longHead(jpeg).subarray(0, 20_000), /^the file was cut off/],
    ['copied as text, without CR', (jpeg) => lineEnds(jpeg, '\r', ''), /^the file was copied as text/],
  ])('that begins as a JPEG and was %s is explained', async (_, damage, hint) => {
    expect(await violationsForFile(damage(selfie))).toMatchObject([
      {
        outcome: 'face-compare-error',
        text: expect.stringMatching(/^it cannot be decoded/),
        hint: expect.stringMatching(hint),
      },
    ]);
  });

  test('that was copied as text but can still be decoded is accepted with a note', async () => {
    expect(await violationsForFile(lineEnds(selfie, '\n', '\r\n'))).toMatchObject([
      { outcome: 'accepted', hint: expect.stringMatching(/^the file was copied as text/) },
    ]);
    expect(await violationsForFile(selfie)).toEqual([]);
  });
});
