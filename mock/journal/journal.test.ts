import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Changes, post, sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

const form = (...lines: string[]): string => lines.join('\r\n');
const multipart = (body: string, boundary = 'one') => ({
  body,
  headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
});
const last = (server: MockServer = mock) => server.requests().at(-1);
const violations = () =>
  last()?.violations.map(({ part, text, hint }) => [part, text, hint].filter(Boolean).join(' | '));

describe('the journal', () => {
  test('keeps what came: parts in order, with size, digest and sniffed type', async () => {
    await sendGood(mock, { officeName: 'Caf\u00e9' });
    expect(last()).toMatchObject({
      method: 'POST',
      path: '/demo/biometric/facecompareliveness',
      state: 'answered',
      violations: [],
      answer: { status: 200, scenario: 'success', selectedBy: 'rules', reason: 'nothing is wrong with the request' },
    });
    expect(last()?.parts.map(({ name }) => name)).toEqual([
      'img1',
      'img2',
      'key',
      'tenant_code',
      'refNumber',
      'officeName',
    ]);
    expect(last()?.parts[0]).toMatchObject({
      type: 'file',
      filename: 'selfie-good.jpg',
      sniffedType: 'jpeg',
      bytes: 400_000,
    });
    expect(last()?.parts[5]).toMatchObject({ type: 'text', value: 'Caf\u00e9' });
  });

  test.each([
    ['a missing part', () => sendGood(mock, { img2: null }), 'img2 | is missing; it is required'],
    [
      'a part under a name that is alike',
      () => sendGood(mock, { refNumber: null, ref_number: 'R' }),
      'refNumber | is missing; it is required | there is a part named "ref_number": names must match exactly, the expected name is "refNumber"',
    ],
    [
      'a picture in base64',
      () =>
        sendGood(mock, { img2: null }).then(() =>
          post(
            mock,
            multipart(form('--one', 'Content-Disposition: form-data; name="img1"', '', '/9j/4AAQ', '--one--', '')),
          ),
        ),
      "img1 | was sent as text; a file part is expected | img1 was sent as base64 text of a JPEG: send the picture's bytes as they are; send a picture as a file part",
    ],
    [
      'a picture without file name',
      () =>
        post(
          mock,
          multipart(
            form(
              '--one',
              'Content-Disposition: form-data; name="img2"',
              'Content-Type: image/jpeg',
              '',
              'bytes',
              '--one--',
              '',
            ),
          ),
        ),
      'img2 | was sent as text; a file part is expected | img2 was sent as text: its part has no filename; add the picture to the form with a file name (filename="..." in its Content-Disposition)',
    ],
    [
      'a key in JSON quotes',
      () => sendGood(mock, { key: '"ADINS_key1234"' }),
      'key | is probably wrong | key begins and ends with " (JSON quotes): send the bare value (Retrofit: a RequestBody, or ScalarsConverterFactory before the JSON converter)',
    ],
    [
      'a content type set manually',
      () => post(mock, { body: 'x', headers: { 'Content-Type': 'multipart/form-data' } }),
      'the Content-Type has no boundary | Content-Type was set manually: leave it to the HTTP client, which adds the boundary',
    ],
    [
      'a JSON body',
      () => post(mock, { body: '{}', headers: { 'Content-Type': 'application/json' } }),
      'the Content-Type is application/json | send the body as multipart/form-data (curl -F, not -d; JavaScript FormData; Python files=; OkHttp MultipartBody; PHP CURLFile)',
    ],
    [
      'a body that is cut off',
      () => post(mock, multipart(form('--one', 'Content-Disposition: form-data; name="key"', '', 'x'))),
      'the body ends before the closing boundary, in key | the body must be complete: its last line is the boundary between two pairs of dashes',
    ],
    [
      'a part without name',
      () => post(mock, multipart(form('--one', 'Content-Disposition: form-data', '', 'x', '--one--', ''))),
      'has no name: give each part name="..." in its Content-Disposition',
    ],
    [
      'a file name that browsers invent',
      () => sendGood(mock, { img1: null }).then(() => post(mock, { body: blobForm() })),
      'img1 | the file name has no extension | give the file a name, e.g. formData.append("img1", blob, "selfie.jpg")',
    ],
  ])('says of %s what was wrong and what to do', async (_, send, expected) => {
    await send();
    expect(violations()).toContain(expected);
  });

  test.each<[string, () => Promise<Changes>]>([
    ['marks', async () => ({ img1: 'ktp-good', img2: 'selfie-good' })],
    ['shapes', async () => ({ img1: await blank(1600, 1000), img2: await blank(900, 1200) })],
  ])('says by their %s that the pictures have changed places, and of the right order nothing', async (_, made) => {
    const hint = 'img1 and img2 are probably swapped: img1 is the selfie, img2 the photo of the KTP';
    const swapped = await made();
    await sendGood(mock, swapped);
    expect(violations()?.join('\n')).toContain(hint);
    const { img1 = null, img2 = null } = swapped;
    await sendGood(mock, { img1: img2, img2: img1 });
    expect(violations()?.join('\n')).not.toContain('swapped');
  });

  test('names with each part its dimensions, and what was found wrong with it and with no other', async () => {
    await sendGood(mock, { img1: 'selfie-too-small', nik: '1' });
    const parts = mock.requests().at(-1)?.parts ?? [];
    const outcomesByPart = parts.map(({ name, violations }) => [name, violations.map(({ outcome }) => outcome)]);
    expect(outcomesByPart.filter(([, violations]) => violations?.length !== 0).map(([name]) => name)).toContain('img1');
    expect(outcomesByPart).toContainEqual(['img2', []]);
    expect(parts.find(({ name }) => name === 'img2')).toMatchObject({
      dimensions: { width: expect.any(Number), height: expect.any(Number) },
      inspection: 'picture mark of ktp-good',
      kept: false,
    });
  });

  test('takes a text of an unknown charset for UTF-8, and says so', async () => {
    const text = form(
      '--one',
      'Content-Disposition: form-data; name="key"',
      'Content-Type: text/plain; charset=x-nobody',
      '',
      'k',
    );
    const { status } = await post(mock, multipart(form(text, '--one--', '')));
    expect(status).toBe(200);
    expect(violations()).toContain('key | declares the unknown charset "x-nobody"; it was read as UTF-8');
  });
});

describe('secrets', () => {
  const canaries = { key: 'CANARY-key-7f3a', nik: '3171234507900123', question: 'my NIK is 3179874312850987' };

  test('are in no journal, header, admin answer or transaction', async () => {
    await using watched = await createMockServer({ tenants: [{ code: 'AIT', key: canaries.key, balance: 9 }] });
    const { headers, text } = await sendGood(watched, canaries);
    expect(headers.get('X-Mock-Scenario')).toBe('success');
    await sendGood(watched, { ...canaries, key: `"${canaries.key}"`, refNumber: 'other' });
    const admin = await Promise.all(
      ['requests', 'requests/1', 'scenarios', 'version', 'health'].map((path) =>
        fetch(`${watched.url}/__admin/${path}`).then((response) => response.text()),
      ),
    );
    const everything = [
      text,
      JSON.stringify([...headers]),
      JSON.stringify(watched.requests()),
      JSON.stringify(watched.transactions()),
      ...admin,
    ].join('\n');
    for (const secret of [canaries.key, canaries.nik, '3179874312850987']) expect(everything).not.toContain(secret);
    expect(JSON.stringify(watched.requests())).toContain('*** (15 characters)');
  });

  test('of any tenant are hidden in path and headers while the request is open, too', async () => {
    const tenants = ['CANARY-key', 'CANARY-key_empty'].map((key) => ({ code: key.slice(6), key, balance: 9 }));
    await using watched = await createMockServer({ tenants });
    const open = fetch(`${watched.url}/s/other/CANARY-key_empty`, {
      headers: { 'User-Agent': 'app/1 CANARY-key_empty' },
    });
    const stalled = sendGood(
      watched,
      {},
      { 'User-Agent': 'app CANARY-key_empty', 'X-Mock-Fault': 'stall-upload; ms=600000' },
    );
    await expect
      .poll(() => watched.requests({ state: 'open' })[0]?.headers['user-agent'])
      .toBe('app *** (16 characters)');
    await open;
    const response = await fetch(`${watched.url}/__admin/requests`);
    const listed = await response.text();
    expect(listed).toContain('/s/other/*** (16 characters)');
    expect(listed).not.toContain('CANARY-key');
    await watched.close(0);
    await expect(stalled).rejects.toThrow();
  });

  test('that came as a file have neither digest nor content in the journal, and are hidden where else they stand', async () => {
    await using watched = await createMockServer({ keepImages: true });
    const nik = '0123456789101112';
    await sendGood(watched, { nik: new Blob([nik]), question: `NIK ${nik}` });
    const sha256 = createHash('sha256').update(nik).digest('hex');
    const [entry] = watched.requests({ parts: { nik: true } });
    expect(entry?.parts).toContainEqual(
      expect.objectContaining({
        name: 'nik',
        bytes: 16,
        sha256: '',
        kept: false,
        notKeptReason: 'a file sent as nik is never kept',
      }),
    );
    expect(entry?.parts).toContainEqual(
      expect.objectContaining({ name: 'question', value: 'NIK *** (16 characters)' }),
    );
    expect(JSON.stringify(entry)).not.toContain(nik);
    expect(JSON.stringify(entry)).not.toContain(sha256);
    const place = entry?.parts.findIndex(({ name }) => name === 'nik');
    expect((await fetch(`${watched.url}/__admin/requests/${entry?.id}/images/${place}`)).status).toBe(404);
  });

  test('do not make a refNumber unreadable that has sixteen digits: it is shown, and asked for by its value', async () => {
    const session = mock.session('sixteen');
    await sendGood(session, { refNumber: '2022092300010001', nik: canaries.nik });
    session.verify({ parts: { refNumber: '2022092300010001' } });
    // One that is the request's own NIK is hidden all the same.
    await sendGood(session, { refNumber: '2022092300010001', nik: '2022092300010001' });
    expect(session.requests({ parts: { refNumber: '*** (16 characters)' } })).toHaveLength(1);
  });

  test('are kept where a session asks for them', async () => {
    const session = mock.session('open-book', { keepSecrets: true });
    await sendGood(session, { nik: canaries.nik });
    expect(JSON.stringify(session.requests())).toContain(canaries.nik);
  });
});

async function blank(width: number, height: number): Promise<Blob> {
  const picture = await sharp({ create: { width, height, channels: 3, background: 'grey' } })
    .jpeg()
    .toBuffer();
  return new Blob([new Uint8Array(picture)]);
}

function blobForm(): FormData {
  const body = new FormData();
  body.append('img1', new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xe0])]));
  return body;
}
