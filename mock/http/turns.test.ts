import diagnostics from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, get as getPlain, type IncomingMessage } from 'node:http';
import { get as getTls } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { defaultLimits } from '../config/in-process.js';
import { createMockServer, type MockServer } from '../server.js';
import { createGuard } from './guard.js';

const path = '/demo/biometric/facecompareliveness';
const get = (target: string, ...lines: string[]): string =>
  [`GET ${target} HTTP/1.1`, 'Host: mock', ...lines, '', ''].join('\r\n');

describe('pipelined requests', () => {
  let mock: MockServer;
  afterEach(() => mock.close());

  /** Writes to a new connection. `text` returns the received text. */
  async function write(requests: string) {
    mock = await createMockServer({ contract: await loadContract() });
    const socket = connect(mock.port, mock.host);
    let text = '';
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece;
    });
    socket.write(requests);
    return { socket, text: () => text };
  }

  test('are answered in order', async () => {
    const { socket, text } = await write(
      get(path, 'X-Mock-Delay: 50') + get('/nope') + get('/__admin/health', 'Connection: close'),
    );
    await once(socket, 'close');
    expect(text().match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 405', 'HTTP/1.1 404', 'HTTP/1.1 200']);
  });

  test('do not start before the previous one has been answered', async () => {
    const { socket } = await write(get(path, 'X-Mock-Delay: 600000') + get('/nope'));
    await expect.poll(() => mock.requests()[0]?.answer).toBeTruthy();
    expect(mock.requests()).toHaveLength(1);
    socket.destroy();
    await expect.poll(() => mock.requests()[0]?.state).toBe('aborted');
    expect(mock.requests()).toHaveLength(1);
  });

  test('do not start after one that ends the connection', async () => {
    const { socket, text } = await write(get(path, 'X-Mock-Fault: empty-reply') + get('/nope'));
    await once(socket, 'close');
    expect(text()).toBe('');
    expect(mock.requests()).toHaveLength(1);
  });
});

describe('a connection with thousands of requests at once', () => {
  const parsed = 'http.server.request.start';
  let [received, other]: [number, number] = [0, 0];
  const count = (message: unknown): void => {
    const { request } = message as { readonly request: IncomingMessage };
    if (request.headers['x-other']) other += 1;
    else received += 1;
  };
  beforeEach(() => {
    [received, other] = [0, 0];
    diagnostics.subscribe(parsed, count);
  });
  afterEach(() => {
    diagnostics.unsubscribe(parsed, count);
  });
  const many = 3000;
  const post = (target: string): string => `${get(target, 'Content-Length: 1').replace('GET', 'POST')}x`;

  /** Sends requests over other connections. By their answers, everything readable of the first one has been read. */
  async function sendOnOtherConnections({ url, certificate }: MockServer): Promise<void> {
    for (let turn = 0; turn < 5; turn++) {
      const sent = (url.startsWith('https') ? getTls : getPlain)(`${url}/__admin/health`, {
        agent: false,
        headers: { 'X-Other': '1' },
        ...(certificate === undefined ? {} : { ca: certificate }),
      });
      const [response] = await once(sent, 'response');
      await once(response.resume(), 'end');
    }
    expect(other).toBe(5);
  }

  test.each([
    ['GET', false, get],
    ['GET', true, get],
    ['POST', false, post],
  ])('is parsed a few requests at a time while the first is answered: %s, TLS %s', async (_, tls, requestTo) => {
    await using mock = await createMockServer({ contract: await loadContract(), tls });
    const socket = tls
      ? connectTls({ port: mock.port, host: mock.host, ca: mock.certificate, servername: 'localhost' })
      : connect(mock.port, mock.host);
    socket.write(get(path, 'X-Mock-Delay: 600000') + requestTo('/nope').repeat(many));
    await expect.poll(() => received).toBeGreaterThan(16);
    await sendOnOtherConnections(mock);
    // The requests that may wait, and those with bodies in two kilobytes.
    expect(received).toBeLessThan(100);
    socket.destroy();
    await mock.close(0);
  });

  test.each([
    ['GET', get],
    ['POST', post],
  ])('gets all answers in order: %s', async (_, requestTo) => {
    const server = createServer();
    createGuard(
      server,
      () => defaultLimits,
      () => {},
      (request, response) => {
        request.resume().on('end', () => response.end(`<${request.url}>`));
      },
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(Array.from({ length: many }, (_, index) => requestTo(`/${index}`)).join(''));
    let text = '';
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece;
    });
    await expect.poll(() => text).toContain(`</${many - 1}>`);
    expect(text.match(/(?<=<\/)\d+(?=>)/g)).toEqual(Array.from({ length: many }, (_, index) => `${index}`));
    socket.destroy();
    server.close();
  });
});

describe('answers that the client does not read', () => {
  test('do not accumulate: the next requests wait until the client reads', async () => {
    const many = 200;
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    const server = createServer();
    let begun = 0;
    createGuard(
      server,
      () => defaultLimits,
      () => {},
      (_request, response) => {
        begun += 1;
        response.end(megabyte);
      },
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.write(get('/').repeat(many));
    await expect.poll(() => begun).toBeGreaterThan(0);
    for (let count = 0; count < 3; count++) await (await fetch(`http://127.0.0.1:${port}`)).arrayBuffer();
    // As many as the system's buffers hold.
    expect(begun - 3).toBeLessThan(many / 2);
    let bytes = 0;
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    await expect.poll(() => bytes).toBeGreaterThan(many * megabyte.length);
    expect(begun - 3).toBe(many);
    socket.destroy();
    server.closeAllConnections();
    server.close();
  });
});
