import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, sendGood } from './good-request.test-helper.js';
import { createMockServer, type MockServer } from './server.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${mock.url}${path}`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

/** Sends raw request lines and returns the raw answer. */
async function raw(...lines: string[]): Promise<string> {
  const socket = connect(mock.port, mock.host);
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.end([...lines, '', ''].join('\r\n'));
  await once(socket, 'close');
  return text;
}

const path = '/biometric/facecompareliveness';

describe('an unknown path', () => {
  test('is a violation, and its answer names the journal entry', async () => {
    const session = mock.session('wrong-path');
    const { status, headers } = await get('/s/wrong-path/biometric/nope');
    expect([status, headers.get('X-Mock-Request-Id')]).toEqual([404, '1']);
    expect(() => session.verify({ violations: false })).toThrow(/0 of 1 requests match/);
    session.verify({ violations: { rule: 'path' } });
  });

  test('gets no X-Mock headers when they are disabled', async () => {
    await using plain = await createMockServer({ mockHeaders: false });
    const { headers } = await fetch(`${plain.url}/nope`);
    expect([...headers.keys()].filter((name) => name.startsWith('x-mock'))).toEqual([]);
  });
});

describe('a session id', () => {
  test.each(['.', '..'])('cannot be %j, which clients resolve as a parent folder', async (id) => {
    const { status, text } = await post(mock, { headers: { 'X-Mock-Session': id } });
    expect([status, JSON.parse(text).detail]).toEqual([400, expect.stringContaining('not dots alone')]);
    expect((await get(`/__admin/requests?session=${id}`)).status).toBe(400);
    expect(() => mock.session(id)).toThrow(/not dots alone/);
    expect(mock.session(`${id}a`).url).toMatch(/a$/);
  });

  test.each(['3174010101010001', 'my-3174-0101-0101-0001', 'ADINS_key1234', 'for_ADINS_key1234'])(
    'cannot be the secret %j, and the error does not repeat it',
    async (id) => {
      const { status, headers, text } = await post(mock, { headers: { 'X-Mock-Session': id } });
      expect([status, JSON.parse(text).detail]).toEqual([400, expect.stringContaining('looks like a NIK')]);
      expect(text).not.toContain(id);
      // Logged in the mock's default journal, because there is no such session.
      expect(mock.requests().at(-1)).toMatchObject({ id: headers.get('X-Mock-Request-Id'), answer: { status: 400 } });
      expect((await get('/__admin/sessions')).text).not.toContain(id);
      expect(() => mock.session(id)).toThrow(/looks like a NIK/);
    },
  );

  test('may be a digest, even one with 16 digits in a row', async () => {
    expect((await sendGood(mock, {}, { 'X-Mock-Session': 'ab1234567890123456cd' })).status).toBe(200);
  });

  test('that is given twice must be the same', async () => {
    expect((await sendGood({ url: `${mock.url}/s/one` }, {}, { 'X-Mock-Session': 'one' })).status).toBe(200);
    const { status, text } = await sendGood({ url: `${mock.url}/s/one` }, {}, { 'X-Mock-Session': 'two' });
    expect([status, JSON.parse(text).detail]).toEqual([
      400,
      expect.stringMatching(/sessions "one" and "two".*name one/),
    ]);
    for (const [address, header] of [
      ['/__admin/requests?session=one', 'two'],
      ['/s/one/__admin/requests', 'two'],
      ['/s/one/__admin/requests?session=two', 'one'],
    ] as const)
      expect((await get(address, { 'X-Mock-Session': header })).status, address).toBe(400);
  });

  test('is accepted by the admin API in the path, the header and the query alike', async () => {
    mock.session('spoken', { scenario: 'liveness-error' });
    const expected = [200, expect.stringContaining('"scenario": "liveness-error"')];
    for (const [address, headers] of [
      ['/__admin/scenario/default?session=spoken', {}],
      ['/__admin/scenario/default', { 'X-Mock-Session': 'spoken' }],
      ['/s/spoken/__admin/scenario/default', {}],
      ['/s/spoken/__admin/scenario/default?session=spoken', { 'X-Mock-Session': 'spoken' }],
    ] as const) {
      const { status, text } = await get(address, headers);
      expect([status, text], address).toEqual(expected);
    }
    expect((await get('/__admin/scenario/default')).text).toContain('"scenario": null');
    // Operations that are independent of sessions work under a session's path too.
    expect((await get('/s/spoken/__admin/health')).status).toBe(200);
    const { servers } = JSON.parse((await get('/s/spoken/__admin/openapi.json')).text);
    expect(servers[0].url).toBe('/s/spoken');
  });
});

describe('the index', () => {
  test('lists the addresses of the mock at / and at /__admin, and each of them exists', async () => {
    for (const address of ['/', '/__admin', '/__admin/']) {
      const { status, text } = await get(address);
      expect(status).toBe(200);
      const { operation, addresses } = JSON.parse(text);
      expect(operation).toContain(`POST ${path}`);
      expect(addresses).toContain('/__admin/docs');
      for (const one of addresses) expect((await get(one)).status, one).toBe(200);
    }
    expect(JSON.parse((await get('/s/mine/__admin')).text).addresses).toContain('/s/mine/__admin/requests');
  });

  test('is a page for a browser, which makes no request to another host', async () => {
    const { headers, text } = await get('/', { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect(headers.get('Content-Type')).toMatch(/^text\/html/);
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(text).toContain('<script type="module" src="/__admin/inspector/inspector.js"></script>');
  });

  test('requires no token, and answers no POST', async () => {
    await using guarded = await createMockServer({ adminToken: 'let-me-in' });
    expect((await fetch(`${guarded.url}/`)).status).toBe(200);
    expect((await fetch(`${guarded.url}/`, { method: 'POST' })).status).toBe(404);
  });
});

describe('a request line', () => {
  test('may contain an absolute URL', async () => {
    const whole = await raw(`POST http://mock:8080${path}?a=1 HTTP/1.1`, 'Host: mock', 'Content-Length: 0');
    expect(whole).toMatch(/^HTTP\/1\.1 200 /);
    expect(mock.requests().at(-1)).toMatchObject({ path, answer: { kind: 'parameter-invalid' } });
    expect(await raw('GET http://mock/__admin/health HTTP/1.1', 'Host: mock')).toContain('"ok"');
    expect(await raw('GET http://mock HTTP/1.1', 'Host: mock')).toContain('/__admin/docs');
  });

  test('with a host overrides the Host header', async () => {
    expect(await raw('GET http://rebound.example/__admin/requests HTTP/1.1', 'Host: localhost')).toContain('403');
    expect(await raw('GET http://localhost/__admin/requests HTTP/1.1', 'Host: rebound.example')).toContain('200');
  });

  test('of HTTP/1.1 without a Host header is rejected with a problem', async () => {
    const answer = await raw(`POST ${path} HTTP/1.1`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json.*no Host header/s);
    expect(await raw(`POST ${path} HTTP/1.0`)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('a path', () => {
  const whole = `/demo${path}`;

  test.each([
    ['with a trailing slash', `${whole}/`],
    ['with other capitals', whole.toUpperCase()],
    ['with two slashes', `/${whole}`],
    ['with two slashes inside', `/demo/${path}`],
    ['with an escape', whole.replace('demo', '%64emo')],
    ['with an invalid escape', `${whole}%`],
    ['with a fragment', `${whole}#x`],
    ['with a backslash', whole.replace('/', '\\')],
    ['of another scheme', `ftp://mock${whole}`],
    ['of another scheme that cannot be parsed', `x://[bad${whole}`],
    ['of a session without an id', `/s/${whole}`],
    ['of a session in a session', `/s/one/s/two${whole}`],
    ['of a session in another case', `/S/one${whole}`],
    ['that is an asterisk', '*'],
    ['that is very long', `/${'a'.repeat(8000)}`],
  ])('%s is not the operation, and is rejected as unknown', async (_, target) => {
    const answer = await raw(`POST ${target} HTTP/1.1`, 'Host: mock', 'Content-Length: 0');
    // Node.js rejects an invalid request line itself.
    expect(answer).toMatch(target.startsWith('\\') ? /^HTTP\/1\.1 400 / : /^HTTP\/1\.1 404 .*"No such path"/s);
    expect(answer).not.toMatch(/^(?:ETag|X-Powered-By|Content-Security-Policy):/im);
  });

  test('after a host that cannot be parsed is still the operation', async () => {
    expect(await raw(`POST http://[bad${whole} HTTP/1.1`, 'Host: mock', 'Content-Length: 0')).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });

  test.each(['%E0%A4%A', '%', 'my%2Dtest', 'a%2Fb'])('does not decode its session id: %s', async (id) => {
    const { status, text } = await post({ url: `${mock.url}/s/${id}` }, {});
    expect([status, JSON.parse(text).title]).toEqual([400, 'No such session']);
    // Without a path behind the id, it is not a session's path.
    expect((await get(`/s/${id}`)).status).toBe(404);
  });

  test('selects a session only with a slash behind the id', async () => {
    const session = mock.session('nothing-behind');
    for (const [address, requests] of [
      ['/s/nothing-behind', 0],
      ['/s/nothing-behind/', 1],
    ] as const) {
      expect((await get(address)).status).toBe(404);
      expect(session.requests(), address).toHaveLength(requests);
    }
  });

  test.each(['HEAD', 'OPTIONS', 'PROPFIND', 'PUT'])(
    'of the operation is answered by it for every method: %s',
    async (method) => {
      const answer = await raw(`${method} ${whole} HTTP/1.1`, 'Host: mock', 'Content-Length: 0');
      expect(answer).toMatch(/^HTTP\/1\.1 405 .*\r\nAllow: POST\r\n/s);
      expect(answer.endsWith('}')).toBe(method !== 'HEAD');
    },
  );
});
