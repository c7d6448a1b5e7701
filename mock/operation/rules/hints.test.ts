import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFixture } from '../../../fixtures/index.js';
import { documented, loadContract, nest, withDecisions } from '../../../spec/index.js';
import { type Changes, post, sendGood } from '../../good-request.test-helper.js';
import type { Violation } from '../../schemas/journal-types.js';
import { createMockServer, type MockServer } from '../../server.js';

const tenants = [
  { code: 'AIT', key: 'CANARY-key-of-ait', balance: 100 },
  { code: 'ACME', key: 'CANARY-key-of-acme', balance: 100 },
];
const good = { key: 'CANARY-key-of-ait' };

let mock: MockServer;
let selfie: Buffer;
beforeAll(async () => {
  mock = await createMockServer({ tenants });
  selfie = await loadFixture('selfie-good');
});
afterAll(() => mock.close());

const lastOf = (server: MockServer) => server.requests().at(-1);
const violations = (server = mock): readonly Violation[] => lastOf(server)?.violations ?? [];
/** The hints of the last request, each after its part. */
const hints = (server = mock): readonly string[] =>
  violations(server).flatMap(({ part, hint }) => (hint === undefined ? [] : [`${part ?? 'the body'}: ${hint}`]));
const send = (changes: Changes) => sendGood(mock, { ...good, ...changes });

describe('wrong credentials', () => {
  test.each<[string, Changes, string]>([
    [
      'exchanged',
      { tenant_code: 'CANARY-key-of-ait', key: 'AIT' },
      'tenant_code: tenant_code and key are probably swapped',
    ],
    ['of two tenants', { key: 'CANARY-key-of-acme' }, 'key: this is the key of the tenant "ACME", not of "AIT"'],
    [
      'whose key is unknown',
      { key: 'CANARY-another' },
      'key: the tenant "AIT" exists, but has another key: PUT /__admin/tenants/<code> sets it',
    ],
    [
      'whose key has other capitals',
      { key: 'canary-KEY-of-ait' },
      'key: the key of "AIT" differs from this one only in capitals, blanks or quotes around it, which are significant',
    ],
    [
      'whose key has blanks around it',
      { key: ' CANARY-key-of-ait\n' },
      'key: the key of "AIT" differs from this one only in capitals, blanks or quotes around it, which are significant',
    ],
    [
      'whose key has JSON quotes',
      { key: '"CANARY-key-of-ait"' },
      'key: the key of "AIT" differs from this one only in the JSON quotes around it: send the bare value (Retrofit: a RequestBody, or ScalarsConverterFactory)',
    ],
    [
      'whose tenant_code has JSON quotes',
      { tenant_code: '"AIT"' },
      'tenant_code: there is a tenant "AIT": this tenant_code differs from it only in the JSON quotes around it: send the bare value (Retrofit: a RequestBody, or ScalarsConverterFactory)',
    ],
    [
      'whose tenant_code has quotes and other capitals',
      { tenant_code: '"ait"' },
      'tenant_code: there is a tenant "AIT": this tenant_code differs from it only in capitals, blanks or quotes around it, which are significant',
    ],
    [
      'whose tenant_code has other capitals',
      { tenant_code: 'ait' },
      'tenant_code: there is a tenant "AIT": this tenant_code differs from it only in capitals, blanks or quotes around it, which are significant',
    ],
    [
      'whose tenant_code has blanks around it',
      { tenant_code: 'AIT ' },
      'tenant_code: there is a tenant "AIT": this tenant_code differs from it only in capitals, blanks or quotes around it, which are significant',
    ],
    [
      'whose tenant_code is misspelt',
      { tenant_code: 'ACNE' },
      'tenant_code: no tenant has this tenant_code; there is one named "ACME"',
    ],
    [
      'that are unknown',
      { tenant_code: 'SOMEBODY-ELSE' },
      'tenant_code: no tenant has this tenant_code: GET /__admin/tenants lists the tenants',
    ],
  ])('%s are explained, at the part that is wrong', async (_, changes, hint) => {
    const { headers, text } = await send(changes);
    expect(headers.get('X-Mock-Scenario')).toBe('invalid-credentials');
    expect(hints()).toContain(hint);
    const part = hint.slice(0, hint.indexOf(':'));
    const shown = lastOf(mock)?.parts.find(({ name }) => name === part);
    expect(shown?.violations.map(({ outcome }) => outcome)).toContain('invalid-credentials');
    expect(`${text} ${JSON.stringify(lastOf(mock))}`).not.toMatch(/CANARY-key/);
  });

  test('that are right have no hint', async () => {
    await send({});
    expect(hints()).toEqual([]);
  });

  test('are not said to differ in capitals if case does not matter', async () => {
    const profile = withDecisions(documented, nest([['credentials.tenantCodeCase', 'ignored']]));
    await using lenient = await createMockServer({ tenants, contract: await loadContract(profile) });
    await sendGood(lenient, { ...good, tenant_code: 'ait', key: 'x' });
    expect(hints(lenient)).toEqual([
      'key: the tenant "AIT" exists, but has another key: PUT /__admin/tenants/<code> sets it',
    ]);
  });
});

describe('a value that a client sends by mistake', () => {
  test.each(['null', 'undefined', '[object Object]'])('%s is reported, in every part', async (value) => {
    await send({ refNumber: value, loginId: value });
    for (const part of ['refNumber', 'loginId'])
      expect(hints()).toContain(
        `${part}: ${part} is the word ${value}: the client sent a variable that contains no text`,
      );
    await send({ refNumber: `${value}-1` });
    expect(hints()).toEqual([]);
  });
});

describe('a Content-Type that was set manually', () => {
  const boundary = '--XX';
  const body = `${boundary}\r\nContent-Disposition: form-data; name="key"\r\n\r\nCANARY-key-of-ait\r\n${boundary}--\r\n`;
  const byHand =
    'the body: the body is multipart, and Content-Type was set manually: leave it to the HTTP client, which adds the boundary to it';

  test.each(['application/json', 'image/jpeg', 'application/octet-stream', 'application/x-www-form-urlencoded'])(
    '%s over a multipart body is reported, and no part is read from the body',
    async (type) => {
      await post(mock, { body, headers: { 'Content-Type': type } });
      expect(hints()).toEqual([byHand]);
      expect(lastOf(mock)?.parts).toEqual([]);
    },
  );

  test('is reported if it lacks the boundary', async () => {
    await post(mock, { body, headers: { 'Content-Type': 'multipart/form-data' } });
    expect(hints()[0]).toMatch(/Content-Type was set manually/);
  });

  test.each([
    ['application/json', '{"key":"--"}'],
    ['application/x-www-form-urlencoded', 'key=--'],
  ])('is not blamed for %s', async (type, content) => {
    await post(mock, { body: content, headers: { 'Content-Type': type } });
    expect(hints()).toEqual([
      'the body: send the body as multipart/form-data (curl -F, not -d; JavaScript FormData; Python files=; OkHttp MultipartBody; PHP CURLFile)',
    ]);
  });
});

describe('a picture', () => {
  const encoded = (): string => selfie.toString('base64');
  const file = (content: string | Buffer): Blob =>
    new Blob([typeof content === 'string' ? content : new Uint8Array(content)]);

  test.each<[string, () => Changes, string, string]>([
    [
      'in base64, as a file',
      () => ({ img1: file(encoded()) }),
      'the content is base64 text of a JPEG',
      "send the picture's bytes as they are",
    ],
    [
      'as a data: URL, as a file',
      () => ({ img1: file(`data:image/jpeg;base64,${encoded()}`) }),
      'the content is a data: URL',
      'decode the part after the comma, and send that',
    ],
    [
      'that was undefined, as a file',
      () => ({ img1: file('undefined') }),
      'the content is the word undefined',
      'the client sent a variable that contains no picture',
    ],
  ])('%s is rejected, with what it is', async (_, changes, text, hint) => {
    const { headers } = await send(changes());
    expect(headers.get('X-Mock-Scenario')).not.toBe('success');
    expect(violations()).toContainEqual(expect.objectContaining({ part: 'img1', text, hint }));
  });

  const form = (...parts: readonly (readonly [string, string | Blob])[]): FormData => {
    const body = new FormData();
    for (const [name, value] of parts)
      if (typeof value === 'string') body.append(name, value);
      else body.append(name, value, 'a.jpg');
    return body;
  };

  test.each([
    ['data:image/png;base64,iVBORw0KGgo', /^img1: img1 was sent as a data: URL: decode/],
    ['iVBORw0KGgoAAAANSUhEUg', /^img1: img1 was sent as base64 text of a PNG: send the picture's bytes/],
    ['[object File]', /^img1: img1 was sent as the word \[object File\]: the client/],
    ['selfie', /^img1: img1 was sent as text: its part has no filename; add the picture to the form with a file name/],
  ])('that was sent as the text %s is reported as such', async (value, hint) => {
    await post(mock, { body: form(['img1', value]) });
    expect(hints().find((one) => one.startsWith('img1'))).toMatch(hint);
  });

  test('that was sent as selfie and as KTP is reported, and inspected for both', async () => {
    const same = file(selfie);
    await send({ img1: same, img2: same });
    expect(violations()).toContainEqual(
      expect.objectContaining({
        part: 'img2',
        text: 'is the same picture as img1',
        hint: 'img1 is the selfie, img2 the photo of the KTP: send two different pictures',
      }),
    );
    expect(lastOf(mock)?.parts.slice(0, 2)).toMatchObject(
      ['img1', 'img2']
        .map((name) => ({ name, dimensions: { width: 1080, height: 1440 }, inspection: /selfie-good/ }))
        .map((part) => ({ ...part, inspection: expect.stringContaining('selfie-good') })),
    );
    await send({});
    expect(hints()).toEqual([]);
  });

  const named = (name: string, wanted: string): string =>
    `${wanted}: the part named ${JSON.stringify(name)} is probably the one: rename it to ${JSON.stringify(wanted)}`;

  test.each([
    [['selfie', 'ktp']],
    [['face', 'id_card']],
    [['image1', 'image2']],
    [['photo', 'ktp']],
    [['foto', 'file']],
    [['selfie', 'file']],
    [['image', 'image2']],
  ])('under a similar name gets a hint with the expected one: %j', async ([one = '', other = '']) => {
    await send({ img1: null, img2: null, [one]: file(selfie), [other]: file(selfie) });
    expect(hints()).toEqual(expect.arrayContaining([named(one, 'img1'), named(other, 'img2')]));
  });

  test.each(['ktp', 'file', 'image1', 'photo', 'foto'])(
    'named %s next to img1 is recognized as the missing one',
    async (name) => {
      await send({ img2: null, [name]: file(selfie) });
      expect(hints()).toContain(named(name, 'img2'));
    },
  );

  test('under an unrelated name gets no guess', async () => {
    await send({ img2: null, attachment: file(selfie) });
    expect(hints()).toEqual([]);
  });

  test.each([
    ['api_key', 'key'],
    ['tenant', 'tenant_code'],
    ['reference', 'refNumber'],
  ])('or any other part named %s gets a hint that its name is %s', async (name, wanted) => {
    await send({ [wanted]: null, [name]: 'x' });
    expect(hints()).toContain(named(name, wanted));
  });
});
