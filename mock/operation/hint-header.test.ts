import { request as send } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFixture } from '../../fixtures/index.js';
import { blobOf, type Changes, type Got, post, sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

const hintOf = ({ headers }: Got): string | null => headers.get('X-Mock-Hint');
const withoutCode = { tenant_code: null } as const;

describe('X-Mock-Hint', () => {
  test.each<readonly [string, Changes, string]>([
    ['a misspelt part', { ...withoutCode, tenantCode: 'AIT' }, 'tenant_code is missing; you sent "tenantCode"'],
    ['a missing part', withoutCode, 'tenant_code is missing; it is required'],
    ['an empty part', { refNumber: '' }, 'refNumber is empty; it is required; the source of the value is not set'],
    [
      'a text for a picture',
      { img1: blobOf('https://x.test/a') },
      'img1: the content is the address (URL) of a picture; ',
    ],
    [
      'a wrong key',
      { key: 'ADINS_key12345' },
      'key: the tenant *** (3 characters) exists, but has another key: PUT /__admin/tenants/<code> sets it',
    ],
    ['a dim selfie', { img1: 'selfie-dim' }, 'img1: the selfie is too dim; simulated: '],
  ])('says what is wrong and what to change: %s', async (_, changes, expected) => {
    expect(hintOf(await sendGood(mock, changes))).toContain(expected);
  });

  test('is of the finding that decided the answer, and absent from an answer without findings', async () => {
    const { headers } = await sendGood(mock);
    for (const name of ['X-Mock-Hint', 'X-Mock-Explain', 'X-Mock-Warnings'])
      expect(headers.has(name), name).toBe(false);
    const answer = await sendGood(mock, { spare: 'x', refNumber: null });
    expect(hintOf(answer)).toMatch(/^refNumber is missing/);
    expect(answer.headers.get('X-Mock-Warnings')).toBe('1');
  });

  test('warns of pictures that are probably swapped', async () => {
    const { headers } = await sendGood(mock, { img1: 'ktp-good', img2: 'selfie-good' });
    expect(Number(headers.get('X-Mock-Warnings'))).toBeGreaterThan(0);
    const texts = { key: 'ADINS_key1234', tenant_code: 'AIT', refNumber: 'R1' };
    // No face engine: only the names of the files show it, and the answer is a success.
    await using blind = await createMockServer({ faceEngine: 'off' });
    const answer = await post(blind, { body: await formOf(texts, { img1: 'my-ktp.jpg', img2: 'my-selfie.jpg' }) });
    expect([answer.headers.get('X-Mock-Scenario'), answer.headers.get('X-Mock-Violations')]).toEqual(['success', '0']);
    expect(answer.headers.get('X-Mock-Warnings')).toBe('1');
    expect(hintOf(answer)).toMatch(/^img1 and img2 are probably swapped/);
  });

  const secret = 'CaNaRy-9f3b1c7d5e';
  test.each<readonly [string, Changes]>([
    ['a value of a text', { ...withoutCode, source: secret }],
    ['a tenant_code', { tenant_code: secret }],
    ['a tenant_code in blanks', { tenant_code: ` ${secret} ` }],
    ['a key', { key: secret }],
    ['a refNumber', { refNumber: secret, key: null }],
    ["a part's name", { ...withoutCode, [secret]: 'AIT' }],
    ["a part's name, which holds a NIK", { ...withoutCode, '3201234567890123': 'AIT' }],
    ["a part's name, which nearly is one of the contract", { ...withoutCode, 'tenant code': secret }],
    ['a text in place of a picture', { img1: blobOf(secret) }],
    ['an unknown part', { [secret]: 'x', [`${secret}2`]: 'y' }],
  ])('never repeats what the client sent: %s', async (_, changes) => {
    const hint = hintOf(await sendGood(mock, changes));
    expect(hint).not.toBeNull();
    expect(hint).not.toMatch(/CaNaRy|9f3b1c7d5e|3201234567890123/);
  });

  test('names no tenant that the client sent, and says how to fill its balance', async () => {
    const { headers, status } = await sendGood(mock, { tenant_code: 'AIT_EMPTY', key: 'ADINS_key1234_empty' });
    expect([status, headers.get('X-Mock-Scenario')]).toEqual([200, 'insufficient-balance']);
    expect(headers.get('X-Mock-Hint')).toBe(
      'the balance of this tenant is used up; PUT /__admin/tenants/<code> tops it up',
    );
  });

  test('is printable ASCII of at most 200 characters, whatever the names of the parts', async () => {
    const names = [
      'img1\r\nX-Evil: 1',
      'img1\u202e',
      'ímg1',
      'im"g1',
      'img1\\',
      'a\\q"b',
      'i'.repeat(5000),
      '表',
      'img1\0',
      ' img1 ',
    ];
    for (const name of names) {
      const form = new FormData();
      form.append(name, blobOf('x'), 'a.jpg');
      const { headers } = await post(mock, { body: form });
      const hint = headers.get('X-Mock-Hint') ?? '';
      expect(hint, name).toMatch(/^[\x20-\x7e]{10,200}$/);
      expect(headers.has('X-Evil')).toBe(false);
    }
  });

  test('shows an invisible character of a name as its number', async () => {
    const answer = await sendGood(mock, { ...withoutCode, 'tenant_code\u200b': 'AIT' });
    expect(hintOf(answer)).toBe('tenant_code is missing; you sent "tenant_code\\u200b"');
  });

  test.each([
    ['a file name', `${secret}.gif`],
    ['an extension', `a.${secret}`],
    ['folders', `/home/${secret}/a.jpg`],
  ])('never repeats what the client sent: %s', async (_, filename) => {
    const texts = { key: 'ADINS_key1234', tenant_code: 'AIT', refNumber: 'R1' };
    const answer = await post(mock, { body: await formOf(texts, { img1: filename, img2: 'ktp.jpg' }) });
    const hint = hintOf(answer);
    expect(hint).toMatch(/^img1:? /);
    expect(hint).not.toContain(secret);
  });

  test('is cut between two words', async () => {
    const text = '{"uri":"file:///storage/emulated/0/a.jpg","name":"a"}';
    const hint = hintOf(await sendGood(mock, { img1: blobOf(text) })) ?? '';
    expect(hint.length).toBeLessThanOrEqual(200);
  });

  test('is also on an answer to an unknown path', async () => {
    const { status, headers } = await fetch(`${mock.url}/demo/biometric/facecompare`, { method: 'POST' });
    expect([status, headers.get('X-Mock-Violations')]).toEqual([404, '1']);
    expect(headers.get('X-Mock-Hint')).toMatch(/ is not the operation's path; POST to /);
    expect(headers.get('X-Mock-Explain')).toMatch(/\/__admin#\/requests\/\d+$/);
  });

  test('is sent only with the other headers of the mock', async () => {
    await using plain = await createMockServer({ mockHeaders: false });
    const { headers } = await sendGood(plain, withoutCode);
    expect([...headers.keys()].filter((name) => name.startsWith('x-mock-'))).toEqual([]);
  });
});

describe('X-Mock-Explain', () => {
  test('is the address of the request in the inspector, on the host that the client used', async () => {
    const { headers } = await sendGood({ url: mock.url.replace('127.0.0.1', 'localhost') }, withoutCode);
    const id = headers.get('X-Mock-Request-Id');
    expect(headers.get('X-Mock-Explain')).toBe(`http://localhost:${mock.port}/__admin#/requests/${id}`);
    expect(mock.requests().at(-1)?.id).toBe(id);
  });

  test("has the session's address, whether the path or a header names the session", async () => {
    const expected = new RegExp(`^http://127\\.0\\.0\\.1:${mock.port}/s/my-test/__admin#/requests/\\d+$`);
    const byHeader = await sendGood(mock, withoutCode, { 'X-Mock-Session': 'my-test' });
    expect(byHeader.headers.get('X-Mock-Explain')).toMatch(expected);
    const byPath = await sendGood({ url: `${mock.url}/s/my-test` }, withoutCode);
    expect(byPath.headers.get('X-Mock-Explain')).toMatch(expected);
  });

  test("hides a session's id that the client also sends as its key", async () => {
    const { headers } = await sendGood({ url: `${mock.url}/s/5a0f3e9c7b1d` }, { ...withoutCode, key: '5a0f3e9c7b1d' });
    expect(headers.get('X-Mock-Explain')).toMatch(/\/s\/[\w~]+\/__admin#/);
    expect(headers.get('X-Mock-Explain')).not.toContain('5a0f3e9c7b1d');
  });

  test.each([
    ['a path in it', 'evil.test/x'],
    ['credentials in it', 'a:b@evil.test'],
    ['blanks', 'a b'],
    ['5000 letters', 'a'.repeat(5000)],
  ])('has the address of the connection if the Host has %s', async (_, host) => {
    const explained = await new Promise<string | undefined>((resolve, reject) => {
      const headers = { Host: host, 'Content-Length': '0' };
      const path = '/demo/biometric/facecompareliveness';
      send({ host: '127.0.0.1', port: mock.port, method: 'POST', path, headers }, (answer) => {
        answer.resume();
        resolve(String(answer.headers['x-mock-explain']));
      })
        .on('error', reject)
        .end();
    });
    expect(explained).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${mock.port}/__admin#/requests/\\d+$`));
  });
});

/** A form with these texts, and both good pictures under these file names. */
async function formOf(texts: Readonly<Record<string, string>>, files: Readonly<Record<'img1' | 'img2', string>>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(texts)) form.append(name, value);
  form.append('img1', blobOf(await loadFixture('selfie-good')), files.img1);
  form.append('img2', blobOf(await loadFixture('ktp-good')), files.img2);
  return form;
}
