import { Ajv } from 'ajv';
// @ts-expect-error The package has no types.
import harSchemas from 'har-schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../spec/index.js';
import { post, sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';
import type { Har } from './har.js';

/** Validates by the published schemas of HAR 1.2. They name a draft that ajv does not know. */
const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false, validateFormats: false });
for (const schema of Object.values(harSchemas as Readonly<Record<string, object>>)) ajv.addSchema(schema);

function problemsOf(har: unknown): readonly unknown[] {
  const validate = ajv.getSchema('har.json#') ?? expect.fail('the schema of an archive is missing');
  validate(har);
  return validate.errors ?? [];
}

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

const read = async (query: string): Promise<Har> =>
  (await fetch(`${mock.url}/__admin/requests?format=har${query}`)).json() as Promise<Har>;

describe('the journal as an HTTP Archive', () => {
  test('is valid HAR 1.2 with each request and its answer', async () => {
    const session = mock.session('archive');
    await sendGood(session, { nik: '3171234567890123' });
    await sendGood(session, { refNumber: null });
    await post(session, { method: 'PUT', body: 'x', headers: { 'Content-Type': 'text/plain' } });
    const har = await read('&session=archive');
    expect(problemsOf(har)).toEqual([]);
    expect(har.log).toMatchObject({ version: '1.2', creator: { name: 'eendigo-kit', version } });
    const [good, bad, put] = har.log.entries;
    expect(good?.request).toMatchObject({
      method: 'POST',
      url: `${mock.url}/s/archive/demo/biometric/facecompareliveness`,
      postData: { mimeType: expect.stringMatching(/^multipart\/form-data; boundary=/) },
    });
    expect(good?.request.bodySize).toBeGreaterThan(10_000);
    expect(good?.response).toMatchObject({ status: 200, statusText: 'OK', content: { mimeType: 'application/json' } });
    const { text = '', size } = good?.response.content ?? {};
    expect(JSON.parse(text)).toMatchObject({ status: 'Success' });
    expect(size).toBe(text.length);
    expect(good?.response.headers).toContainEqual({ name: 'X-Trx-No', value: expect.stringMatching(/^\d+$/) });
    expect(bad?.comment).toMatch(/refNumber/);
    expect(put?.request).toMatchObject({ method: 'PUT', postData: { mimeType: 'text/plain', params: [] } });
  });

  test('says in the language of a request why it was answered so, and what is left out', async () => {
    await using indonesian = await createMockServer({ lang: 'id' });
    await sendGood(indonesian, { img1: new Blob(['x']), nik: null });
    const [entry] = indonesian.har().log.entries;
    expect(entry?.comment).toBe('img1: isinya teks');
    expect(entry?.request.postData?.params.slice(0, 2).map(({ comment }) => comment)).toEqual([
      '1 byte, unknown; isinya tidak disertakan',
      expect.stringMatching(/^\d+ byte, jpeg, 1280 x 960 piksel; isinya tidak disertakan$/),
    ]);
  });

  test('has names, file names and sizes of files, and neither their bytes nor secrets', async () => {
    const session = mock.session('private');
    await sendGood(session, { nik: '3171234567890123' });
    const har = await read('&session=private');
    const params = har.log.entries[0]?.request.postData?.params ?? [];
    expect(params[0]).toEqual({
      name: 'img1',
      fileName: 'selfie-good.jpg',
      contentType: 'application/octet-stream',
      comment: expect.stringMatching(/^\d+ bytes, jpeg, \d+ x \d+ pixels; the bytes are left out$/),
    });
    expect(params.map(({ name }) => name)).toEqual(['img1', 'img2', 'key', 'tenant_code', 'refNumber', 'nik']);
    expect(params.find(({ name }) => name === 'tenant_code')?.value).toBe('AIT');
    const all = JSON.stringify(har);
    expect(all).not.toContain('ADINS_key1234');
    expect(all).not.toContain('3171234567890123');
    expect(all.length).toBeLessThan(10_000);
  });

  test('has what a fault sent, and status 0 where it sent nothing', async () => {
    const session = mock.session('faults');
    session.setFault('unavailable');
    await sendGood(session);
    session.setFault('reset');
    await sendGood(session).catch(() => {});
    await session.waitForRequest({}, { count: 2 });
    const har = await read('&session=faults');
    expect(problemsOf(har)).toEqual([]);
    expect(har.log.entries.map(({ response }) => response.status)).toEqual([503, 0]);
    expect(har.log.entries[1]?.response).toMatchObject({ headers: [], content: { size: 0 }, bodySize: 0 });
  });

  test('is filtered and paged as the journal is, and the same in process', async () => {
    const session = mock.session('pages');
    await sendGood(session, { refNumber: 'A' });
    await sendGood(session, { refNumber: null });
    const { url } = mock;
    const first = await fetch(`${url}/__admin/requests?session=pages&format=har&limit=1`);
    const next = /^<(.*)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? expect.fail('no next page');
    const second = (await (await fetch(new URL(next, url))).json()) as Har;
    expect(second.log.entries.map(({ comment }) => comment)).toEqual([expect.stringMatching(/refNumber/)]);
    expect((await read('&session=pages&kind=success')).log.entries).toHaveLength(1);
    expect(session.har({ kind: 'parameter-invalid' })).toEqual(second);
  });

  test('is refused in any other format', async () => {
    const answer = await fetch(`${mock.url}/__admin/requests?format=xml`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/format is \\"xml\\"; give one of json, har/);
  });
});
