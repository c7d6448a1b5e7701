import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { ReferenceAnswer, ReferenceBehaviour } from '../reference/server.js';
import { type BrokenServer, brokenReference } from './broken-server.js';

type Send = ReferenceBehaviour['send'];

const aSuccess = ['success-all-parts'];
const aRefusal = ['credentials-wrong-key'];

const sending = (id: string, caughtBy: string, cases: readonly string[], send: Send): BrokenServer =>
  brokenReference(id, caughtBy, cases, () => ({ send }));

/** Writes an answer to the socket, with these header lines and this body, and keeps the connection open if `isKept`. */
const raw =
  (headOf: (body: Buffer) => readonly string[], bodyOf: (text: string) => Buffer = Buffer.from, isKept = false): Send =>
  (response, answer, text) => {
    const body = bodyOf(text);
    const head = ['HTTP/1.1 200 OK', 'Content-Type: application/json', ...numberLine(answer), ...headOf(body)];
    const bytes = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
    if (isKept) response.socket?.write(bytes);
    else response.socket?.end(bytes);
  };
const numberLine = ({ headers: { 'X-Trx-No': number } }: ReferenceAnswer): readonly string[] =>
  number === undefined ? [] : [`X-Trx-No: ${String(number)}`];

const chunked = (text: string): Buffer =>
  Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\n\r\n`);

const coded =
  (coding: string, encode: (text: string) => Buffer): Send =>
  (response, { headers }, text) => {
    response.writeHead(200, { 'Content-Type': 'application/json', ...headers, 'Content-Encoding': coding });
    response.end(encode(text));
  };

/** Writes bytes in place of the answer's text. */
const bytes =
  (encode: (text: string) => Buffer, type = 'application/json'): Send =>
  (response, { headers }, text) => {
    response.writeHead(200, { ...headers, 'Content-Type': type });
    response.end(encode(text));
  };
const latin1 = (text: string): Buffer => Buffer.from(text.replace('Invalid', 'Inval\u00efd'), 'latin1');

/** Servers whose bytes no client can rely on: their end, their coding, their characters. */
export const serversWithWrongBytes: readonly BrokenServer[] = [
  {
    ...sending(
      'ends its body with nothing, and keeps the connection open',
      'answered',
      aSuccess,
      raw(() => [], Buffer.from, true),
    ),
    timeoutMs: 1500,
  },
  {
    ...sending(
      'ends its body by closing the connection',
      'body-end',
      aSuccess,
      raw(() => ['Connection: close']),
    ),
    outcome: 'inconclusive',
  },
  sending(
    'compresses its transfer',
    'body-end',
    aSuccess,
    raw(() => ['Transfer-Encoding: gzip, chunked'], chunked),
  ),
  sending(
    'states a length beside chunks',
    'answered',
    aSuccess,
    raw((body) => [`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked'], chunked),
  ),
  sending(
    'states chunks beside a length',
    'answered',
    aSuccess,
    raw((body) => ['Transfer-Encoding: chunked', `Content-Length: ${body.length}`], chunked),
  ),
  sending(
    'states its length twice',
    'answered',
    aSuccess,
    raw((body) => [`Content-Length: ${body.length}`, `Content-Length: ${body.length}`]),
  ),
  sending(
    'states two lengths',
    'answered',
    aSuccess,
    raw((body) => [`Content-Length: ${body.length}`, `Content-Length: ${body.length + 1}`]),
  ),
  sending(
    'states its length in characters',
    'answered',
    aSuccess,
    raw(() => ['Content-Length: many']),
  ),
  sending(
    'states a shorter length than it sends',
    'body-json',
    aSuccess,
    raw((body) => [`Content-Length: ${body.length - 10}`]),
  ),
  sending(
    'compresses with gzip although the request excludes it',
    'content-encoding',
    aSuccess,
    coded('gzip', gzipSync),
  ),
  sending('compresses with Brotli', 'content-encoding', aSuccess, coded('br', brotliCompressSync)),
  sending(
    'compresses twice',
    'content-encoding',
    aSuccess,
    coded('deflate, gzip', (text) => gzipSync(deflateSync(text))),
  ),
  sending('names a compression that it does not apply', 'content-encoding', aSuccess, coded('gzip', Buffer.from)),
  sending('writes its text in Latin-1', 'utf-8', aRefusal, bytes(latin1)),
  sending(
    'writes its text in Latin-1 and says so',
    'utf-8',
    aRefusal,
    bytes(
      (text) => Buffer.from(text.replace(/}$/, ',"office":"Caf\u00e9"}'), 'latin1'),
      'application/json; charset=iso-8859-1',
    ),
  ),
  sending(
    'puts a byte order mark before its JSON',
    'body-json',
    aSuccess,
    bytes((text) => Buffer.from(`\ufeff${text}`)),
  ),
  sending(
    'puts a byte of zero behind its JSON',
    'body-json',
    aSuccess,
    bytes((text) => Buffer.from(`${text}\0`)),
  ),
  sending(
    'writes UTF-16',
    'body-json',
    aSuccess,
    bytes((text) => Buffer.from(text, 'utf16le')),
  ),
];
