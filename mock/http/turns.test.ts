import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { defaultLimits } from '../config/in-process.js';
import { createMockServer, type MockServer } from '../server.js';
import { guard } from './guard.js';

const path = '/demo/biometric/facecompareliveness';
const get = (target: string, ...lines: string[]): string =>
  [`GET ${target} HTTP/1.1`, 'Host: mock', ...lines, '', ''].join('\r\n');

describe('requests that are sent without waiting for answers', () => {
  let mock: MockServer;
  afterEach(() => mock.close());

  /** Writes to a new connection; `text` is what has come over it. */
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

  test('are answered in their order', async () => {
    const { socket, text } = await write(
      get(path, 'X-Mock-Delay: 50') + get('/nope') + get('/__admin/health', 'Connection: close'),
    );
    await once(socket, 'close');
    expect(text().match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 405', 'HTTP/1.1 404', 'HTTP/1.1 200']);
  });

  test('do not begin before the one before them has been answered', async () => {
    const { socket } = await write(get(path, 'X-Mock-Delay: 600000') + get('/nope'));
    await expect.poll(() => mock.requests()[0]?.answer).toBeTruthy();
    expect(mock.requests()).toHaveLength(1);
    socket.destroy();
    await expect.poll(() => mock.requests()[0]?.state).toBe('aborted');
    expect(mock.requests()).toHaveLength(1);
  });

  test('are not begun behind one that ends the connection', async () => {
    const { socket, text } = await write(get(path, 'X-Mock-Fault: empty-reply') + get('/nope'));
    await once(socket, 'close');
    expect(text()).toBe('');
    expect(mock.requests()).toHaveLength(1);
  });
});

describe('answers that nobody takes', () => {
  test('do not pile up: the requests behind them wait, and are answered once they are read', async () => {
    const many = 200;
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    const server = createServer();
    let [come, begun] = [0, 0];
    guard(
      server,
      () => defaultLimits,
      () => {},
      (_request, response) => {
        begun += 1;
        response.end(megabyte);
      },
    );
    server.on('request', () => {
      come += 1;
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.write(get('/').repeat(many));
    await expect.poll(() => come).toBe(many);
    for (let count = 0; count < 3; count++) await (await fetch(`http://127.0.0.1:${port}`)).arrayBuffer();
    // As many as the buffers of the system take, and no more.
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
