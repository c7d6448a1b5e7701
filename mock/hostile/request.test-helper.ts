import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from './random.test-helper.js';
import { unchunked } from './socket.test-helper.js';

/** A request to the operation before it is framed. {@link onWire} frames it. */
export interface DraftRequest {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

const dialects = join(import.meta.dirname, '..', 'operation', 'multipart', 'dialects');
/** Headers of the framing or of the connection. */
const notKept = /^(?:host|content-length|transfer-encoding|connection|expect|upgrade|http2-settings|te)$/i;

/** The recorded requests of real clients, by name, without their framing. */
export function recordedRequests(): ReadonlyMap<string, DraftRequest> {
  return new Map(
    readdirSync(dialects).flatMap((file): [string, DraftRequest][] => {
      if (!file.endsWith('.http')) return [];
      const text = readFileSync(join(dialects, file)).toString('latin1');
      const blank = text.indexOf('\r\n\r\n');
      const headers = text
        .slice(0, blank)
        .split('\r\n')
        .slice(1)
        .map((line): [string, string] => {
          const colon = line.indexOf(':');
          return [line.slice(0, colon), line.slice(colon + 1).trim()];
        });
      const chunked = headers.some(([name, value]) => /^transfer-encoding$/i.test(name) && value === 'chunked');
      const rest = text.slice(blank + 4);
      const body = Buffer.from(chunked ? (unchunked(rest) ?? rest) : rest, 'latin1');
      return [[file, { headers: headers.filter(([name]) => !notKept.test(name)), body }]];
    }),
  );
}

/** A well-formed request of these parts: `[name, text]`, or `[name, bytes, filename]` for a file. */
export function requestOf(
  parts: readonly (readonly [name: string, content: string | Buffer, filename?: string])[],
  boundary = 'kit-7d93b1',
): DraftRequest {
  const pieces = parts.flatMap(([name, content, filename]) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: image/jpeg`}\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return {
    headers: [['Content-Type', `multipart/form-data; boundary=${boundary}`]],
    body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

/** How a request is split for the wire. */
export const framings = ['whole', 'pieces', 'chunks', 'pieces of chunks'] as const;

/** Returns a request as pieces to write one after another. */
export function onWire(
  { headers, body }: DraftRequest,
  framing: (typeof framings)[number],
  random: Random,
): readonly Buffer[] {
  const chunked = framing === 'chunks' || framing === 'pieces of chunks';
  const head = [
    'POST /demo/biometric/facecompareliveness HTTP/1.1',
    'Host: mock',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`,
    '',
    '',
  ].join('\r\n');
  const content = chunked ? inChunks(body, random) : body;
  const whole = Buffer.concat([Buffer.from(head, 'latin1'), content]);
  return framing === 'pieces' || framing === 'pieces of chunks' ? cut(whole, random, 2) : [whole];
}

function inChunks(body: Buffer, random: Random): Buffer {
  const chunks = cut(body, random, 1 + random.below(30)).flatMap((piece) => [
    Buffer.from(`${piece.length.toString(16)}\r\n`),
    piece,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')]);
}

/** Splits bytes at random positions; no piece is empty. */
function cut(bytes: Buffer, random: Random, times: number): readonly Buffer[] {
  const positions = Array.from({ length: times }, () => random.below(bytes.length + 1));
  const edges = [...new Set([0, ...positions, bytes.length])].toSorted((one, other) => one - other);
  return edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
}
