import { once } from 'node:events';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../server.js';
import { maxBodyBytes } from './body.js';

const listed = 'http://localhost:5173';

let mock: MockServer;
let open: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
  open = await createMockServer({ corsOrigins: [listed], adminToken: 'let-me-in' });
});
afterAll(async () => {
  await mock.close();
  await open.close();
});

/** Sends a request with any headers, including `Host` and `Origin`, which fetch sets itself. */
async function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
  server: MockServer = mock,
) {
  const sent = request(`${server.url}/__admin${path}`, { method, headers });
  sent.end(body);
  const [response] = await once(sent, 'response');
  const chunks: Buffer[] = await response.toArray();
  const text = Buffer.concat(chunks).toString();
  return { status: response.statusCode, headers: response.headers, detail: text === '' ? '' : JSON.parse(text).detail };
}

const json = { 'Content-Type': 'application/json' };

describe('a body', () => {
  const longest = (bytes: number): string => JSON.stringify({ queue: ['x'.repeat(bytes - 14)] });

  test('over the limit is rejected with 413, and one of exactly the limit is read', async () => {
    expect(longest(maxBodyBytes)).toHaveLength(maxBodyBytes);
    expect((await send('PUT', '/queue', json, longest(maxBodyBytes))).status).toBe(400);
    const { status, detail } = await send('PUT', '/queue', json, longest(maxBodyBytes + 1));
    expect([status, detail]).toEqual([413, expect.stringContaining(`exceeds ${maxBodyBytes} bytes`)]);
  });

  test('over the limit is rejected even if the operation has no body, or if it is small only while compressed', async () => {
    const large = Buffer.alloc(maxBodyBytes + 1, 32);
    expect((await send('POST', '/reset', {}, large)).status).toBe(413);
    expect((await send('POST', '/reset', {}, large.subarray(1))).status).toBe(400);
    expect((await send('PUT', '/queue', { ...json, 'Content-Encoding': 'gzip' }, gzipSync(large))).status).toBe(413);
  });

  test.each([
    ['POST', '/reset', json, '{"a":1}'],
    ['POST', '/reset', {}, 'nonsense'],
    ['DELETE', '/queue', { ...json, 'Content-Length': '2' }, '{}'],
  ] as const)('is rejected by an operation without a body: %s %s', async (method, path, headers, body) => {
    const { status, detail } = await send(method, path, headers, body);
    expect([status, detail]).toEqual([400, expect.stringContaining('accepts no body')]);
    expect((await send(method, path)).status).toBe(204);
  });

  test.each([
    ['{"queue":', 400, /is not valid JSON/],
    ['null', 400, /the body: the value is nothing; allowed: a mapping with queue, or a list of at most 10000/],
    ['7', 400, /the body: the value is a number; allowed: a mapping with queue, or a list of at most 10000/],
    ['"success, "', 400, /\/1: the value is not allowed; allowed: a text of 1 to 200 characters/],
    [
      '{"queue":[{"scenario":"success","times":0}]}',
      400,
      /\/queue\/0\/times: the value is not allowed; allowed: a whole number from 1 to 1000000/,
    ],
    ['{"queue":[{"then":"success","times":2}]}', 400, /\/queue\/0/],
    ['{"__proto__":{"queue":[]}}', 400, /\/queue: missing; allowed: a list/],
    ['', 400, /A body is required; send JSON such as \{"queue"/],
  ])('%j is rejected with %i and the reason', async (body, status, why) => {
    const answer = await send('PUT', '/queue', json, body);
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json']);
    expect(answer.detail).toMatch(why);
  });

  test.each([
    [
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      /is "application\/x-www-form-urlencoded"; send JSON with/,
    ],
    [{}, /has no Content-Type/],
    [{ ...json, 'Content-Encoding': 'snappy' }, /unknown Content-Encoding/],
    [{ 'Content-Type': 'application/json; charset=x-nobody' }, /send it in UTF-8/],
  ])('sent with %j is rejected with 415', async (headers, why) => {
    const { status, detail } = await send('PUT', '/queue', headers as Record<string, string>, '{"queue":[]}');
    expect([status, detail]).toEqual([415, expect.stringMatching(why)]);
  });

  test('is rejected without repeating its values, which may be secrets', async () => {
    const { status, detail } = await send('PUT', '/tenants/AIT', json, '{"key":["CANARY"],"balance":"CANARY"}');
    expect(status).toBe(400);
    expect(detail).toEqual(
      expect.stringMatching(
        /^\/key: the value is a list; allowed: a text .*; \/balance: the value is a string; allowed: a whole number from 0 to 1000000000000\.$/,
      ),
    );
  });
});

describe('an address', () => {
  test.each([
    ['/requests?session=a/b', /"a\/b" cannot be a session's id/],
    ['/requests?session=', /cannot be a session's id/],
    ['/requests?session=a&session=b', /more than one session/],
    ['/tenants?sesion=a', /has no query parameter "sesion"; it has session, token/],
    ['/sessions?session=a', /has no query parameter "session"/],
    ['/requests/%E0%A4%A', /cannot be parsed/],
  ])('%s is rejected with 400', async (path, why) => {
    const { status, detail } = await send('GET', path);
    expect([status, detail]).toEqual([400, expect.stringMatching(why)]);
  });
});

describe('a page of a foreign origin', () => {
  const foreign = { Origin: 'http://foreign.example' };

  test.each(['http://foreign.example', 'null', 'http://localhost', 'nonsense'])(
    '%s cannot change anything',
    async (Origin) => {
      const { status, detail } = await send('POST', '/reset', { Origin });
      expect([status, detail]).toEqual([403, expect.stringContaining('corsOrigins')]);
    },
  );

  test("is distinguished from the mock's own pages and from listed origins", async () => {
    expect((await send('POST', '/reset', { Origin: mock.url })).status).toBe(204);
    const token = { Authorization: 'Bearer let-me-in' };
    expect((await send('POST', '/reset', { ...token, Origin: listed }, '', open)).status).toBe(204);
    expect((await send('POST', '/reset', { ...token, ...foreign }, '', open)).status).toBe(403);
  });

  test('gets no CORS headers, and no page gets them if no origin is listed', async () => {
    for (const [headers, server] of [
      [foreign, mock],
      [{ Origin: listed }, mock],
      [foreign, open],
    ] as const) {
      const answer = await send('GET', '/health', headers, '', server);
      expect(answer.status).toBe(200);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
    const preflight = { Origin: listed, 'Access-Control-Request-Method': 'PUT' };
    expect((await send('OPTIONS', '/queue', preflight)).headers['access-control-allow-origin']).toBeUndefined();
  });

  test('may read answers if it is listed, and its preflight requires no token', async () => {
    const preflightHeaders = { Origin: listed, 'Access-Control-Request-Method': 'PUT' };
    const preflight = await send('OPTIONS', '/queue', preflightHeaders, '', open);
    expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([204, listed]);
    expect(preflight.headers['access-control-allow-headers']).toContain('Authorization');
    expect(preflight.headers['access-control-allow-methods']).toContain('PUT');
    const answer = await send('GET', '/requests', { Origin: listed, Authorization: 'Bearer let-me-in' }, '', open);
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, listed]);
    // `Link` has the address of the next page. Browsers hide it unless the server exposes it.
    expect(answer.headers['access-control-expose-headers']).toContain('Link');
    expect((await send('GET', '/requests', { Origin: listed }, '', open)).status).toBe(401);
  });

  test.each(['*', 'localhost:5173', 'http://localhost:5173/', 'http://localhost/app', ''])(
    'cannot be listed as %j',
    async (origin) => {
      // The folder of the state does not exist: the origin is validated before any file is opened.
      await expect(createMockServer({ corsOrigins: [origin], state: '/nowhere/mock.state' })).rejects.toThrow(
        origin === ''
          ? /^corsOrigins: \[""\] is not allowed; allowed: .*origins/
          : /is not an origin; give only scheme, host and port/,
      );
    },
  );
});

describe('a host name that anyone can register', () => {
  test.each(['rebound.example:8080', 'rebound.example', 'localhost.rebound.example', 'not a host', '127.0.0.1.nip.io'])(
    '%s is rejected if no token is required',
    async (Host) => {
      const { status, detail } = await send('GET', '/requests', { Host });
      expect([status, detail]).toEqual([403, expect.stringContaining('is not a safe name for this machine')]);
    },
  );

  test.each(['127.0.0.1', '[::1]:8080', 'localhost:8080', 'mock:8080', 'host.docker.internal:8080', 'my.localhost'])(
    'is distinguished from %s',
    async (Host) => {
      expect((await send('GET', '/requests', { Host })).status).toBe(200);
    },
  );

  test('is accepted with the token, and for health', async () => {
    const headers = { Host: 'mock.example', Authorization: 'Bearer let-me-in' };
    expect((await send('GET', '/requests', headers, '', open)).status).toBe(200);
    expect((await send('GET', '/health', { Host: 'mock.example' })).status).toBe(200);
  });
});

describe('a token', () => {
  test.each([
    {},
    { Authorization: 'Bearer wrong' },
    { Authorization: 'Bearer let-me-in2' },
    { Authorization: 'let-me-in' },
    { Authorization: 'Bearer ' },
    { Cookie: 'eendigo-kit-admin=wrong' },
  ] as Record<string, string>[])(
    'is required by every operation that is not public: %j is rejected',
    async (headers) => {
      for (const [method, path] of [
        ['GET', '/requests'],
        ['PUT', '/queue'],
        ['POST', '/verify'],
        ['GET', '/events'],
        ['GET', '/nothing'],
      ] as const)
        expect((await send(method, path, headers, '', open)).status, path).toBe(401);
      expect((await send('GET', '/version', headers, '', open)).status).toBe(200);
    },
  );
});
