import { Readable } from 'node:stream';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { Agent, Client, type Dispatcher, Pool, ProxyAgent, request } from 'undici';
import type { PictureSource } from '../pictures.js';
import { encodeMultipart } from './encode.js';
import { describeInterruption } from './interruption.js';
import type { RequestToSend } from './request.js';
import { maxConnectMs, proxyAuthorization } from './require-reachable.js';
import type { TargetTls } from './target-tls.js';

/** The largest answer that the run reads, in bytes, compressed or not. */
const maxBytes = 32_000_000;

/** An answer of the server. */
export interface ReceivedAnswer {
  readonly status: number;
  /** By lower-case name. Values of a repeated header are joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Lower-case names of the headers that came on several lines. Absent when none did. */
  readonly repeatedHeaders?: readonly string[];
  readonly text: string;
  readonly durationMs: number;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

/** The absence of an answer: the reason in one line, and the error. */
export interface NoAnswer {
  readonly transportError: string;
  readonly cause: unknown;
  readonly durationMs: number;
}

/** A request as bytes. */
export interface EncodedRequest {
  readonly method: RequestToSend['method'];
  readonly contentType?: string;
  readonly body?: Buffer;
  /** Whether to send the body in chunks, without a Content-Length. */
  readonly isChunked: boolean;
}

/** Encodes a request with its pictures, before the run measures any time. */
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

const connect = { timeout: maxConnectMs };
/** `sendRequest` limits the time of a whole answer. */
const limits = { headersTimeout: 0, bodyTimeout: 0, maxResponseSize: maxBytes } as const;

/** Creates a dispatcher that keeps one connection to a server, as long as the server keeps it. The caller destroys it. */
export function createKeptConnection(origin: string, tls: TargetTls = {}): Client {
  return new Client(origin, { ...limits, connect: { ...connect, ...tls }, pipelining: 1 });
}

/**
 * Creates the dispatcher of a run. Each request has its own connection, so none meets one that the server has just closed.
 * Through a proxy, https uses CONNECT and http an absolute address. The caller destroys it.
 */
export function createDispatcher(proxy?: URL, tls: TargetTls = {}): Dispatcher {
  const options = { ...limits, pipelining: 0 } as const;
  if (!proxy) return new Agent({ ...options, connect: { ...connect, ...tls } });
  const token = proxyAuthorization(proxy);
  return new ProxyAgent({
    ...options,
    uri: proxy.origin,
    proxyTunnel: false,
    connect,
    requestTls: { ...connect, ...tls },
    factory: (origin, poolOptions) => new Pool(origin, { ...poolOptions, ...options }),
    ...(token ? { token } : {}),
  });
}

/** How to send a request. */
export interface SendOptions {
  readonly dispatcher: Dispatcher;
  /** The time limit for the whole answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Ends the request. */
  readonly signal?: AbortSignal;
  /** For a connection beside the dispatcher's own. */
  readonly tls?: TargetTls;
}

/** Sends one request and waits for its answer. Never follows a redirect and never retries. */
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
      // undici sends a stream in chunks, because it does not know the length.
      body: body === undefined ? null : isChunked ? Readable.from([body]) : body,
    });
    const headers = flattenHeaders(answer.headers);
    const repeatedHeaders = Object.keys(answer.headers).filter((name) => Array.isArray(answer.headers[name]));
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    return {
      status: answer.statusCode,
      headers,
      ...(repeatedHeaders.length > 0 ? { repeatedHeaders } : {}),
      text: decompress(bytes, headers['content-encoding']).toString('utf8'),
      durationMs: elapsed(),
      receivedAt: Date.now(),
    };
  } catch (error) {
    const late = limit.aborted ? `no answer within ${timeoutMs / 1000} s (time-out)` : undefined;
    const interrupted = signal?.aborted ? describeInterruption(signal) : undefined;
    return { transportError: interrupted ?? late ?? describeError(error), cause: error, durationMs: elapsed() };
  }
}

function describeError(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = first as NodeJS.ErrnoException;
  if (code === 'UND_ERR_SOCKET') return `the server hangs up before its answer is complete (${message})`;
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

/** Decompresses a body: the request names no encodings, so a server may use any. Returns an undecodable body unchanged. */
export function decompress(bytes: Buffer, encoding: string | undefined): Buffer {
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
