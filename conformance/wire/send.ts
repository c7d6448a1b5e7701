import { Readable } from 'node:stream';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { Agent, type Dispatcher, Pool, ProxyAgent, request } from 'undici';
import type { PictureSource } from '../pictures.js';
import { encodeMultipart } from './encode.js';
import type { RequestToSend } from './request.js';
import { maxConnectMs, proxyAuthorization } from './require-reachable.js';

/** More than this no answer is read, packed or unpacked. */
const maxBytes = 32_000_000;

/** What came back. */
export interface ReceivedAnswer {
  readonly status: number;
  /** By lower-case name; repeated ones are joined as HTTP joins them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly durationMs: number;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

/** Nothing usable came back: the reason in one line, and the error behind it. */
export interface NoAnswer {
  readonly transportError: string;
  readonly cause: unknown;
  readonly durationMs: number;
}

/** A request as bytes, ready to go out. */
export interface EncodedRequest {
  readonly method: RequestToSend['method'];
  readonly contentType?: string;
  readonly body?: Buffer;
  /** Sent in chunks, without a Content-Length. */
  readonly isChunked: boolean;
}

/** Makes the bytes of a request, pictures and all, before any time is measured. */
export async function encodeRequest(request: RequestToSend, pictures: PictureSource): Promise<EncodedRequest> {
  const { method } = request;
  if ('parts' in request) {
    const { contentType, bytes } = await encodeMultipart(request.parts, pictures);
    return { method, contentType, body: bytes, isChunked: request.isChunked };
  }
  const { contentType, body } = request;
  return {
    method,
    isChunked: false,
    ...(contentType === undefined ? {} : { contentType }),
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
  };
}

/**
 * Makes what carries a run's requests: a connection of its own for each, so that none meets one that the server has just
 * closed. Through a proxy, https goes by CONNECT and http by the whole address. Close it at the end.
 */
export function createDispatcher(proxy?: URL): Dispatcher {
  const connect = { timeout: maxConnectMs };
  // A run has its own limit on an answer as a whole.
  const options = { pipelining: 0, headersTimeout: 0, bodyTimeout: 0, maxResponseSize: maxBytes } as const;
  if (!proxy) return new Agent({ ...options, connect });
  const token = proxyAuthorization(proxy);
  return new ProxyAgent({
    ...options,
    uri: proxy.origin,
    proxyTunnel: false,
    connect,
    factory: (origin, given) => new Pool(origin, { ...given, ...options }),
    ...(token ? { token } : {}),
  });
}

/** How a request is sent. */
export interface SendOptions {
  readonly dispatcher: Dispatcher;
  /** How long the whole answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Gives the answer up. */
  readonly signal?: AbortSignal;
}

/** Sends one request and waits for its answer. Never follows a redirect, never tries again. */
export async function sendRequest(
  url: URL,
  { method, contentType, body, isChunked }: EncodedRequest,
  { dispatcher, timeoutMs, signal }: SendOptions,
): Promise<ReceivedAnswer | NoAnswer> {
  const limit = AbortSignal.timeout(timeoutMs);
  const started = performance.now();
  const elapsed = (): number => Math.round(performance.now() - started);
  try {
    const answer = await request(url, {
      method,
      dispatcher: dispatcher,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      headers: contentType === undefined ? {} : { 'Content-Type': contentType },
      // What comes as a stream has no length that could be declared: it goes in chunks.
      body: body === undefined ? null : isChunked ? Readable.from([body]) : body,
    });
    const headers = flattenHeaders(answer.headers);
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    return {
      status: answer.statusCode,
      headers,
      text: decompress(bytes, headers['content-encoding']).toString('utf8'),
      durationMs: elapsed(),
      receivedAt: Date.now(),
    };
  } catch (error) {
    const late = limit.aborted ? `no answer within ${timeoutMs / 1000} s (time-out)` : undefined;
    return { transportError: late ?? describeError(error), cause: error, durationMs: elapsed() };
  }
}

function describeError(error: unknown): string {
  const one: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = one as NodeJS.ErrnoException;
  if (code === 'UND_ERR_SOCKET') return `the server hangs up before its answer is whole (${message})`;
  return code === undefined || message.includes(code) ? message : `${code}: ${message}`;
}

function flattenHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]],
    ),
  );
}

/** A request that names no encodings leaves them to the server. What cannot be unpacked is judged as it came. */
function decompress(bytes: Buffer, encoding: string | undefined): Buffer {
  try {
    switch (encoding?.trim().toLowerCase()) {
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(bytes, { maxOutputLength: maxBytes });
      case 'deflate':
        return inflateSync(bytes, { maxOutputLength: maxBytes });
      case 'br':
        return brotliDecompressSync(bytes, { maxOutputLength: maxBytes });
      default:
        return bytes;
    }
  } catch {
    return bytes;
  }
}
