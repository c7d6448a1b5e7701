import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { drawnPictures } from '../pictures.js';
import { encodeMultipart } from './encode.js';
import type { PartToSend, RequestToSend } from './request.js';
import { createDispatcher, encodeRequest, sendRequest } from './send.js';

interface Recorded {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Sends one request to a test server and returns what the server received and answered. */
async function exchange(request: RequestToSend, answer: RequestListener, timeoutMs = 20_000) {
  const arrived: Recorded[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      arrived.push({ headers: incoming.headers, body: Buffer.concat(chunks).toString() });
      answer(incoming, outgoing);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/path`);
  const dispatcher = await createDispatcher();
  try {
    const encoded = await encodeRequest(request, drawnPictures);
    return { back: await sendRequest(url, encoded, { dispatcher: dispatcher, timeoutMs }), arrived };
  } finally {
    await dispatcher.destroy();
    server.closeAllConnections();
    server.close();
  }
}

const parts: readonly PartToSend[] = [{ type: 'text', name: 'source', value: 'Kantor "A"\r\nCaf\u00e9' }];
const ok: RequestListener = (_, outgoing) => outgoing.end('{"fine":1}');

describe('sending', () => {
  test('declares the length of a body, or sends it in chunks without one', async () => {
    const whole = await exchange({ method: 'POST', parts, isChunked: false }, ok);
    expect(whole.arrived[0]?.headers['content-length']).toMatch(/^\d+$/);
    const chunked = await exchange({ method: 'POST', parts, isChunked: true }, ok);
    expect(chunked.arrived[0]?.headers).toMatchObject({ 'transfer-encoding': 'chunked' });
    expect(chunked.arrived[0]?.headers['content-length']).toBeUndefined();
    for (const { arrived } of [whole, chunked]) expect(arrived[0]?.body).toContain('Kantor "A"\r\nCaf\u00e9');
  });

  test('sends a raw body and its type unchanged, and neither when there is none', async () => {
    const raw = await exchange({ method: 'POST', contentType: 'application/json', body: '{ "a" : 1 }' }, ok);
    expect(raw.arrived[0]).toMatchObject({ body: '{ "a" : 1 }', headers: { 'content-type': 'application/json' } });
    const bare = await exchange({ method: 'POST' }, ok);
    expect(bare.arrived[0]?.headers['content-type']).toBeUndefined();
    expect(bare.arrived[0]?.body).toBe('');
  });

  test('accepts any status and any content type as an answer, and follows no redirect', async () => {
    const { back, arrived } = await exchange({ method: 'POST', parts, isChunked: false }, (_, outgoing) => {
      outgoing.writeHead(302, { Location: '/elsewhere', 'Content-Type': 'application/json' });
      outgoing.end('not json');
    });
    expect(back).toMatchObject({ status: 302, text: 'not json', headers: { location: '/elsewhere' } });
    expect(arrived).toHaveLength(1);
  });

  test.each([
    ['a connection that is cut', (incoming: IncomingMessage) => void incoming.socket.destroy(), /hangs up|ECONNRESET/],
    ['an answer that does not come in time', () => {}, /^no answer within 0\.3 s/],
  ])('describes %s in one line, and does not retry', async (_, answer, message) => {
    const { back, arrived } = await exchange({ method: 'POST', parts, isChunked: false }, answer, 300);
    expect(back).toMatchObject({ transportError: expect.stringMatching(message) });
    expect(arrived).toHaveLength(1);
  });
});

describe('an answer whose end is not clear', () => {
  const bare = (head: string) => (_: IncomingMessage, outgoing: { socket: NodeJS.WritableStream | null }) =>
    void outgoing.socket?.write(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n{}`);

  test.each([
    [
      'has no length and stays open',
      bare('X-A: b'),
      /^no end of the answer within 0\.3 s \(time-out\): it has neither/,
    ],
    [
      'does not come whole',
      bare('Content-Length: 9'),
      /^the headers of an answer, and not its whole body, within 0\.3 s/,
    ],
    [
      'states two lengths',
      bare('Content-Length: 2\r\nContent-Length: 3'),
      /^the headers of the answer break HTTP, e.g. by several lengths/,
    ],
    [
      'states a length beside chunks',
      bare('Content-Length: 2\r\nTransfer-Encoding: chunked'),
      /^the headers of the answer break HTTP, .* or by a length beside chunks$/,
    ],
  ])('that %s is described in one line', async (_, answer, message) => {
    const { back } = await exchange({ method: 'POST', parts, isChunked: false }, answer, 300);
    expect(back).toMatchObject({ transportError: expect.stringMatching(message) });
  });
});

test('a request excludes compressed answers, and one that comes all the same is undone', async () => {
  const { back, arrived } = await exchange({ method: 'POST', parts, isChunked: false }, (_, outgoing) => {
    outgoing.writeHead(200, { 'Content-Encoding': 'gzip' });
    outgoing.end(gzipSync('{"fine":1}'));
  });
  expect(arrived[0]?.headers['accept-encoding']).toBe('identity');
  expect(back).toMatchObject({ text: '{"fine":1}', headers: { 'content-encoding': 'gzip' } });
});

describe('a multipart body', () => {
  test('has names as browsers escape them, files with their type, and pictures as text in base64', async () => {
    const { bytes, contentType } = await encodeMultipart(
      [
        { type: 'file', name: 'img1', fixture: 'selfie-text', filename: 'a "b"\u00fc.jpg', contentType: 'image/jpeg' },
        { type: 'file-as-text', name: 'img2', fixture: 'selfie-text' },
        { type: 'text-as-file', name: 'key', value: 'k', filename: 'key.txt' },
      ],
      drawnPictures,
    );
    const text = bytes.toString();
    const boundary = contentType.split('boundary=')[1];
    expect(text.split(`--${boundary}`)).toHaveLength(5);
    expect(text).toContain(
      'form-data; name="img1"; filename="a %22b%22\u00fc.jpg"\r\nContent-Type: image/jpeg\r\n\r\n',
    );
    expect(text).toContain(`name="img2"\r\n\r\n${(await drawnPictures.load('selfie-text')).toString('base64')}\r\n`);
    expect(text).toContain('name="key"; filename="key.txt"\r\n\r\nk\r\n');
  });
});
