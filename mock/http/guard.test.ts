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

/** Opens a raw connection. */
async function open(): Promise<Socket> {
  const socket = connect(mock.port, mock.host);
  await once(socket, 'connect');
  return socket;
}

/** Returns everything received until the mock closes the connection. */
async function rest(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // Not with `once`, which would reject at a reset: the bytes before it count.
  await new Promise((resolve) => socket.on('error', () => {}).on('close', resolve));
  return Buffer.concat(chunks).toString('latin1');
}

const path = '/demo/biometric/facecompareliveness';
const head = (...lines: string[]): string => [`POST ${path} HTTP/1.1`, 'Host: mock', ...lines, '', ''].join('\r\n');
const multipart = 'Content-Type: multipart/form-data; boundary=b';

describe('a client that does not finish', () => {
  test('its headers gets a 408 and is cut off', async () => {
    await start({ limits: { headersTimeout: 100 } });
    const socket = await open();
    socket.write(`POST ${path} HTTP/1.1\r\nHost: mo`);
    const answer = await rest(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(answer).toMatch(/Content-Type: application\/problem\+json\r\n.*headersTimeout/s);
  });

  test('its body gets a 408, is cut off, and is logged in the journal', async () => {
    await start({ limits: { bodyTimeout: 100 } });
    const socket = await open();
    socket.write(`${head(multipart, 'Content-Length: 1000')}--b\r\n`);
    expect(await rest(socket)).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n.*bodyTimeout/s);
    // The journal reports the timeout, not a disconnection.
    expect(mock.requests()).toMatchObject([
      { state: 'answered', answer: { status: 408, reason: expect.stringContaining('timed out') } },
    ]);
    expect((await fetch(`${mock.url}/__admin/health`)).status).toBe(200);
  });

  test('a body that the mock does not read is cut off after its answer', async () => {
    await start({ limits: { bodyTimeout: 100 } });
    const socket = await open();
    socket.write('POST /nowhere HTTP/1.1\r\nHost: mock\r\nContent-Length: 1000\r\n\r\nx');
    expect(await rest(socket)).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
  });
});

/** Writes an endless body until the mock stops it, and reads the answer meanwhile. */
async function pour(first: string): Promise<{ readonly answer: string; readonly bytes: number }> {
  const socket = await open();
  const answer = rest(socket);
  const block = 'x'.repeat(65_536);
  const chunk = /chunked/.test(first) ? `10000\r\n${block}\r\n` : block;
  socket.write(first);
  const more = (): void => {
    while (!socket.destroyed && socket.writable && socket.write(chunk));
  };
  socket.on('drain', more);
  more();
  return { answer: await answer, bytes: socket.bytesWritten };
}

describe('a body', () => {
  const megabyte = 1024 * 1024;
  const chunked = 'Transfer-Encoding: chunked';
  const announced = `Content-Length: ${1000 * megabyte}`;
  const to = (target: string, ...lines: string[]): string =>
    [`${target} HTTP/1.1`, 'Host: mock', ...lines, '', ''].join('\r\n');

  test.each([
    ['the operation', to(`POST ${path}`, multipart, announced), 200],
    ['the operation in chunks', to(`POST ${path}`, multipart, chunked), 200],
    ['the operation by another method', to(`PUT ${path}`, multipart, announced), 405],
    ['an unknown path', to('POST /nope', announced), 404],
    ['an unknown path, in chunks', to('POST /nope', chunked), 404],
    ['an invalid session', to(`POST ${path}`, 'X-Mock-Session: a/b', multipart, chunked), 400],
    ['an unknown admin address', to('PUT /__admin/nope', chunked), 404],
    ['the queue', to('PUT /__admin/queue', 'Content-Type: application/json', announced), 413],
    ['the queue in chunks', to('PUT /__admin/queue', 'Content-Type: application/json', chunked), 413],
    ['an address without a body', to('GET /__admin/health', chunked), 413],
    ['an admin address by another method', to('PUT /__admin/health', announced), 405],
    ['a CORS preflight', to('OPTIONS /__admin/queue', 'Origin: http://localhost:1', chunked), 204],
    [
      'the mock with too many headers',
      to(`POST ${path}`, chunked, ...Array.from({ length: 300 }, (_, index) => `a${index}: 1`)),
      431,
    ],
  ])('to %s is cut off if it never ends, and its client receives the answer', async (_, first, status) => {
    await start({ limits: { bodyBytes: megabyte }, corsOrigins: ['http://localhost:1'] });
    const { answer, bytes } = await pour(first);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    // The received bytes, the bytes discarded after the answer, and the buffers of both sides.
    expect(bytes).toBeLessThan(4 * megabyte + 16 * megabyte + 16 * megabyte);
    expect((await sendGood(mock)).status).toBe(200);
  });

  test('that never ends is cut off on a connection over the limit too', async () => {
    await start({ limits: { bodyBytes: megabyte, connections: 1 } });
    const held = await open();
    const { answer, bytes } = await pour(to('POST /nope', chunked));
    held.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(bytes).toBeLessThan(36 * megabyte);
  });

  test('within the limits is read to its end, even after its answer', async () => {
    await start({ limits: { bodyBytes: megabyte } });
    const socket = await open();
    const answer = rest(socket);
    const body = 'x'.repeat(2 * megabyte);
    socket.write(to('POST /nope', `Content-Length: ${body.length}`));
    socket.write(body);
    expect(await answer).toMatch(/^HTTP\/1\.1 404 Not Found\r\n.*Connection: close/s);
    expect(socket.bytesWritten).toBeGreaterThan(body.length);
  });

  test('that is small leaves the connection open for the next request', async () => {
    await start({});
    const socket = await open();
    const answer = rest(socket);
    socket.write(`${to('POST /nope', 'Content-Length: 2')}xx${to('GET /__admin/health', 'Connection: close')}`);
    expect((await answer).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404', 'HTTP/1.1 200']);
  });
});

describe('the log of a client', () => {
  const refusals = (lines: readonly string[]): readonly string[] =>
    lines.map((line) => JSON.parse(line)).flatMap(({ msg, reason }) => (msg === 'refused' ? [reason] : []));
  let lines: string[];
  const startLogging = (options: MockServerOptions = {}): Promise<void> => {
    lines = [];
    return start({ ...options, log: { format: 'json', write: (line) => lines.push(line) } });
  };

  test('that disconnects during its upload has the aborted request, and no rejection', async () => {
    await startLogging();
    const socket = await open();
    socket.end(`${head(multipart, 'Content-Length: 1000')}--b\r\n`);
    await rest(socket);
    await expect.poll(() => mock.requests()[0]?.state).toBe('aborted');
    await mock.close();
    expect(lines.join()).toContain('"state":"aborted"');
    expect(refusals(lines)).toEqual([]);
  });

  test('that disconnects during its headers has a rejection', async () => {
    await startLogging();
    const socket = await open();
    socket.end(`POST ${path} HTTP/1.1\r\nHost: mo`);
    await rest(socket);
    await mock.close();
    expect(refusals(lines)).toEqual(['malformed']);
  });

  test('whose body is too slow after its answer has only the answer', async () => {
    await startLogging({ limits: { bodyTimeout: 100 } });
    const socket = await open();
    socket.write('POST /nowhere HTTP/1.1\r\nHost: mock\r\nContent-Length: 1000\r\n\r\nx');
    await rest(socket);
    await mock.close();
    expect(lines.join()).toContain('"status":404');
    expect(refusals(lines)).toEqual([]);
  });

  test('whose body is too slow before its answer has a rejection', async () => {
    await startLogging({ limits: { bodyTimeout: 100 } });
    const socket = await open();
    socket.write(`${head(multipart, 'Content-Length: 1000')}x`);
    await rest(socket);
    await mock.close();
    expect(refusals(lines)).toEqual(['body-timeout']);
  });
});

test('a body that ends after its request was rejected gets no second answer', async () => {
  await start({ limits: { headers: 15 } });
  const socket = await open();
  const answer = rest(socket);
  socket.write(head('Content-Length: 2', ...Array.from({ length: 20 }, (_, index) => `a${index}: 1`)));
  await once(socket, 'data');
  socket.write('xx');
  expect((await answer).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 431']);
  expect((await fetch(`${mock.url}/__admin/health`)).status).toBe(200);
});

describe('a request with too many headers', () => {
  test('in bytes gets a 431', async () => {
    await start({ limits: { headerBytes: 1024 } });
    const socket = await open();
    socket.write(head(`X-Long: ${'x'.repeat(2000)}`));
    expect(await rest(socket)).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n.*headerBytes/s);
  });

  test('in number gets a 431, however short they are', async () => {
    await start({ limits: { headers: 20 } });
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`x-${index}`, '1']));
    const { status, text } = await post(mock, { headers: many, body: 'x' });
    expect([status, JSON.parse(text).title]).toEqual([431, 'Request Header Fields Too Large']);
    expect(mock.requests()).toEqual([]);
    expect((await sendGood(mock)).status).toBe(200);
  });
});

describe('a connection over the limit', () => {
  test('gets a 503, and a later one is served when others have closed', async () => {
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

describe('bytes that are not a request', () => {
  test.each([
    ['an unknown method', 'NONSENSE\r\n\r\n', /400 Bad Request.*the bytes are not an HTTP request: Invalid method/s],
    [
      'a TLS handshake',
      Buffer.from('160301020001', 'hex'),
      /400 Bad Request.*this mock does not speak TLS; use http:/s,
    ],
    ['two lengths', head('Content-Length: 5', 'Content-Length: 7'), /400 Bad Request.*not an HTTP request/s],
    [
      'a broken chunk',
      `${head(multipart, 'Transfer-Encoding: chunked')}zz\r\n`,
      /400 Bad Request.*not an HTTP request/s,
    ],
  ])('such as %s get a 400 with the reason, and the mock keeps running', async (_, bytes, expected) => {
    await start({});
    const socket = await open();
    socket.write(bytes);
    expect(await rest(socket)).toMatch(expected);
    expect((await sendGood(mock)).status).toBe(200);
  });

  test('in the middle of a body are logged in the journal with their answer and its reason', async () => {
    await start({});
    const socket = await open();
    socket.write(`${head(multipart, 'Transfer-Encoding: chunked')}3\r\n--b\r\nzz\r\n`);
    expect(await rest(socket)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(mock.requests()).toMatchObject([
      {
        state: 'answered',
        answer: { status: 400, reason: expect.stringContaining('the bytes are not an HTTP request') },
      },
    ]);
  });

  test('do not cause an answer in the middle of another', async () => {
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
  test('waits for requests in flight, and not for their persistent connections', async () => {
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
