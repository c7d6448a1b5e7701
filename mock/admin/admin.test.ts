import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer } from '../server.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

const get = async (path: string, init?: RequestInit, server: MockServer = mock) => {
  const response = await fetch(`${server.url}/__admin/${path}`, init);
  return {
    status: response.status,
    type: response.headers.get('Content-Type'),
    body: response.status === 204 ? undefined : await response.json(),
  };
};

describe('the admin API', () => {
  test('returns health, version, contract and scenarios', async () => {
    expect((await get('health')).body).toEqual({ status: 'ok' });
    expect((await get('version')).body).toMatchObject({ name: 'eendigo-kit', profile: 'documented' });
    expect((await get('openapi.json')).body.paths['/biometric/facecompareliveness'].post.operationId).toBe(
      'faceCompareLiveness',
    );
    expect((await get('scenarios')).body.scenarios.map(({ name }: { name: string }) => name)).toEqual([
      ...mock.contract.scenarios.keys(),
    ]);
  });

  test('lists requests and returns one; a reset clears them and restores balances and numbers', async () => {
    const { headers } = await sendGood(mock);
    const id = headers.get('X-Mock-Request-Id') ?? '';
    expect((await get('requests')).body.requests).toHaveLength(1);
    expect((await get(`requests/${id}`)).body.answer.scenario).toBe('success');
    expect((await get('reset', { method: 'POST' })).status).toBe(204);
    expect((await get('requests')).body.requests).toEqual([]);
    expect((await sendGood(mock)).headers.get('X-Trx-No')).toBe('10877');
  });

  test("returns a session's requests, tenants and ledger, also as CSV without spreadsheet formulas", async () => {
    const session = mock.session('ledger');
    await sendGood(session, { refNumber: '=1+1', loginId: 'Malvin, "HO"' });
    expect((await get('sessions')).body.sessions).toContain('ledger');
    expect((await get('requests?session=ledger')).body.requests).toHaveLength(1);
    expect((await get('tenants?session=ledger')).body.tenants[0]).toEqual({
      code: 'AIT',
      balance: 999_999,
      configured: 1_000_000,
      scenario: null,
    });
    expect((await get('transactions?session=ledger')).body.transactions).toMatchObject([
      { trxNo: '10877', refNumber: '=1+1' },
    ]);
    const csv = await fetch(`${mock.url}/__admin/transactions.csv?session=ledger`).then((response) => response.text());
    expect(csv).toMatch(
      /^trxNo,refNumber,tenantCode,loginId,at,scenario,charged\r\n10877,'=1\+1,AIT,"Malvin, ""HO""",[^,]+,success,true\r\n$/,
    );
    await get('reset?session=ledger', { method: 'POST' });
    expect((await get('transactions?session=ledger')).body.transactions).toEqual([]);
    expect((await get('requests?session=a/b')).status).toBe(400);
  });

  test('serves fixtures', async () => {
    const response = await fetch(`${mock.url}/__admin/fixtures/selfie-good.jpg`);
    expect(response.headers.get('Content-Type')).toBe('image/jpeg');
    expect((await response.arrayBuffer()).byteLength).toBe(400_000);
  });

  test.each(['requests/999', 'fixtures/nobody.jpg', 'nothing'])(
    'answers the missing %s with a problem that says where to look',
    async (path) => {
      const { status, type, body } = await get(path);
      expect([status, type]).toEqual([404, 'application/problem+json']);
      expect(body.detail).toMatch(/lists|shows|is not one of/);
    },
  );

  test('requires the token if one is set, except for health', async () => {
    await using guarded = await createMockServer({ adminToken: 'let-me-in' });
    expect((await get('health', undefined, guarded)).status).toBe(200);
    expect((await get('requests', undefined, guarded)).status).toBe(401);
    expect((await get('requests', { headers: { Authorization: 'Bearer wrong-one' } }, guarded)).status).toBe(401);
    expect((await get('requests', { headers: { Authorization: 'Bearer let-me-in' } }, guarded)).status).toBe(200);
  });

  test('accepts the token in the URL once, sets a cookie, and redirects to the URL without it', async () => {
    await using guarded = await createMockServer({ adminToken: 'let-me-in' });
    const first = await fetch(`${guarded.url}/__admin/docs?token=let-me-in`, { redirect: 'manual' });
    expect([first.status, first.headers.get('Location')]).toEqual([303, '/__admin/docs']);
    const cookie = first.headers.get('Set-Cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict$/);
    const Cookie = cookie.split(';')[0] ?? '';
    expect((await fetch(`${guarded.url}/__admin/docs`, { headers: { Cookie } })).status).toBe(200);
    expect((await get('requests', { headers: { Cookie: 'eendigo-kit-admin=guess' } }, guarded)).status).toBe(401);
    expect((await get('requests?token=guess', undefined, guarded)).status).toBe(401);
  });

  test('can disable the X-Mock headers', async () => {
    await using plain = await createMockServer({ mockHeaders: false });
    const { headers } = await sendGood(plain);
    expect([...headers.keys()].filter((name) => name.startsWith('x-mock'))).toEqual([]);
  });
});
