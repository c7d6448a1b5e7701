import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockHandler } from '../handler.js';
import { createMockServer, type MockServer } from '../server.js';
import { mockHeaderNames } from './mock-headers.js';

const listed = 'http://localhost:3000';
const foreign = 'http://localhost:5173';
const path = '/biometric/facecompareliveness';

let mock: MockServer;
let closed: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ corsOrigins: [listed], limits: { headers: 30, bodyBytes: 10_000 } });
  closed = await createMockServer();
});
afterAll(async () => {
  await mock.close();
  await closed.close();
});

/** Sends a request like a browser, with the `Origin` header that fetch does not allow. */
async function send(
  method: string,
  url: string,
  headers: OutgoingHttpHeaders,
  body: string | Buffer = '',
): Promise<{ status: number | undefined; headers: Record<string, string | undefined>; text: string }> {
  const sent = request(url, { method, headers });
  sent.end(body);
  const [response] = await once(sent, 'response');
  const chunks: Buffer[] = await response.toArray();
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() };
}

const requestedHeaders = 'x-mock-scenario,x-mock-session,x-requested-with';
const preflight = (origin: string) => ({
  Origin: origin,
  'Access-Control-Request-Method': 'POST',
  'Access-Control-Request-Headers': requestedHeaders,
});

/** The document's text parts with a forced success, which is charged. */
const parts = { key: 'ADINS_key1234', tenant_code: 'AIT', refNumber: 'REF-1' };
const form = Object.entries(parts)
  .map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  .concat('--b--\r\n')
  .join('');
const multipart = { 'Content-Type': 'multipart/form-data; boundary=b', 'X-Mock-Scenario': 'success' };

describe('a page of a listed origin', () => {
  test.each([`/demo${path}`, path, `/s/paged/demo${path}`, `/s/paged${path}`])(
    'may send a preflight to %s, which is neither charged nor logged in the journal',
    async (target) => {
      const { status, headers, text } = await send('OPTIONS', `${mock.url}${target}`, preflight(listed));
      expect([status, text]).toEqual([204, '']);
      expect(headers).toMatchObject({
        'access-control-allow-origin': listed,
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': requestedHeaders,
        'access-control-allow-methods': expect.stringContaining('POST'),
      });
      expect(mock.requests()).toEqual([]);
      const sessions = await (await fetch(`${mock.url}/__admin/sessions`)).json();
      expect(sessions).toEqual({ sessions: [] });
      expect(mock.transactions()).toEqual([]);
    },
  );

  test('from the internet may call this machine (private network access)', async () => {
    const headers = { ...preflight(listed), 'Access-Control-Request-Private-Network': 'true' };
    const answer = await send('OPTIONS', `${mock.url}${path}`, headers);
    expect(answer.headers['access-control-allow-private-network']).toBe('true');
  });

  test.each(['', '/s/paged'])('may call the operation under %j and read all headers of the answer', async (prefix) => {
    const { status, headers, text } = await send(
      'POST',
      `${mock.url}${prefix}/demo${path}`,
      { ...multipart, Origin: listed },
      form,
    );
    expect([status, JSON.parse(text).status, headers['x-trx-no']]).toEqual([200, 'Success', '10877']);
    expect(headers).toMatchObject({ 'access-control-allow-origin': listed, vary: expect.stringContaining('Origin') });
    const exposed = headers['access-control-expose-headers']?.split(',') ?? [];
    expect(exposed).toEqual(expect.arrayContaining(['X-Trx-No', ...mockHeaderNames]));
    const own = Object.keys(headers).filter((name) => name.startsWith('x-'));
    expect(own.every((name) => exposed.some((one) => one.toLowerCase() === name))).toBe(true);
  });

  const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`x-${index}`, '1']));
  test.each<[string, string, string, OutgoingHttpHeaders, string | Buffer, number]>([
    ['an unknown path', 'POST', '/nope', {}, '', 404],
    ['an unknown path of a session', 'POST', '/s/paged/nope', {}, '', 404],
    ['another method', 'PUT', path, {}, '', 405],
    ['an id that is none', 'POST', path, { 'X-Mock-Session': 'a/b' }, '', 400],
    ['two sessions', 'POST', `/s/a${path}`, { 'X-Mock-Session': 'b' }, '', 400],
    ['an unknown scenario', 'POST', path, { 'X-Mock-Scenario': 'nope' }, '', 400],
    ['too many headers', 'POST', path, many, '', 431],
    ['a body without end', 'POST', '/nope', { 'Content-Length': '50000000' }, Buffer.alloc(10), 404],
    ["a gateway's page", 'POST', path, { 'X-Mock-Fault': 'bad-gateway' }, '', 502],
    ['headers in capitals', 'POST', path, { 'X-Mock-Fault': 'header-case; case=upper' }, '', 200],
  ])('may read a rejection: %s', async (_, method, target, headers, body, status) => {
    const answer = await send(method, `${mock.url}${target}`, { ...headers, Origin: listed }, body);
    expect(answer.status).toBe(status);
    expect(answer.headers['access-control-allow-origin']).toBe(listed);
  });

  test('may read its headers in the case that a fault sets', async () => {
    const headers = { Origin: listed, 'X-Mock-Fault': 'header-case; case=upper' };
    const sent = request(`${mock.url}${path}`, { method: 'POST', headers }).end();
    const [response] = await once(sent, 'response');
    const names: string[] = response.rawHeaders.filter((_: string, index: number) => index % 2 === 0);
    response.resume();
    expect(names.filter((name) => name !== name.toUpperCase())).toEqual([]);
    expect(names).toContain('ACCESS-CONTROL-ALLOW-ORIGIN');
  });

  test('is added and removed by an update of the options', async () => {
    await using changing = await createMockServer({ corsOrigins: [foreign] });
    await changing.update({ corsOrigins: [listed] });
    const allowed = async (origin: string) =>
      (await send('POST', `${changing.url}${path}`, { Origin: origin })).headers['access-control-allow-origin'];
    expect([await allowed(listed), await allowed(foreign)]).toEqual([listed, undefined]);
  });

  test('may call a mock in an application as well', async () => {
    await using handled = await createMockHandler({ corsOrigins: [listed] });
    const server = createServer(handled.handler).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect((await send('OPTIONS', `${url}${path}`, preflight(listed))).status).toBe(204);
    expect((await send('POST', `${url}${path}`, { Origin: listed })).headers['access-control-allow-origin']).toBe(
      listed,
    );
    server.closeAllConnections();
    server.close();
  });
});

describe('a page of another origin', () => {
  test('that sends a preflight is not allowed, and the journal names the remedy, without a violation', async () => {
    const { status, headers } = await send('OPTIONS', `${closed.url}/s/unopened/demo${path}`, preflight(listed));
    expect(status).toBe(204);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(closed.requests().at(-1)).toMatchObject({
      method: 'OPTIONS',
      headers: { origin: listed },
      violations: [
        {
          rule: 'origin',
          outcome: 'accepted',
          text: expect.stringContaining(JSON.stringify(listed)),
          hint: `start the mock with --cors-origins ${listed}`,
        },
      ],
      answer: { status: 204 },
    });
    closed.verify({ method: 'OPTIONS', violations: false });
    expect(closed.transactions()).toEqual([]);
    expect(await (await fetch(`${closed.url}/__admin/sessions`)).json()).toEqual({ sessions: [] });
  });

  test.each([
    ['where none is listed', () => closed, foreign, `start the mock with --cors-origins ${foreign}`],
    ['where others are', () => mock, foreign, `start the mock with --cors-origins ${listed},${foreign}`],
    ['that is none', () => closed, 'null', expect.stringContaining('serve the page over http://')],
  ])('%s is answered, cannot read the answer, and the journal names the remedy', async (_, server, origin, hint) => {
    const answer = await send('POST', `${server().url}${path}`, { ...multipart, Origin: origin }, form);
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, undefined]);
    const entry = server().requests().at(-1);
    expect(entry?.violations.filter(({ rule }) => rule === 'origin')).toMatchObject([{ outcome: 'accepted', hint }]);
    expect(server().requests({ violations: { rule: 'origin', outcome: 'accepted' } })).toContainEqual(entry);
    await send('POST', `${server().url}/nope`, { Origin: origin });
    expect(server().requests().at(-1)?.violations.at(-1)).toMatchObject({ rule: 'origin', hint });
  });

  test("is neither the mock's own page nor a client that is not a browser", async () => {
    await send('POST', `${closed.url}${path}`, { Origin: closed.url });
    await send('POST', `${closed.url}${path}`, {});
    for (const { violations } of closed.requests().slice(-2))
      expect(violations.filter(({ rule }) => rule === 'origin')).toEqual([]);
  });

  test('that sends OPTIONS without a preflight is answered as a wrong method', async () => {
    expect((await send('OPTIONS', `${mock.url}${path}`, { Origin: listed })).status).toBe(405);
  });
});

test('the admin API keeps its own rules for pages', async () => {
  const answer = await send('GET', `${mock.url}/__admin/requests`, { Origin: listed });
  expect(answer.headers['access-control-allow-origin']).toBe(listed);
  expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  expect((await send('POST', `${mock.url}/__admin/reset`, { Origin: foreign })).status).toBe(403);
});
