import { get } from 'node:https';
import { afterEach, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer, type MockServerOptions } from '../server.js';

let mock: MockServer;
afterEach(() => mock.close());

const start = async (adminToken: string, options: MockServerOptions = {}): Promise<string> => {
  mock = await createMockServer({ adminToken, ...options });
  return `${mock.url}/__admin`;
};

describe('a token', () => {
  test.each(['a+b/c=', 'two words', '%41', 'a%', '"quoted"', 'é', 'undefined'])(
    '%j is accepted in a URL, and then in the cookie that the answer sets',
    async (token) => {
      const admin = await start(token);
      const first = await fetch(`${admin}/version?token=${encodeURIComponent(token)}`);
      expect(first.status).toBe(200);
      const entered = await fetch(`${admin}/requests?token=${encodeURIComponent(token)}`, { redirect: 'manual' });
      expect([entered.status, entered.headers.get('Location')]).toEqual([303, '/__admin/requests']);
      const Cookie = entered.headers.get('Set-Cookie')?.split(';')[0] ?? '';
      expect((await fetch(`${admin}/requests`, { headers: { Cookie } })).status).toBe(200);
      expect((await fetch(`${admin}/requests`, { headers: { Cookie: `${Cookie}x` } })).status).toBe(401);
    },
  );

  test('called "undefined" does not admit a caller without a token', async () => {
    const admin = await start('undefined');
    expect((await fetch(`${admin}/requests`)).status).toBe(401);
    expect((await fetch(`${admin}/requests?token=undefined&token=undefined`)).status).toBe(401);
  });

  test('in a cookie that cannot be decoded is ignored', async () => {
    const admin = await start('let-me-in');
    expect((await fetch(`${admin}/requests`, { headers: { Cookie: 'eendigo-kit-admin=%E0%A4' } })).status).toBe(401);
  });

  test('is removed from the URL, and the rest of the query stays', async () => {
    const admin = await start('let-me-in');
    for (const query of ['session=foo&token=let-me-in', 'token=let-me-in&session=foo']) {
      const { headers } = await fetch(`${admin}/requests?${query}`, { redirect: 'manual' });
      expect(headers.get('Location')).toBe('/__admin/requests?session=foo');
    }
  });

  test('in the URL of a POST is accepted without a redirect', async () => {
    const admin = await start('let-me-in');
    mock.queue('liveness-error');
    const { status } = await fetch(`${admin}/reset?token=let-me-in`, { method: 'POST', redirect: 'manual' });
    expect(status).toBe(204);
    const left = await fetch(`${admin}/queue`, { headers: { Authorization: 'Bearer let-me-in' } });
    expect([left.status, await left.text()]).toEqual([200, expect.not.stringContaining('liveness-error')]);
    expect((await fetch(`${admin}/reset?token=guess`, { method: 'POST' })).status).toBe(401);
  });

  test('is requested with the scheme Bearer, which is case-insensitive', async () => {
    const admin = await start('let-me-in');
    const refused = await fetch(`${admin}/requests`);
    expect([refused.status, refused.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer']);
    for (const [Authorization, status] of [
      ['bearer let-me-in', 200],
      ['BEARER  let-me-in', 200],
      ['Basic let-me-in', 401],
      ['bearerlet-me-in', 401],
    ] as const)
      expect((await fetch(`${admin}/requests`, { headers: { Authorization } })).status, Authorization).toBe(status);
  });

  test('is set as a Secure cookie over TLS', async () => {
    const over = async (secure: boolean): Promise<string> => {
      const admin = await start('let-me-in', { tls: secure });
      const address = `${admin}/requests?token=let-me-in`;
      if (!secure) return String((await fetch(address, { redirect: 'manual' })).headers.get('Set-Cookie'));
      return new Promise((resolve) => {
        get(address, { ca: mock.certificate }, (response) => {
          response.resume();
          resolve(String(response.headers['set-cookie']));
        });
      });
    };
    expect(await over(false)).not.toContain('Secure');
    await mock.close();
    expect(await over(true)).toContain('Secure');
  });

  test('is documented with all three places for it', async () => {
    const admin = await start('let-me-in');
    const headers = { Authorization: 'Bearer let-me-in' };
    const { components } = await fetch(`${admin}/admin-openapi.json`, { headers }).then((it) => it.json());
    expect(components.securitySchemes).toMatchObject({
      token: { scheme: 'bearer' },
      address: { in: 'query', name: 'token' },
      cookie: { in: 'cookie', name: 'eendigo-kit-admin' },
    });
  });
});
