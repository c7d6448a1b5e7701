import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { ReceivedFile } from '../../journal/received.js';
import { receivedSelfie } from '../received-file.test-helper.js';
import { contentOf } from './content-hints.js';

const drawn = sharp({ create: { width: 640, height: 480, channels: 3, background: '#a63' } });
const jpeg = await drawn.jpeg().toBuffer();
const withExif = await drawn
  .withExif({ IFD0: { Make: 'a camera' } })
  .jpeg()
  .toBuffer();
const png = await drawn.png().toBuffer();
/** As much noise as a photo, so that every byte value occurs. */
const noise = await sharp({
  create: {
    width: 200,
    height: 200,
    channels: 3,
    background: '#888',
    noise: { type: 'gaussian', mean: 128, sigma: 60 },
  },
})
  .jpeg()
  .toBuffer();

const fileOf = (content: string | Buffer | readonly number[]): ReceivedFile =>
  receivedSelfie(Buffer.from(content as string));
const what = (content: string | Buffer | readonly number[]): string | undefined => contentOf(fileOf(content))?.what.en;

const utf16 = (text: string, mark = ''): Buffer => Buffer.from(mark + text, 'utf16le');
const big = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
const base64 = jpeg.toString('base64');
const lines = (text: string, end: string): string => (text.match(/.{1,76}/g) ?? []).join(end);
const ascii7 = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte & 0x7f));
const asciiOnly = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => (byte < 0x80 ? byte : 0x3f)));
const replaced = (bytes: Buffer, from: string, to: string): Buffer =>
  Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

type Sample = readonly [name: string, content: string | Buffer | readonly number[], what: RegExp];

describe.each<readonly [string, readonly Sample[]]>([
  [
    'a picture that was converted as text',
    [
      ['UTF-8, a JPEG', Buffer.from(jpeg.toString('utf8')), /read as UTF-8 text.*EF BF BD/],
      ['UTF-8, a JPEG with EXIF', Buffer.from(withExif.toString('utf8')), /read as UTF-8 text.*EF BF BD/],
      ['UTF-8, a PNG', Buffer.from(png.toString('utf8')), /read as UTF-8 text.*EF BF BD/],
      ['UTF-8, with a mark before it', Buffer.from(`\ufeff${jpeg.toString('utf8')}`), /read as UTF-8 text/],
      ['UTF-8, written as UTF-16', utf16(jpeg.toString('utf8')), /read as UTF-8 text/],
      ['Latin-1, a JPEG', Buffer.from(jpeg.toString('latin1')), /read as Latin-1 text.*UTF-8, which widens/],
      ['Latin-1, a PNG', Buffer.from(png.toString('latin1')), /read as Latin-1 text.*UTF-8, which widens/],
      ['Latin-1, with a mark before it', Buffer.from(`\ufeff${png.toString('latin1')}`), /read as Latin-1 text/],
      [
        'Latin-1, twice',
        Buffer.from(Buffer.from(jpeg.toString('latin1')).toString('latin1')),
        /read as Latin-1 text.*UTF-8, twice/,
      ],
      ['Windows-1252, a PNG', Buffer.concat([Buffer.from('‰PNG'), png.subarray(4)]), /read as Windows-1252 text/],
      ['Windows-1251, a JPEG', Buffer.from(new TextDecoder('windows-1251').decode(jpeg)), /read as Windows-1251 text/],
      ['Mac Roman, a PNG', Buffer.from(new TextDecoder('macintosh').decode(png)), /read as Mac Roman text/],
      ['KOI8-R, a JPEG', Buffer.from(new TextDecoder('koi8-r').decode(jpeg)), /read as KOI8-R text/],
      ['code page 437', Buffer.from('\u00a0╪\u00a0α\0\u0010JFIF'), /read as code page 437 or 866 text/],
      ['UTF-16', utf16(jpeg.toString('latin1')), /UTF-16, which doubles/],
      ['UTF-16 with its mark', utf16(jpeg.toString('latin1'), '\ufeff'), /UTF-16, which doubles/],
      ['UTF-16 of the other order', big(utf16(png.toString('latin1'), '\ufeff')), /UTF-16, which doubles/],
      ['ASCII, a JPEG', asciiOnly(withExif), /written as ASCII text/],
      ['ASCII, a PNG', asciiOnly(png), /written as ASCII text/],
      ['seven bits, a JPEG', ascii7(jpeg), /reduced to seven bits/],
      ['seven bits, a PNG', ascii7(png), /reduced to seven bits/],
      ['a PNG, CR LF to LF', replaced(png, '\r\n', '\n'), /line ends were converted/],
      ['a PNG, LF to CR LF', replaced(png, '\n', '\r\n'), /line ends were converted/],
      ['a PNG, CR to LF', replaced(png, '\r', '\n'), /line ends were converted/],
      ['a PNG without CR', replaced(png, '\r', ''), /line ends were converted/],
      ['a JPEG, its bytes in pairs', big(jpeg.subarray(0, jpeg.length & ~1)), /swapped in pairs/],
    ],
  ],
  [
    'a picture with something before it',
    [
      [
        'a byte order mark',
        Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), jpeg]),
        /begins at byte 3, after a byte order mark \(EF BB BF\)/,
      ],
      [
        'a mark of UTF-16',
        Buffer.concat([Buffer.from([0xff, 0xfe]), png]),
        /begins at byte 2, after a byte order mark of UTF-16/,
      ],
      ['a line feed', Buffer.concat([Buffer.from('\n'), jpeg]), /begins at byte 1, after a line end/],
      ['blank lines', Buffer.concat([Buffer.from('\r\n\r\n'), png]), /begins at byte 4, after a line end/],
      ['blanks', Buffer.concat([Buffer.from('  '), jpeg]), /begins at byte 2, after blanks/],
      ['a head', Buffer.concat([Buffer.from('Content-Type: image/jpeg\r\n\r\n'), jpeg]), /after the headers of a part/],
      [
        'a nested form',
        Buffer.concat([Buffer.from('--x\r\nContent-Disposition: form-data; name="img1"\r\n\r\n'), jpeg]),
        /after the headers of a part/,
      ],
      [
        'an HTTP answer',
        Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nServer: x\r\n\r\n'), jpeg]),
        /after the headers of an HTTP response/,
      ],
      [
        'a warning of PHP',
        Buffer.concat([Buffer.from('<br />\n<b>Warning</b>: no key in /a.php\n'), jpeg]),
        /after a warning of a script/,
      ],
      [
        'a data: URL’s beginning',
        Buffer.concat([Buffer.from('data:image/jpeg,'), jpeg]),
        /after the beginning of a data: URL/,
      ],
      ['its length', Buffer.concat([Buffer.from([0, 0, 0x40, 1]), jpeg]), /after bytes that look like its length/],
      ['one byte', Buffer.concat([Buffer.from([7]), jpeg]), /after a byte that does not belong to it/],
    ],
  ],
  [
    'a picture without its beginning',
    [
      ['a JPEG', jpeg.subarray(4), /a JPEG whose first bytes are missing/],
      ['a JPEG from the middle', noise.subarray(700), /a JPEG whose first bytes are missing/],
      ['a PNG', png.subarray(8), /a PNG whose first bytes are missing/],
      ['a PNG from the middle', png.subarray(40), /a PNG whose first bytes are missing/],
    ],
  ],
  [
    'the address of a picture',
    [
      ['Android', '/storage/emulated/0/DCIM/Camera/IMG_0001.jpg', /the path of a file/],
      ['Windows', 'C:\\Users\\budi\\Pictures\\selfie.jpg', /the path of a file/],
      ['a share', '\\\\server\\photos\\selfie', /the path of a file/],
      ['relative', './uploads/selfie.jpg', /the path of a file/],
      ['home', '~/selfie.jpg\n', /the path of a file/],
      ['in JSON quotes', '"\\/data\\/user\\/0\\/selfie.jpg"', /the path of a file, in quotes/],
      ['in UTF-16', utf16('C:\\selfie.jpg', '\ufeff'), /the path of a file/],
      ['of a browser', 'C:\\fakepath\\selfie.jpg', /a browser's fake path/],
      ['after an @', '@/tmp/selfie.jpg', /the path of a file after an @/],
      ['a name', 'selfie budi.jpg', /the name of a file/],
      ['content:', 'content://media/external/images/media/142', /in a phone's gallery/],
      ['ph:', 'ph://ED7AC36B-A150-4C38-BB8C-B6D696F4F2ED/L0/001', /in a phone's gallery/],
      ['assets-library:', 'assets-library://asset/asset.JPG?id=1&ext=JPG', /in a phone's gallery/],
      ['file:', 'file:///var/mobile/selfie.jpg', /file:\/\//],
      ['blob:', 'blob:https://app.example/2f1c', /a blob: URL/],
      ['https:', 'https://cdn.example/selfie.jpg?token=CANARY', /the address \(URL\)/],
      ['s3:', 's3://bucket/selfie.jpg', /the address \(URL\)/],
      ['any other', 'myapp+pics://1', /an address \(URI\)/],
      ['Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n', /a Git LFS pointer/],
    ],
  ],
  [
    'base64 in any variant',
    [
      ['plain', base64, /^base64 text of a JPEG$/],
      ['of a PNG', png.toString('base64'), /^base64 text of a PNG$/],
      ['URL-safe', withExif.toString('base64url'), /^base64 text.* of a JPEG$/],
      [
        'URL-safe, known by its first characters',
        '_9j_4AAQSkZJRgABAQAAAQABAAD_2wBD',
        /^base64 text \(URL-safe\) of a JPEG$/,
      ],
      ['in lines', lines(base64, '\r\n'), /^base64 text \(in lines\) of a JPEG$/],
      [
        'in PEM',
        `-----BEGIN IMAGE-----\n${lines(base64, '\n')}\n-----END IMAGE-----\n`,
        /^base64 text \(in PEM lines\) of a JPEG$/,
      ],
      ['percent-encoded', encodeURIComponent(base64), /^base64 text \(percent-encoded\) of a JPEG$/],
      ['in JSON quotes', JSON.stringify(base64), /^base64 text of a JPEG, in quotes$/],
      ['with escaped slashes', JSON.stringify(base64).replaceAll('/', '\\/'), /^base64 text of a JPEG, in quotes$/],
      ['twice', Buffer.from(base64).toString('base64'), /^base64 text, encoded twice$/],
      [
        'of a data: URL',
        Buffer.from(`data:image/jpeg;base64,${base64}`).toString('base64'),
        /^base64 text, encoded twice$/,
      ],
      ['in UTF-16', utf16(base64), /^base64 text of a JPEG$/],
      ['a data: URL', `data:image/jpeg;base64,${base64}`, /^a data: URL$/],
      ['a data: URL in quotes', `"data:image/jpeg;base64,${base64}"`, /^a data: URL, in quotes$/],
      ['as Python prints it', `b'${base64}'`, /Python bytes/],
      ['of something else', Buffer.from(noise.subarray(300, 900)).toString('base64'), /^base64 text$/],
    ],
  ],
  [
    'bytes as digits',
    [
      ['a Node buffer', JSON.stringify(jpeg), /^JSON of a Node buffer/],
      ['a typed array', JSON.stringify(new Uint8Array(jpeg.subarray(0, 99))), /^JSON of a typed array/],
      ['a list', JSON.stringify([...jpeg.subarray(0, 99)]), /list of numbers, as JSON or printed, the bytes of a JPEG/],
      [
        'a list as Go prints it',
        `[${[...png.subarray(0, 99)].join(' ')}]`,
        /list of numbers, as JSON or printed, the bytes of a PNG/,
      ],
      [
        'Java’s signed ones',
        `[${[...new Int8Array(jpeg.subarray(0, 99))].join(', ')}]`,
        /list of numbers, as JSON or printed, the bytes of a JPEG/,
      ],
      ['bare', [...jpeg.subarray(0, 99)].join(','), /^a list of numbers, the bytes of a JPEG/],
      ['hexadecimal', jpeg.toString('hex'), /^hexadecimal text of a JPEG/],
      ['of PostgreSQL', `\\x${png.toString('hex')}`, /^hexadecimal text of a PNG/],
      ['as 0x..', `0x${jpeg.toString('hex')}`, /^hexadecimal text of a JPEG/],
      ['a dump', '00000000: ffd8 ffe0 0010 4a46 4946 0001 0100 0001  ......JFIF......', /^a hex dump of a JPEG/],
      ['quoted-printable', '=FF=D8=FF=E0=00=10JFIF=00=01', /quoted-printable/],
      ['percent-encoded', '%FF%D8%FF%E0%00%10JFIF%00%01%01', /percent-encoded bytes/],
      ['Python', "b'\\xff\\xd8\\xff\\xe0\\x00\\x10JFIF'", /Python bytes/],
      ['JSON escapes', '"\\u00ff\\u00d8\\u00ff\\u00e0"', /with escapes/],
    ],
  ],
  [
    'a printed object',
    [
      ...['undefined', 'null', 'None', '[object Blob]', '[object File]', '[object Promise]', 'Array', 'True'].map(
        (word): Sample => [word, word, new RegExp(`the word ${word.replaceAll(/[[\]]/g, '\\$&')}`)],
      ),
      ['.NET', 'System.Byte[]', /\.NET/],
      ['a .NET stream', 'System.IO.MemoryStream', /\.NET/],
      ['a Java array', '[B@1a2b3c', /Java array/],
      ['a Java object', 'android.graphics.Bitmap@5f184fc6', /Java object/],
      ['a Node buffer', '<Buffer ff d8 ff e0 00 10 ... 69461 more bytes>', /Node buffer/],
      ['a Blob', "Blob { size: 69511, type: 'image/jpeg' }", /JavaScript object/],
      ['a Python file', "<_io.BufferedReader name='selfie.jpg'>", /Python object/],
      ['a Django upload', '<InMemoryUploadedFile: selfie.jpg (image/jpeg)>', /Python object/],
      ['a Pillow image', '<PIL.JpegImagePlugin.JpegImageFile image mode=RGB size=640x480 at 0x7F1C>', /Python object/],
      ['a Ruby file', '#<File:selfie.jpg>', /Ruby object/],
      ['a PHP resource', 'Resource id #5', /PHP resource/],
      ['Dart', "Instance of 'XFile'", /Dart object/],
      ['Swift', 'Optional(69511 bytes)', /Swift optional/],
      ['Swift data', '69511 bytes', /Swift's Data/],
      ['NSData', '{length = 69511, bytes = 0xffd8ffe0 00104a46 ... 8effd9 }', /NSData/],
      ['Go', '&{0xc00011c060}', /Go value/],
      ['a placeholder', '{{selfie}}', /a placeholder that was never filled/],
    ],
  ],
  [
    'a text of another kind',
    [
      ['HTML', '<!DOCTYPE html><html><body>Login</body></html>', /an HTML page/],
      ['HTML after a comment', '<!-- nginx -->\n<html>', /an HTML page/],
      ['XML', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', /^XML$/],
      ['JSON', '{"error":"not found"}', /^JSON$/],
      ['a file object', '{"uri":"file:///a.jpg","type":"image/jpeg","name":"a.jpg"}', /JSON of a file object/],
      ['a form', '--x\r\nContent-Disposition: form-data; name="img1"\r\n\r\n', /a multipart body/],
      ['PHP', '<?php echo 1;', /PHP source/],
      ['PGP', '-----BEGIN PGP MESSAGE-----\n\nhQEM', /an encrypted file/],
      ['prose', 'This is not a picture, it only has such a name.', /^text$/],
    ],
  ],
  [
    'packed files and other content',
    [
      ['gzip', gzipSync(jpeg), /^gzip$/],
      ['zlib', deflateSync(jpeg), /^zlib of a JPEG$/],
      ['deflate', deflateRawSync(png), /^deflate of a PNG$/],
      ['Brotli', brotliCompressSync(jpeg), /^Brotli of a JPEG$/],
      ['ZIP', Buffer.from('PK\x03\x04\x14\0\0\0\x08\0'), /ZIP archive/],
      ['AppleDouble', [0, 5, 0x16, 7, 0, 2, 0, 0, 1, 2], /AppleDouble/],
      ['a NumPy array', Buffer.from('\x93NUMPY\x01\0', 'latin1'), /NumPy/],
      ['a pickle', [0x80, 4, 0x95, 9, 0, 0, 0, 0, 0, 0], /Python pickle/],
      ['a Java object', [0xac, 0xed, 0, 5, 0x75, 0x72], /serialised Java object/],
      ['zeros', Buffer.alloc(5000), /^only zero bytes$/],
      [
        'a camera’s frame',
        Buffer.from(Array.from({ length: 640 * 480 * 1.5 }, (_, at) => (at * 7) % 200)),
        /uncompressed pixels/,
      ],
      ['encrypted bytes', encrypted(20_000), /without any structure/],
      ['OpenSSL', Buffer.concat([Buffer.from('Salted__'), encrypted(100)]), /OpenSSL/],
    ],
  ],
])('%s is identified', (_, samples) => {
  test.each(samples)('%s', (_name, content, wanted) => {
    const found = contentOf(fileOf(content));
    expect(found?.what.en).toMatch(wanted);
    expect(found?.hint.en).toMatch(/\w{3}/);
    expect(`${found?.what.en} ${found?.hint.en} ${found?.what.id} ${found?.hint.id}`).not.toMatch(
      /CANARY|budi|IMG_0001/,
    );
  });
});

/** Bytes that look random, the same in each run. */
function encrypted(length: number): Buffer {
  let state = 42;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    }),
  );
}

describe('no hint is given', () => {
  test.each<[string, Buffer]>([
    ['of a JPEG', jpeg],
    ['of a PNG', png],
    ['of nothing', Buffer.alloc(0)],
    ['of bytes that no one knows', Buffer.from([1, 2, 3, 250, 251, 252, 1, 1, 1])],
  ])('%s', (_, content) => {
    expect(what(content)).toBeUndefined();
  });
});

test('a file that is too large to keep is identified by its beginning', () => {
  const bytes = Buffer.from(base64);
  const { content: _, ...file } = fileOf(bytes);
  expect(contentOf({ ...file, content: undefined, start: bytes.subarray(0, 512) })?.what.en).toBe(
    'base64 text of a JPEG',
  );
});
