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

/** What comes back to bytes written by hand. */
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

describe('a path that is none', () => {
  test('counts as a violation, and its answer names its entry in the journal', async () => {
    const session = mock.session('wrong-path');
    const { status, headers } = await get('/s/wrong-path/biometric/nope');
    expect([status, headers.get('X-Mock-Request-Id')]).toEqual([404, '1']);
    expect(() => session.verify({ violations: false })).toThrow(/0 of 1 requests match/);
    session.verify({ violations: { rule: 'path' } });
  });

  test('is not told in headers where they are not wanted', async () => {
    await using plain = await createMockServer({ mockHeaders: false });
    const { headers } = await fetch(`${plain.url}/nope`);
    expect([...headers.keys()].filter((name) => name.startsWith('x-mock'))).toEqual([]);
  });
});

describe('a session', () => {
  test.each(['.', '..'])('cannot be called %j, which clients take for a way up', async (id) => {
    const { status, text } = await post(mock, { headers: { 'X-Mock-Session': id } });
    expect([status, JSON.parse(text).detail]).toEqual([400, expect.stringContaining('not dots alone')]);
    expect((await get(`/__admin/requests?session=${id}`)).status).toBe(400);
    expect(() => mock.session(id)).toThrow(/not dots alone/);
    expect(mock.session(`${id}a`).url).toMatch(/a$/);
  });

  test.each(['3174010101010001', 'my-3174-0101-0101-0001', 'ADINS_key1234', 'for_ADINS_key1234'])(
    'cannot be called %j, a secret, which is not repeated either',
    async (id) => {
      const { status, headers, text } = await post(mock, { headers: { 'X-Mock-Session': id } });
      expect([status, JSON.parse(text).detail]).toEqual([400, expect.stringContaining('looks like a NIK')]);
      expect(text).not.toContain(id);
      // In the mock's own journal, since it has no session of its own.
      expect(mock.requests().at(-1)).toMatchObject({ id: headers.get('X-Mock-Request-Id'), answer: { status: 400 } });
      expect((await get('/__admin/sessions')).text).not.toContain(id);
      expect(() => mock.session(id)).toThrow(/looks like a NIK/);
    },
  );

  test('may be called by a digest, whatever digits stand in it', async () => {
    expect((await sendGood(mock, {}, { 'X-Mock-Session': 'ab1234567890123456cd' })).status).toBe(200);
  });

  test('that is named twice has to be the same one', async () => {
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

  test('is spoken of by the admin API under its path, by its header and by the query alike', async () => {
    mock.session('spoken', { scenario: 'liveness-error' });
    const wanted = [200, expect.stringContaining('"scenario": "liveness-error"')];
    for (const [address, headers] of [
      ['/__admin/scenario/default?session=spoken', {}],
      ['/__admin/scenario/default', { 'X-Mock-Session': 'spoken' }],
      ['/s/spoken/__admin/scenario/default', {}],
      ['/s/spoken/__admin/scenario/default?session=spoken', { 'X-Mock-Session': 'spoken' }],
    ] as const) {
      const { status, text } = await get(address, headers);
      expect([status, text], address).toEqual(wanted);
    }
    expect((await get('/__admin/scenario/default')).text).toContain('"scenario": null');
    // What is the same for all is so for each of them.
    expect((await get('/s/spoken/__admin/health')).status).toBe(200);
    const { servers } = JSON.parse((await get('/s/spoken/__admin/openapi.json')).text);
    expect(servers[0].url).toBe('/s/spoken');
  });
});

describe('the index', () => {
  test('says at / and at /__admin what is where, and its addresses are there', async () => {
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
    expect(text).toContain('<a href="/__admin/docs">');
  });

  test('asks for no token, and is no answer to a POST', async () => {
    await using guarded = await createMockServer({ adminToken: 'let-me-in' });
    expect((await fetch(`${guarded.url}/`)).status).toBe(200);
    expect((await fetch(`${guarded.url}/`, { method: 'POST' })).status).toBe(404);
  });
});

describe('a request line', () => {
  test('may name the whole address', async () => {
    const whole = await raw(`POST http://mock:8080${path}?a=1 HTTP/1.1`, 'Host: mock', 'Content-Length: 0');
    expect(whole).toMatch(/^HTTP\/1\.1 200 /);
    expect(mock.requests().at(-1)).toMatchObject({ path, answer: { kind: 'parameter-invalid' } });
    expect(await raw('GET http://mock/__admin/health HTTP/1.1', 'Host: mock')).toContain('"ok"');
    expect(await raw('GET http://mock HTTP/1.1', 'Host: mock')).toContain('/__admin/docs');
  });

  test('that names the host counts before the header Host', async () => {
    expect(await raw('GET http://rebound.example/__admin/requests HTTP/1.1', 'Host: localhost')).toContain('403');
    expect(await raw('GET http://localhost/__admin/requests HTTP/1.1', 'Host: rebound.example')).toContain('200');
  });

  test('without a host is answered with a problem', async () => {
    const answer = await raw(`POST ${path} HTTP/1.1`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json.*no Host header/s);
    expect(await raw(`POST ${path} HTTP/1.0`)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('a path', () => {
  const whole = `/demo${path}`;

  test.each([
    ['with a slash at its end', `${whole}/`],
    ['with other capitals', whole.toUpperCase()],
    ['with two slashes', `/${whole}`],
    ['with two slashes inside', `/demo/${path}`],
    ['with an escape', whole.replace('demo', '%64emo')],
    ['with an escape that is none', `${whole}%`],
    ['with a fragment', `${whole}#x`],
    ['with a backslash', whole.replace('/', '\\')],
    ['of another scheme', `ftp://mock${whole}`],
    ['of another scheme that cannot be parsed', `x://[bad${whole}`],
    ['of a session without an id', `/s/${whole}`],
    ['of a session in a session', `/s/one/s/two${whole}`],
    ['of a session in another case', `/S/one${whole}`],
    ['that is an asterisk', '*'],
    ['that is very long', `/${'a'.repeat(8000)}`],
  ])('%s is not the operation, and is answered and journalled as no path', async (_, target) => {
    const answer = await raw(`POST ${target} HTTP/1.1`, 'Host: mock', 'Content-Length: 0');
    // Bytes that are no request line never come so far.
    expect(answer).toMatch(target.startsWith('\\') ? /^HTTP\/1\.1 400 / : /^HTTP\/1\.1 404 .*"No such path"/s);
    expect(answer).not.toMatch(/^(?:ETag|X-Powered-By|Content-Security-Policy):/im);
  });

  test('with a host that cannot be parsed is the operation all the same', async () => {
    expect(await raw(`POST http://[bad${whole} HTTP/1.1`, 'Host: mock', 'Content-Length: 0')).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });

  test.each(['%E0%A4%A', '%', 'my%2Dtest', 'a%2Fb'])('has a session of the letters as they came: %s', async (id) => {
    const { status, text } = await post({ url: `${mock.url}/s/${id}` }, {});
    expect([status, JSON.parse(text).title]).toEqual([400, 'No such session']);
    // With nothing behind it, it is no session's path.
    expect((await get(`/s/${id}`)).status).toBe(404);
  });

  test('of a session with nothing behind it names none', async () => {
    const asked = mock.session('nothing-behind');
    for (const [address, requests] of [
      ['/s/nothing-behind', 0],
      ['/s/nothing-behind/', 1],
    ] as const) {
      expect((await get(address)).status).toBe(404);
      expect(asked.requests(), address).toHaveLength(requests);
    }
  });

  test.each(['HEAD', 'OPTIONS', 'PROPFIND', 'PUT'])(
    'is answered by the operation, whatever the method: %s',
    async (method) => {
      const answer = await raw(`${method} ${whole} HTTP/1.1`, 'Host: mock', 'Content-Length: 0');
      expect(answer).toMatch(/^HTTP\/1\.1 405 .*\r\nAllow: POST\r\n/s);
      expect(answer.endsWith('}')).toBe(method !== 'HEAD');
    },
  );
});
