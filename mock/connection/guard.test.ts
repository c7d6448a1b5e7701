import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { post, sendGood } from '../good-request.test-helper.js';
import { createMockServer, type MockServer, type MockServerOptions } from '../server.js';

let mock: MockServer;
const contract = await loadContract();
afterEach(() => mock.close());

const start = async (options: MockServerOptions): Promise<void> => {
  mock = await createMockServer({ contract, ...options });
};

/** A connection on which bytes are written by hand. */
async function open(): Promise<Socket> {
  const socket = connect(mock.port, mock.host);
  await once(socket, 'connect');
  return socket;
}

/** All that comes until the mock closes the connection. */
async function rest(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => {});
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

const path = '/demo/biometric/facecompareliveness';
const head = (...lines: string[]): string => [`POST ${path} HTTP/1.1`, 'Host: mock', ...lines, '', ''].join('\r\n');
const multipart = 'Content-Type: multipart/form-data; boundary=b';

describe('a client that does not get to the end', () => {
  test('with its headers is answered 408 and cut off', async () => {
    await start({ limits: { headersTimeout: 100 } });
    const socket = await open();
    socket.write(`POST ${path} HTTP/1.1\r\nHost: mo`);
    const answer = await rest(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(answer).toMatch(/Content-Type: application\/problem\+json\r\n.*headersTimeout/s);
  });

  test('with its body is answered 408, cut off and journalled', async () => {
    await start({ limits: { bodyTimeout: 100 } });
    const socket = await open();
    socket.write(`${head(multipart, 'Content-Length: 1000')}--b\r\n`);
    expect(await rest(socket)).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n.*bodyTimeout/s);
    // Not that the client went away: it was cut off.
    expect(mock.requests()).toMatchObject([
      { state: 'answered', answer: { status: 408, because: expect.stringContaining('did not come in time') } },
    ]);
    expect((await sendGood(mock)).status).toBe(200);
  });

  test('with a body that nobody reads is cut off after its answer', async () => {
    await start({ limits: { bodyTimeout: 100 } });
    const socket = await open();
    socket.write('POST /nowhere HTTP/1.1\r\nHost: mock\r\nContent-Length: 1000\r\n\r\nx');
    expect(await rest(socket)).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
  });
});

describe('a request whose headers are too much', () => {
  test('in bytes is answered 431', async () => {
    await start({ limits: { headerBytes: 1024 } });
    const socket = await open();
    socket.write(head(`X-Long: ${'x'.repeat(2000)}`));
    expect(await rest(socket)).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n.*headerBytes/s);
  });

  test('in number is answered 431, however short they are', async () => {
    await start({ limits: { headers: 20 } });
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`x-${index}`, '1']));
    const { status, text } = await post(mock, { headers: many, body: 'x' });
    expect([status, JSON.parse(text).title]).toEqual([431, 'Request Header Fields Too Large']);
    expect(mock.requests()).toEqual([]);
    expect((await sendGood(mock)).status).toBe(200);
  });
});

describe('a connection too many', () => {
  test('is told so with 503, and the next one after others have gone is served', async () => {
    await start({ limits: { connections: 2 } });
    const held = [await open(), await open()];
    const { status, headers, text } = await sendGood(mock);
    expect([status, headers.get('Retry-After'), headers.get('Connection')]).toEqual([503, '1', 'close']);
    expect(text).toMatch(/too many connections are open/);
    for (const socket of held) {
      socket.end();
      socket.resume();
      await once(socket, 'close');
    }
    expect((await sendGood(mock)).status).toBe(200);
  });
});

describe('bytes that are no request', () => {
  test.each([
    ['an unknown method', 'NONSENSE\r\n\r\n', /400 Bad Request.*the bytes are no HTTP request: Invalid method/s],
    ['a TLS handshake', Buffer.from('160301020001', 'hex'), /400 Bad Request.*HTTP without TLS; call it by http/s],
    ['two lengths', head('Content-Length: 5', 'Content-Length: 7'), /400 Bad Request.*no HTTP request/s],
    ['a broken chunk', `${head(multipart, 'Transfer-Encoding: chunked')}zz\r\n`, /400 Bad Request.*no HTTP request/s],
  ])('%s is answered 400 with the reason, and the mock goes on', async (_, bytes, expected) => {
    await start({});
    const socket = await open();
    socket.write(bytes);
    expect(await rest(socket)).toMatch(expected);
    expect((await sendGood(mock)).status).toBe(200);
  });

  test('in the middle of a body are journalled with the answer that they got, and its reason', async () => {
    await start({});
    const socket = await open();
    socket.write(`${head(multipart, 'Transfer-Encoding: chunked')}3\r\n--b\r\nzz\r\n`);
    expect(await rest(socket)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(mock.requests()).toMatchObject([
      { state: 'answered', answer: { status: 400, because: expect.stringContaining('the bytes are no HTTP request') } },
    ]);
  });

  test('are no answer into the middle of another', async () => {
    await start({});
    const socket = await open();
    const body = '--b--\r\n';
    const request = `${head(multipart, `Content-Length: ${body.length}`, 'X-Mock-Fault: slow-body; rate=100000')}${body}`;
    socket.write(`${request}NONSENSE\r\n\r\n`);
    const answer = await rest(socket);
    expect(answer.match(/HTTP\/1\.1 /g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect((await sendGood(mock)).status).toBe(200);
  });
});

describe('closing', () => {
  test('lets what is in flight end, and does not wait for its connection to be given up', async () => {
    await start({ limits: { keepAliveTimeout: 3_600_000 } });
    const socket = await open();
    const body = '--b--\r\n';
    socket.write(`${head(multipart, `Content-Length: ${body.length}`, 'X-Mock-Delay: 200')}${body}`);
    const answered = rest(socket);
    await expect.poll(() => mock.requests().length).toBe(1);
    await mock.close(60_000);
    expect(await answered).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });
});
