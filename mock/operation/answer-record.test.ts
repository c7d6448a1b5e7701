import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blobOf, post, sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ tenants: [{ code: 'AIT', key: 'ADINS_key1234', balance: 3 }] });
});
afterAll(() => mock.close());

const answerOf = (id: string) => mock.requests().find((entry) => entry.id === id)?.answer;

describe('the journal', () => {
  test('records the headers of the answer and the balance around it', async () => {
    const { headers } = await sendGood(mock);
    const answer = answerOf(headers.get('X-Mock-Request-Id') ?? '');
    for (const name of ['X-Trx-No', 'X-Mock-Request-Id', 'X-Mock-Scenario', 'Content-Type'])
      expect(answer?.headers?.[name], name).toBe(headers.get(name));
    expect(answer?.balance).toEqual({ tenant: 'AIT', before: 3, after: 2 });
    expect(answer?.sent).toBeUndefined();
  });

  test('records a balance that was not charged, and none where no tenant was found', async () => {
    const dark = await sendGood(mock, { img1: 'selfie-dim' });
    expect(answerOf(dark.headers.get('X-Mock-Request-Id') ?? '')?.balance).toEqual({
      tenant: 'AIT',
      before: 2,
      after: 2,
    });
    const wrong = await sendGood(mock, { key: 'wrong-key-1' });
    expect(answerOf(wrong.headers.get('X-Mock-Request-Id') ?? '')).not.toHaveProperty('balance');
  });

  test('records what a fault sent in place of the answer', async () => {
    const got = await sendGood(mock, { refNumber: 'REF-503' }, { 'X-Mock-Fault': 'unavailable; seconds=7' });
    const answer = answerOf(got.headers.get('X-Mock-Request-Id') ?? '');
    expect([answer?.status, answer?.intendedStatus]).toEqual([503, 200]);
    expect(answer?.body).toContain('"Success"');
    expect(answer?.sent).toMatchObject({ headers: { 'Retry-After': '7' }, body: got.text, bytes: got.text.length });
  });

  test('records no text for a body that is none', async () => {
    mock.setFault('gzip');
    const got = await sendGood(mock, { refNumber: 'REF-gzip', img1: 'selfie-dim' });
    mock.setFault(undefined);
    const answer = answerOf(got.headers.get('X-Mock-Request-Id') ?? '');
    expect(answer?.sent).toMatchObject({ headers: { 'Content-Encoding': 'gzip' } });
    expect(answer?.sent).not.toHaveProperty('body');
  });

  test('masks secrets in the recorded headers, in those of a redirect too', async () => {
    const nik = '3171234507900123';
    await fetch(`${mock.url}/s/${nik.slice(0, 15)}/demo/biometric/facecompareliveness`, { method: 'POST' });
    const form = new FormData();
    form.append('key', 'CANARY-key-1');
    form.append('img1', blobOf('x'), 'CANARY-key-1.jpg');
    await post(mock, { body: form, headers: { 'X-Mock-Fault': 'redirect' }, redirect: 'manual' });
    const entry = mock.requests().at(-1);
    expect(JSON.stringify(entry)).not.toContain('CANARY-key-1');
    expect(entry?.parts[1]?.head).toMatch(/^Content-Disposition: form-data; name="img1"; filename="\*\*\*/i);
  });
});

test('the journal records the answer to a request outside the operation', async () => {
  await fetch(`${mock.url}/nothing-here`);
  const answer = mock.requests().at(-1)?.answer;
  expect(answer?.headers?.['Content-Type']).toBe('application/problem+json');
  expect(JSON.parse(answer?.body ?? '')).toMatchObject({ status: 404, title: 'No such path' });
});
