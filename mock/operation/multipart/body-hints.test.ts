import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post } from '../../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../../server.js';

let mock: MockServer;
let jpeg: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  mock = await createMockServer();
  jpeg = new Uint8Array(
    await sharp({ create: { width: 64, height: 64, channels: 3, background: '#a63' } })
      .jpeg()
      .toBuffer(),
  );
});
afterAll(() => mock.close());

/** The journal's text on a body under a Content-Type. */
async function reportFor(
  body: BodyInit,
  type: string,
): Promise<{ text: string; hint: string | undefined; scenario: string | null }> {
  const { headers } = await post(mock, { body, headers: { 'Content-Type': type } });
  const [first] = mock.requests().at(-1)?.violations ?? [];
  return { text: first?.text ?? '', hint: first?.hint, scenario: headers.get('X-Mock-Scenario') };
}

const form = 'multipart/form-data; boundary=x';
const utf16 = (text: string): BodyInit => new Uint8Array(Buffer.from(text, 'utf16le'));

describe('a body that is declared as a form and is not one', () => {
  test.each<[string, () => BodyInit, RegExp]>([
    [
      '[object FormData]',
      () => '[object FormData]',
      /the body is the word \[object FormData\]: the client converted its form to text/,
    ],
    ['[object Object]', () => '[object Object]', /the word \[object Object\]/],
    ['undefined', () => 'undefined', /the word undefined/],
    ['null', () => 'null', /the word null/],
    ['Array', () => 'Array', /the word Array/],
    [
      'a form as Node prints it',
      () => "FormData { img1: File { size: 1, type: 'image/jpeg' } }",
      /a printed JavaScript object/,
    ],
    ['.NET', () => 'System.Net.Http.MultipartFormDataContent', /\.NET object/],
    ['Java', () => 'okhttp3.MultipartBody@1b2c3d', /Java object/],
    ['Dart', () => "Instance of 'FormData'", /Dart object/],
    ['Python', () => '<requests_toolbelt.MultipartEncoder object at 0x7f11>', /Python object/],
    ['JSON', () => '{"img1":"/9j/4AAQ","key":"CANARY"}', /the body is JSON/],
    ['empty JSON', () => '{}', /the body is JSON/],
    ['a JSON string', () => '"CANARY"', /the body is JSON/],
    ['a Python dictionary', () => "{'key': 'CANARY'}", /a printed Python dictionary/],
    ['a URL-encoded form', () => 'key=CANARY&tenant_code=AIT', /a URL-encoded form/],
    ['a path', () => '/storage/emulated/0/CANARY.jpg', /the path of a file/],
    ['a path with @', () => '@C:\\CANARY.jpg', /the path of a file/],
    ['a picture', () => jpeg, /the body is a picture without a form/],
    ['base64', () => Buffer.from(jpeg).toString('base64'), /the body is base64 text/],
    [
      'a form in base64',
      () => Buffer.from('--x\r\nContent-Disposition: form-data; name="key"').toString('base64'),
      /the body is base64 text/,
    ],
    ['XML', () => '<?xml version="1.0"?><key>CANARY</key>', /XML or HTML/],
    [
      'UTF-16',
      () => utf16('--x\r\nContent-Disposition: form-data; name="key"\r\n\r\nCANARY\r\n--x--\r\n'),
      /UTF-16 text/,
    ],
    ['gzip', () => new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), /the body is gzip/],
  ])('is identified: %s', async (_, body, hint) => {
    const report = await reportFor(body(), form);
    expect(report).toMatchObject({
      text: 'the boundary "x" is not in the body',
      hint: expect.stringMatching(hint),
      scenario: 'parameter-invalid',
    });
    expect(JSON.stringify(mock.requests().at(-1))).not.toContain('CANARY');
  });

  test('gets the hint on boundaries if the boundary differs, or if it is not identified', async () => {
    const other = await reportFor('--y\r\nContent-Disposition: form-data; name="key"\r\n\r\n1\r\n--y--\r\n', form);
    expect(other.hint).toMatch(/the body begins with the boundary "y"/);
    expect((await reportFor('just some words', form)).hint).toBe(
      'the boundary in the Content-Type must be the one in the body',
    );
  });

  test.each([
    ['abc', 'abc', '0, not 2'],
    ['abc', '-abc', '1, not 2'],
    ['abc', '----abc', '4, not 2'],
    ['----abc', '----abc', '4, not 6'],
    ['--abc', 'abc', '0, not 4'],
    ['---', '--abc', undefined],
    ['abc', 'ab', undefined],
  ])('gets the hint on dashes if the boundary is %s, and its lines are %s', async (boundary, line, counts) => {
    const body = `${line}\r\nContent-Disposition: form-data; name="key"\r\n\r\n1\r\n${line}--\r\n`;
    const { text, hint } = await reportFor(body, `multipart/form-data; boundary=${boundary}`);
    expect(text).toBe(`the boundary "${boundary}" is not in the body`);
    if (counts === undefined) expect(hint).not.toContain('dashes');
    else
      expect(hint).toBe(
        `the boundary lines of the body have the wrong number of dashes (${counts}): each is two dashes, then the boundary of the Content-Type`,
      );
  });

  test('gets a hint to create it again if it is empty', async () => {
    expect(await reportFor('', form)).toMatchObject({
      text: 'the body is empty',
      hint: expect.stringMatching(/read only once/),
    });
  });

  test.each([0, 1])(
    'is reported as missing its first part after a byte order mark, with %d parts after it',
    async (more) => {
      const part = (name: string): string => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n1\r\n`;
      await reportFor(`\ufeff${part('key')}${more ? part('source') : ''}--x--\r\n`, form);
      expect(mock.requests().at(-1)?.violations[0]).toMatchObject({
        outcome: 'accepted',
        text: expect.stringMatching(/^the body is a form after a byte order mark: its first part is lost/),
      });
    },
  );

  test('is reported as having no parts if it has only its end', async () => {
    await reportFor('--x--\r\n', form);
    expect(mock.requests().at(-1)?.violations[0]).toMatchObject({
      outcome: 'accepted',
      text: expect.stringMatching(/^the form has no parts/),
    });
  });
});

describe('a body of another type', () => {
  test.each([
    ['text/plain;charset=UTF-8', '[object FormData]', /the word \[object FormData\]/],
    ['application/x-www-form-urlencoded', '[object Object]', /the word \[object Object\]/],
    ['application/json', 'null', /the word null/],
    ['application/octet-stream', 'undefined', /the word undefined/],
  ])('%s declared as %s is identified', async (type, body, hint) => {
    expect((await reportFor(body, type)).hint).toMatch(hint);
  });

  test.each([
    ['application/json', '{"key":"null"}'],
    ['application/json', '[]'],
    ['application/x-www-form-urlencoded', 'key=undefined&img1=%5Bobject+File%5D'],
    ['application/xml', '<key>1</key>'],
    ['text/plain', 'hello'],
  ])('%s that is declared correctly gets the general hint: %s', async (type, body) => {
    expect((await reportFor(body, type)).hint).toBe(
      'send the body as multipart/form-data (curl -F, not -d; JavaScript FormData; Python files=; OkHttp MultipartBody; PHP CURLFile)',
    );
  });
});
