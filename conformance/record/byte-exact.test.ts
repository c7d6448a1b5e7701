import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFixture } from '../../fixtures/index.js';
import { createMockServer } from '../../mock/index.js';
import { encodeMultipart } from '../wire/encode.js';
import {
  answering,
  type ByteServer,
  type Message,
  operationPath,
  readMessage,
  sendBytes,
  startByteServer,
  startTestRecorder,
  type TestRecorder,
} from './recorder.test-helper.js';

const dialects = join(import.meta.dirname, '..', '..', 'mock', 'operation', 'multipart', 'dialects');
const files = readdirSync(dialects).filter((name) => name.endsWith('.http'));

const ofConnection = /^(host|connection|keep-alive|te|upgrade|http2-settings|proxy-connection):/i;

/** What must arrive of a request: everything but what belongs to the connection. */
function essence({ first, headers, body }: Message): object {
  return { first, headers: headers.filter((line) => !ofConnection.test(line)), body: body.toString('latin1') };
}

/** Sends bytes through a recorder to a target that answers with other bytes. Returns what came at both ends. */
async function through(request: Buffer | string, answer: Buffer | string = 'HTTP/1.1 204 No Content\r\n\r\n') {
  await using target = await startByteServer(answering(answer));
  await using recorder = await startTestRecorder(target.port);
  const { bytes } = await sendBytes(recorder.port, request);
  await recorder.over(1);
  return { atTarget: target.received, atClient: bytes, recorder };
}

const post = (head: readonly string[], body: Buffer | string = ''): Buffer =>
  Buffer.concat([
    Buffer.from([`POST ${operationPath} HTTP/1.1`, 'Host: x', ...head, '', ''].join('\r\n'), 'latin1'),
    Buffer.from(body),
  ]);

describe('a request arrives at the target as the client sent it', () => {
  let target: ByteServer;
  let recorder: TestRecorder;
  beforeAll(async () => {
    target = await startByteServer(answering('HTTP/1.1 204 No Content\r\n\r\n'));
    recorder = await startTestRecorder(target.port);
  });
  afterAll(async () => {
    await recorder[Symbol.asyncDispose]();
    await target[Symbol.asyncDispose]();
  });

  test.each(files)('from %s', async (name) => {
    const bytes = readFileSync(join(dialects, name));
    const before = target.received.length;
    await sendBytes(recorder.port, bytes);
    expect(target.received).toHaveLength(before + 1);
    const [sent, arrived] = [readMessage(bytes), readMessage(target.received[before] ?? Buffer.alloc(0))];
    if (!sent || !arrived) throw new Error('a head is missing');
    expect(essence(arrived)).toEqual(essence(sent));
    expect(arrived.headers.filter((line) => /^host:/i.test(line))).toHaveLength(1);
  });

  test('with pictures, bytes that are no text, and headers that are repeated, odd and empty', async () => {
    const picture = await loadFixture('selfie-good');
    const body = Buffer.concat([Buffer.from('--x\r\n\r\n'), picture, randomBytes(70_000), Buffer.from([0, 255, 254])]);
    const head = [
      'x-ODD: one',
      'Content-Type: multipart/form-data; boundary="x"',
      'X-odd: two',
      'X-Empty:',
      'X-Latin: \xe9\xff',
    ];
    const sent = post([...head, `Content-Length: ${body.length}`], body);
    const { atTarget } = await through(sent);
    const arrived = readMessage(atTarget[0] ?? Buffer.alloc(0));
    expect(arrived?.headers.map((line) => line.replace(/:\s*/, ': '))).toEqual(
      expect.arrayContaining(['x-ODD: one', 'X-odd: two', 'X-Empty: ', 'X-Latin: \xe9\xff']),
    );
    expect(arrived?.body.equals(body)).toBe(true);
    expect(arrived?.headers.some((line) => /^transfer-encoding/i.test(line))).toBe(false);
  });

  test('without a length where it has none, and with its trailers', async () => {
    const empty = await through(post([]));
    const head = readMessage(empty.atTarget[0] ?? Buffer.alloc(0))?.headers.join('\n') ?? '';
    expect(head).not.toMatch(/content-length|transfer-encoding/i);
    const chunked = await through(
      post(['Transfer-Encoding: chunked', 'Trailer: X-End'], '2\r\nab\r\n0\r\nX-End: yes\r\n\r\n'),
    );
    const arrived = readMessage(chunked.atTarget[0] ?? Buffer.alloc(0));
    expect(arrived?.body.toString()).toBe('ab');
    expect(arrived?.rawBody.toString()).toContain('X-End: yes');
  });

  test('with a query, escapes and a path below the operation untouched', async () => {
    const { atTarget } = await through(`GET /demo/%7Eother/a%20b?x=%2F&y HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(readMessage(atTarget[0] ?? Buffer.alloc(0))?.first).toBe('GET /demo/%7Eother/a%20b?x=%2F&y HTTP/1.1');
  });

  test('piece by piece: a slow upload is passed on before it ends', async () => {
    const first = Buffer.from('--x\r\nfirst half');
    let release: () => void = () => {};
    const arrived = new Promise<void>((resolve) => {
      release = resolve;
    });
    await using target = await startByteServer((soFar, socket) => {
      if (soFar.includes('first half')) release();
      answering('HTTP/1.1 204 No Content\r\n\r\n')(soFar, socket);
    });
    await using recorder = await startTestRecorder(target.port);
    const socket = connect(recorder.port, '127.0.0.1');
    socket.write(post(['Content-Type: multipart/form-data; boundary=x', 'Content-Length: 30']));
    socket.write(first);
    await arrived;
    socket.write(Buffer.alloc(30 - first.length, 120));
    await recorder.over(1);
    socket.destroy();
    expect(readMessage(target.received[0] ?? Buffer.alloc(0))?.body).toHaveLength(30);
  });

  test('also when it is large, without keeping it', async () => {
    const size = 40_000_000;
    const piece = randomBytes(100_000);
    const digest = createHash('sha256');
    const target = createServer((incoming, response) => {
      incoming.on('data', (chunk) => digest.update(chunk));
      incoming.on('end', () => response.end());
    }).listen(0, '127.0.0.1');
    await once(target, 'listening');
    await using recorder = await startTestRecorder((target.address() as AddressInfo).port);
    const sent = createHash('sha256');
    const pieces = Array.from({ length: size / piece.length }, () => piece);
    for (const one of pieces) sent.update(one);
    const sending = request(`${recorder.url}/upload`, { method: 'POST', headers: { 'Content-Length': size } });
    Readable.from(pieces).pipe(sending);
    await once(sending, 'response');

    expect(digest.digest('hex')).toBe(sent.digest('hex'));
    sending.destroy();
    target.close();
  });
});

describe('an answer arrives at the client as the target sent it', () => {
  test.each<readonly [string, Buffer]>([
    [
      'with odd capitals, repeated headers and any reason',
      Buffer.from(
        'HTTP/1.1 299 Not quite\r\nx-Trx-no: 1\r\nX-TRX-NO: 2\r\nset-cookie: a\r\nSet-Cookie: b\r\ncontent-LENGTH: 2\r\n\r\nok',
      ),
    ],
    ['compressed', withLength(gzipSync('{"status":"FAILED"}'), 'Content-Encoding: gzip')],
    ['with bytes that are no text', withLength(Buffer.from([0, 255, 128, 13, 10, 0]))],
    ['in chunks', Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n')],
    ['without a length, until the connection ends', Buffer.from('HTTP/1.1 200 OK\r\nX: y\r\n\r\n{"a":1}')],
    [
      'with letters beyond ASCII in a header',
      Buffer.from('HTTP/1.1 200 OK\r\nX: \xe9\xff\r\nContent-Length: 0\r\n\r\n', 'latin1'),
    ],
  ])('%s', async (_, answer) => {
    const { atClient } = await through(post(['Content-Length: 0']), answer);
    const [sent, arrived] = [readMessage(answer), readMessage(atClient)];
    if (!sent || !arrived) throw new Error('a head is missing');
    expect(essence(arrived)).toEqual(essence(sent));
  });

  test('to a HEAD too, with the length of a body that does not come', async () => {
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n';
    await using target = await startByteServer(answering(answer));
    await using recorder = await startTestRecorder(target.port);
    const response = await fetch(`${recorder.url}/x`, { method: 'HEAD' });
    expect(response.headers.get('content-length')).toBe('99');
  });

  test('after "100 Continue" only when the target says so', async () => {
    const body = 'x'.repeat(10);
    await using target = await startByteServer((soFar, socket, number) => {
      const message = readMessage(soFar);
      if (!message) return;
      if (number === 0) socket.end('HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n');
      else if (message.body.length === 0) socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      else if (message.isComplete) socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    });
    await using recorder = await startTestRecorder(target.port);
    const head = post(['Expect: 100-continue', `Content-Length: ${body.length}`]);
    const refused = await sendBytes(recorder.port, head);
    expect(refused.bytes.toString()).toMatch(/^HTTP\/1\.1 417 No\r\n/);
    const socket = connect(recorder.port, '127.0.0.1');
    let text = '';
    socket.on('data', (piece) => {
      if (text === '') socket.write(body);
      text += piece;
    });
    socket.write(head);
    while (!text.includes('204')) await once(socket, 'data');
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 204 No Content\r\n/);
    socket.destroy();
  });

  test('over one connection after another of the client, each over its own to the target', async () => {
    await using target = await startByteServer(answering(withLength(Buffer.from('a'))));
    await using recorder = await startTestRecorder(target.port);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let count = 0; count < 3; count++)
      await new Promise((resolve) =>
        request(`${recorder.url}/x`, { agent }, (answer) => answer.resume().on('end', resolve)).end(),
      );
    agent.destroy();
    expect(target.received).toHaveLength(3);
  });
});

test('an exchange with a target behind TLS goes through with its own authority', async () => {
  await using mock = await createMockServer({ tls: true });
  const { port } = new URL(mock.url);
  await using recorder = await startTestRecorder(Number(port), {
    target: new URL(`https://127.0.0.1:${port}/demo`),
    tls: { ca: mock.certificate ?? '' },
  });
  const response = await fetch(`${recorder.url}/biometric/facecompareliveness`, {
    method: 'POST',
    body: new FormData(),
  });
  expect(await response.json()).toMatchObject({ status: 'FAILED' });
  await using stranger = await startTestRecorder(Number(port), { target: new URL(`https://127.0.0.1:${port}/demo`) });
  const refused = await fetch(`${stranger.url}/biometric/facecompareliveness`, {
    method: 'POST',
    body: new FormData(),
  });
  expect(refused.status).toBe(502);
  expect(await refused.text()).toContain('its certificate is not trusted');
});

test('a multipart body keeps its boundary, and the mock reads from the copy what the target got', async () => {
  const { contentType, bytes } = await encodeMultipart([{ type: 'text', name: 'source', value: 'Mobile' }], {
    load: () => Promise.reject(new Error('no picture')),
    ownFile: () => undefined,
  });
  const { atTarget, recorder } = await through(
    post([`Content-Type: ${contentType}`, `Content-Length: ${bytes.length}`], bytes),
  );
  expect(readMessage(atTarget[0] ?? Buffer.alloc(0))?.headers).toContain(`Content-Type: ${contentType}`);
  const [exchange] = recorder.exchanges;
  expect(exchange?.evidence.requests?.[0]?.parts).toEqual([{ name: 'source', value: 'Mobile' }]);
  expect(exchange?.violations.map(({ part, text }) => `${part} ${text}`)).toContain('img1 is missing; it is required');
});

function withLength(body: Buffer, ...headers: readonly string[]): Buffer {
  return Buffer.concat([
    Buffer.from(['HTTP/1.1 200 OK', ...headers, `Content-Length: ${body.length}`, '', ''].join('\r\n')),
    body,
  ]);
}
