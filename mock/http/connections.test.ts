import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { createMockServer, type MockServer, type MockServerOptions } from '../server.js';

const contract = await loadContract();
const path = '/demo/biometric/facecompareliveness';
const request = (line: string, ...lines: string[]): string =>
  [`${line} HTTP/1.1`, 'Host: mock', ...lines, '', ''].join('\r\n');
const health = request('GET /__admin/health');

let mock: MockServer;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await mock.close();
});

const start = async (options: MockServerOptions = {}): Promise<void> => {
  mock = await createMockServer({ contract, ...options });
};

interface Client {
  readonly socket: Socket;
  /** The received text. */
  readonly text: () => string;
  readonly closed: Promise<unknown>;
}

/** Opens a connection to the mock, with TLS if the mock uses it. */
async function open(plain = false): Promise<Client> {
  const isTls = mock.certificate !== undefined && !plain;
  const socket = isTls
    ? connectTls({ port: mock.port, host: mock.host, ca: mock.certificate, servername: 'localhost' })
    : connect(mock.port, mock.host);
  sockets.push(socket);
  let text = '';
  socket.setEncoding('latin1').on('data', (piece: string) => {
    text += piece;
  });
  // Not with `once`, which would reject at a reset.
  const closed = new Promise((resolve) => socket.on('error', () => {}).on('close', resolve));
  await once(socket, isTls ? 'secureConnect' : 'connect');
  return { socket, text: () => text, closed };
}

/** Sends a request and waits for the head of its answer. */
async function exchange(client: Client, sent: string): Promise<void> {
  client.socket.write(sent);
  await expect.poll(client.text).toMatch(/^HTTP\/1\.1 \d+ .*\r\n\r\n/s);
}

/** Longer than any test's timeout. */
const endless = 3_600_000;

describe.each([
  ['HTTP', false],
  ['HTTPS', true],
])('a persistent connection over %s', (_, tls) => {
  test('may be idle for a minute, which the answer announces', async () => {
    await start({ tls });
    const client = await open();
    await exchange(client, health);
    expect(client.text()).toMatch(/^Connection: keep-alive\r\nKeep-Alive: timeout=60\r$/m);
  });

  test('gets Connection: close with an answer that is in flight when the mock closes', async () => {
    await start({ tls });
    const client = await open();
    client.socket.write(request(`GET ${path}`, 'X-Mock-Delay: 200'));
    await expect.poll(() => mock.requests()[0]?.answer).toBeTruthy();
    await mock.close(endless);
    await client.closed;
    expect(client.text()).toMatch(/^HTTP\/1\.1 405 .*\r\nConnection: close\r\n/s);
    expect(client.text()).not.toContain('keep-alive');
  });

  test('gets Connection: close with the answer to a request that was sent before the mock closes', async () => {
    await start({ tls });
    const client = await open();
    await exchange(client, health);
    const before = client.text().length;
    client.socket.write(health);
    await mock.close(endless);
    await client.closed;
    expect(client.text().slice(before)).toMatch(/^HTTP\/1\.1 200 .*\r\nConnection: close\r\n/s);
  });

  test('is closed after an upload that waited for 100 Continue when the mock closes', async () => {
    await start({ tls });
    const client = await open();
    const multipart = 'Content-Type: multipart/form-data; boundary=b';
    client.socket.write(request(`POST ${path}`, multipart, 'Content-Length: 7', 'Expect: 100-continue'));
    await expect.poll(client.text).toContain('100 Continue');
    const closed = mock.close(endless);
    client.socket.write('--b--\r\n');
    await closed;
    await client.closed;
    expect(client.text()).toMatch(/HTTP\/1\.1 200 .*\r\nConnection: close\r\n/s);
  });
});

const json = 'Content-Type: application/json';
const long = '{"timeoutMs":60000}';

describe('closing is not delayed by', () => {
  test.each<[string, boolean, () => Promise<unknown>]>([
    ['a connection without a request', false, () => open()],
    ['a connection without a request, over TLS', true, () => open()],
    ['a connection without a TLS handshake', true, () => open(true)],
    ['a persistent connection', false, async () => exchange(await open(), health)],
    [
      'a client that was answered before its body arrived',
      false,
      async () => exchange(await open(), request('POST /nope', 'Content-Length: 10')),
    ],
    [
      'a client that was answered before its body arrived, over TLS',
      true,
      async () => exchange(await open(), request('POST /nope', 'Content-Length: 10')),
    ],
    [
      'an event stream',
      false,
      async () => {
        const client = await open();
        client.socket.write(request('GET /__admin/events'));
        await expect.poll(client.text).toContain(': listening');
      },
    ],
  ])('%s', async (_, tls, prepare) => {
    await start({ tls });
    await prepare();
    await mock.close(endless);
  });

  test.each([
    ['an event stream', request('GET /__admin/events')],
    [
      'a wait for a request',
      `${request('POST /__admin/requests/wait', json, `Content-Length: ${long.length}`)}${long}`,
    ],
  ])('%s that starts while the mock closes', async (_, late) => {
    await start();
    const client = await open();
    await exchange(client, health);
    client.socket.write(late);
    await mock.close(endless);
    await client.closed;
    expect(client.text().match(/HTTP\/1\.1 \d+/g)).toHaveLength(2);
  });

  test.each([
    ['a request with incomplete headers', false, 'GET / HTTP/1.1\r\nHost:'],
    ['a request with incomplete headers, over TLS', true, 'GET / HTTP/1.1\r\nHost:'],
    ['a request without its body', false, request(`POST ${path}`, 'Content-Length: 10')],
  ])('%s for longer than the grace period', async (_, tls, sent) => {
    await start({ tls });
    const client = await open();
    client.socket.write(sent);
    // When a later request on another connection is answered, the first one has been read.
    await exchange(await open(), health);
    await mock.close(50);
    await client.closed;
  });
});

describe('a request that was answered before its body arrived', () => {
  // Counts only the mock's timers.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const until = async (isSo: () => unknown): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
  };
  const many = Array.from({ length: 300 }, (_, index) => `a${index}: 1`);

  test.each([
    ['404', request('POST /nope', 'Content-Length: 10')],
    ['404', request('POST /nope', 'Transfer-Encoding: chunked')],
    ['405', request(`PUT ${path}`, 'Content-Length: 10')],
    ['400', request(`POST ${path}`, 'X-Mock-Session: a/b', 'Content-Length: 10')],
    ['431', request(`POST ${path}`, 'Content-Length: 10', ...many)],
    ['413', request('PUT /__admin/queue', 'Content-Length: 1000000')],
  ])('with %s leaves no timer when its client disconnects', async (status, sent) => {
    await start();
    const before = vi.getTimerCount();
    const client = await open();
    client.socket.write(sent);
    await until(() => client.text().startsWith(`HTTP/1.1 ${status} `));
    expect(vi.getTimerCount()).toBeGreaterThan(before);
    client.socket.destroy();
    await until(() => vi.getTimerCount() === before);
  });
});
