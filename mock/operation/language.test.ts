import sharp from 'sharp';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { loadFixture } from '../../fixtures/index.js';
import { blobOf, type Changes, post, sendGood } from '../good-request.test-helper.js';
import type { JournalEntry } from '../schemas/journal-types.js';
import { createMockServer, type MockServer } from '../server.js';
import { languages } from '../texts/wording.js';

/** Words that an English explanation cannot avoid. */
const english =
  /\b(?:the|is|was|are|has|its|it|which|send|sent|not|without|must|cannot|missing|of|because|you|forced)\b/i;

/** Returns everything that an entry says in words. Codes, names and what the client sent are no words. */
function wordsOf({ violations, answer, parts }: JournalEntry): readonly string[] {
  const notes = parts.flatMap((part) => (part.type === 'file' ? [part.inspection, part.notKeptReason] : []));
  return [...violations.flatMap(({ text, hint }) => [text, hint]), answer?.reason, ...notes].filter(
    (text) => text !== undefined && text !== null,
  );
}

const withoutCode = { tenant_code: null } as const;
const text = (content: string): Blob => blobOf(Buffer.from(content));

afterEach(() => vi.unstubAllEnvs());

describe('a mock in Indonesian', () => {
  test('explains a request in the header, in the journal and in the log, and answers it as the contract says', async () => {
    const lines: string[] = [];
    await using english = await createMockServer();
    await using mock = await createMockServer({
      lang: 'id',
      log: { format: 'pretty', write: (line) => lines.push(line) },
    });
    const { headers, text: body, status } = await sendGood(mock, { ...withoutCode, tenantCode: 'AIT' });
    expect(headers.get('X-Mock-Hint')).toBe('tenant_code tidak ada; Anda mengirim "tenantCode"');
    expect(mock.requests()[0]).toMatchObject({ lang: 'id' });
    expect(mock.requests()[0]?.violations.at(0)).toMatchObject({
      rule: 'parameters',
      outcome: 'parameter-invalid',
      text: 'tidak ada; wajib dikirim',
      hint: 'ada bagian bernama "tenantCode": nama harus persis sama, nama yang benar "tenant_code"',
    });
    const same = await sendGood(english, { ...withoutCode, tenantCode: 'AIT' });
    expect([status, body]).toEqual([same.status, same.text]);
    await mock.close();
    expect(lines.map((line) => line.replace(/\d+ ms/, 'N ms'))).toEqual([
      '✗ #1 parameter-invalid 200 N ms',
      '  tenant_code tidak ada; Anda mengirim "tenantCode"',
    ]);
  });

  test('has no English word about any of many wrong requests', { timeout: 60_000 }, async () => {
    const lines: string[] = [];
    const mock = await createMockServer({
      lang: 'id',
      keepImages: true,
      log: { format: 'pretty', write: (line) => lines.push(line) },
    });
    await sendAll(mock);
    const entries = mock.requests();
    const said = entries.flatMap((entry) => wordsOf(entry).map((words) => `#${entry.id} ${words}`));
    expect(entries.length).toBeGreaterThan(60);
    expect(said.length).toBeGreaterThan(150);
    await mock.close();
    // Words in quotes and brackets are names, examples, or a decoder's message.
    const isEnglish = (line: string): boolean => english.test(line.replaceAll(/\([^()]*(?:\)|…)|"[^"]*"|<[^>]*>/g, ''));
    expect(said.filter(isEnglish)).toEqual([]);
    // The first line of a request has names and figures.
    expect(lines.filter((line) => line.startsWith('  ') && isEnglish(line))).toEqual([]);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.length).toBeGreaterThan(120);
  });

  test('masks in its sentences what it masks in English ones', async () => {
    await using mock = await createMockServer({ lang: 'id' });
    const { headers } = await sendGood(mock, { img1: null, 'CANARY-of-a-key-1': 'x' });
    await sendGood(mock, { key: 'CANARY_key_4711' });
    expect(headers.get('X-Mock-Hint')).toMatch(/^img1 tidak ada/);
    expect(JSON.stringify([...headers])).not.toContain('CANARY');
    expect(JSON.stringify(mock.requests()[1])).not.toContain('CANARY');
  });

  test('gives the length of what it masks in Indonesian, in a sentence', async () => {
    await using mock = await createMockServer({ lang: 'id' });
    const type = 'multipart/mixed; boundary=ADINS_key1234';
    const { headers } = await post(mock, { body: '--ADINS_key1234--', headers: { 'Content-Type': type } });
    expect(headers.get('X-Mock-Hint')).toMatch(/^Content-Type-nya \*\*\* \(39 karakter\); /);
    const [entry] = mock.requests();
    expect(entry?.violations[0]?.text).toBe('Content-Type-nya "multipart/mixed; boundary=*** (13 karakter)"');
    expect(entry?.answer?.reason).toBe(entry?.violations[0]?.text);
    // A value is no sentence.
    expect(entry?.headers['content-type']).toBe('multipart/mixed; boundary=*** (13 characters)');
  });
});

test.each(languages)('no hint about any of many wrong requests is cut in its header, in %s', async (lang) => {
  await using mock = await createMockServer({ lang });
  await sendAll(mock);
  const hints = mock.requests().flatMap(({ answer }) => answer?.headers?.['X-Mock-Hint'] ?? []);
  expect(hints.length).toBeGreaterThan(50);
  expect(hints.filter((hint) => hint.endsWith('...'))).toEqual([]);
});

test('the language can change while the mock runs: later requests are explained in it', async () => {
  await using mock = await createMockServer();
  await sendGood(mock, withoutCode);
  await mock.update({ lang: 'id' });
  await sendGood(mock, withoutCode);
  await mock.update({ lang: undefined });
  await sendGood(mock, withoutCode);
  expect(mock.requests().map(({ lang, violations }) => [lang, violations[0]?.text])).toEqual([
    [undefined, 'is missing; it is required'],
    ['id', 'tidak ada; wajib dikirim'],
    [undefined, 'is missing; it is required'],
  ]);
});

test('in process a mock explains in English whatever the locale of the machine is', async () => {
  for (const name of ['LC_ALL', 'LC_MESSAGES', 'LANG']) vi.stubEnv(name, 'id_ID.UTF-8');
  await using mock = await createMockServer();
  expect((await sendGood(mock, withoutCode)).headers.get('X-Mock-Hint')).toBe('tenant_code is missing; it is required');
});

/** Sends one request for each kind of mistake. */
async function sendAll(mock: MockServer): Promise<void> {
  const selfie = await loadFixture('selfie-good');
  const drawn = sharp({ create: { width: 640, height: 480, channels: 3, background: '#a63' } });
  const jpeg = await drawn.jpeg().toBuffer();
  const values: readonly Changes[] = [
    { refNumber: null },
    { img1: null },
    { tenant_code: '' },
    { key: 'wrong' },
    { tenant_code: 'ATI' },
    { tenant_code: 'ait' },
    { tenant_code: 'ADINS_key1234', key: 'AIT' },
    { key: 'ADINS_key1234_empty' },
    { key: 'Bearer ADINS_key1234' },
    { tenant_code: 'AIT_EMPTY', key: 'ADINS_key1234_empty' },
    { nik: 'null' },
    { nik: '{{nik}}' },
    { nik: ' 123 ' },
    { nik: '"123"' },
    { nik: '1\u200b2' },
    { nik: 'nik=12' },
    { nik: '3.17123E+15' },
    { loginId: 'Rumah &amp; Kantor' },
    { loginId: 'Head%20Office' },
    { loginId: 'a,a' },
    { loginId: 'АB' },
    { key: 'true' },
    { spare: 'x' },
    { OfficeCode: 'HO' },
    { img1: 'ktp-good', img2: 'selfie-good' },
    { img2: 'selfie-good' },
    { img1: 'selfie-dim' },
    { img1: 'selfie-screen' },
    { img1: text('') },
    { img1: new File(['selfie.jpg'], 'img1') },
    { nik: 'Jos\ufffd' },
    { key: '"ADINS_key1234"' },
    { tenant_code: '"AIT"' },
    { img1: text('GIF89a') },
    { img1: text('PK\u0003\u0004 and more') },
    { img1: text('data:image/jpeg;base64,/9j/4AAQSkZJRg==') },
    { img1: text(selfie.toString('base64')) },
    { img1: text(selfie.toString('hex')) },
    { img1: text('<!doctype html><p>Login</p>') },
    { img1: text('{"error": "no"}') },
    { img1: text('/home/me/selfie.jpg') },
    { img1: text('content://media/external/images/1') },
    { img1: text('https://example.com/a.jpg') },
    { img1: text('version https://git-lfs.github.com/spec/v1') },
    { img1: text('undefined') },
    { img1: text(jpeg.toString('utf8')) },
    { img1: text(jpeg.toString('latin1')) },
    { img1: blobOf(Buffer.alloc(4096)) },
    { img1: blobOf(Buffer.concat([Buffer.from('\r\n'), jpeg])) },
    { img1: blobOf(selfie.subarray(0, 20_000)) },
    { img1: blobOf(jpeg.subarray(4)) },
    { img1: blobOf(await drawn.resize(300, 200).jpeg().toBuffer()) },
    { img1: blobOf(Buffer.concat([selfie, Buffer.alloc(4_000_000)])) },
    { img1: 'selfie-text' },
    { img1: 'selfie-truncated' },
  ];
  for (const changes of values) await sendGood(mock, { refNumber: `REF${mock.requests().length}`, ...changes });
  const forms: readonly RequestInit[] = [
    { body: '' },
    { body: new URLSearchParams({ a: 'b' }) },
    { body: '{"key": "x"}', headers: { 'Content-Type': 'application/json' } },
    { body: '[object FormData]', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } },
    { body: '--y\r\n\r\n', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } },
    { body: '--x\r\nX: y\r\n\r\nz\r\n--x--', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } },
    {
      body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nz',
      headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    },
    { body: 'x\r\n\r\n', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } },
    {
      body: '--x\r\nContent-Disposition: form-data; name="img1"\r\n\r\nz\r\n--x--',
      headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    },
    { body: 'key=x', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } },
    { body: '--x--\r\n', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } },
    { body: '--x\r\n', headers: { 'Content-Type': 'multipart/form-data' } },
    { body: 'x', headers: { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Encoding': 'gzip' } },
    { body: null, method: 'GET' },
  ];
  for (const init of forms) await post(mock, init);
  await fetch(`${mock.url}/unknown`, { headers: { Origin: 'http://page.test' } });
  await fetch(`${mock.url}/demo/biometric/facecompareliveness`, {
    method: 'OPTIONS',
    headers: { Origin: 'http://page.test', 'Access-Control-Request-Method': 'POST' },
  });
  for (const headers of [
    { 'X-Mock-Scenario': 'liveness-error' },
    { Prefer: 'example=success' },
    { 'X-Mock-Fault': 'delay; ms=1' },
    { 'X-Mock-Fault': 'unavailable' },
  ] satisfies readonly Record<string, string>[])
    await sendGood(mock, { refNumber: `REF${mock.requests().length}` }, headers);
  await sendGood(mock, { refNumber: 'MOCK:success:1' });
  mock.queue('success');
  await sendGood(mock);
  mock.setDefault('liveness-error');
  await sendGood(mock);
}
