import { Readable } from 'node:stream';
import type { Client, Dispatcher } from 'undici';
import type { PictureSource } from '../pictures.js';
import { decodeContent, findInvalidUtf8, framingOf, maxAnswerBytes } from './body-bytes.js';
import { encodeMultipart } from './encode.js';
import { describeInterruption } from './interruption.js';
import type { RequestToSend } from './request.js';
import { maxConnectMs, proxyAuthorization } from './require-reachable.js';
import type { TargetTls } from './target-tls.js';

/** An answer of the server. */
export interface ReceivedAnswer {
  readonly status: number;
  /** By lower-case name. Values of a repeated header are joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Lower-case names of the headers that came on several lines. Absent when none did. */
  readonly repeatedHeaders?: readonly string[];
  readonly text: string;
  /** The offset of the first byte of the body that is not UTF-8. Absent for a body that is. */
  readonly invalidUtf8At?: number;
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

/** Loads undici on demand: commands that send nothing do not wait for it. */
const loadUndici = () => import('undici');

const connect = { timeout: maxConnectMs };
/** `sendRequest` limits the time of a whole answer. */
const limits = { headersTimeout: 0, bodyTimeout: 0, maxResponseSize: maxAnswerBytes } as const;

/** Creates a dispatcher that keeps one connection to a server, as long as the server keeps it. The caller destroys it. */
export async function createKeptConnection(origin: string, tls: TargetTls = {}): Promise<Client> {
  const { Client } = await loadUndici();
  return new Client(origin, { ...limits, connect: { ...connect, ...tls }, pipelining: 1 });
}

/**
 * Creates the dispatcher of a run. Each request has its own connection, so none meets one that the server has just closed.
 * Through a proxy, https uses CONNECT and http an absolute address. The caller destroys it.
 */
export async function createDispatcher(proxy?: URL, tls: TargetTls = {}): Promise<Dispatcher> {
  const { Agent, Pool, ProxyAgent } = await loadUndici();
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
  const { request } = await loadUndici();
  const limit = AbortSignal.timeout(timeoutMs);
  const started = performance.now();
  const elapsed = (): number => Math.round(performance.now() - started);
  let answer: Dispatcher.ResponseData | undefined;
  try {
    answer = await request(url, {
      method,
      dispatcher: dispatcher,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      headers: { ...unencoded, ...(contentType === undefined ? {} : { 'Content-Type': contentType }) },
      // undici sends a stream in chunks, because it does not know the length.
      body: body === undefined ? null : isChunked ? Readable.from([body]) : body,
    });
    const headers = flattenHeaders(answer.headers);
    const repeatedHeaders = repeatedNames(answer.headers);
    const received = Buffer.from(await answer.body.arrayBuffer());
    const bytes = decodeContent(received, headers['content-encoding']);
    const invalidUtf8At = findInvalidUtf8(bytes);
    return {
      status: answer.statusCode,
      headers,
      ...(repeatedHeaders.length > 0 ? { repeatedHeaders } : {}),
      text: bytes.toString('utf8'),
      ...(invalidUtf8At === undefined ? {} : { invalidUtf8At }),
      durationMs: elapsed(),
      receivedAt: Date.now(),
    };
  } catch (error) {
    const late = limit.aborted ? describeLateness(answer, timeoutMs) : undefined;
    const interrupted = signal?.aborted ? describeInterruption(signal) : undefined;
    const reason = interrupted ?? late ?? describeError(error, answer !== undefined);
    return { transportError: reason, cause: error, durationMs: elapsed() };
  }
}

/** A client that can undo no content coding says so. A compressed answer is then wrong beyond doubt. */
const unencoded = { 'Accept-Encoding': 'identity' } as const;

/** Says whether an answer that did not end in time had begun, and why its end cannot be found. */
function describeLateness(answer: Dispatcher.ResponseData | undefined, timeoutMs: number): string {
  const words = `within ${timeoutMs / 1000} s (time-out)`;
  if (!answer) return `no answer ${words}`;
  return framingOf(flattenHeaders(answer.headers)) === 'connection-end'
    ? `no end of the answer ${words}: it has neither a Content-Length nor chunks, and the connection stays open`
    : `the headers of an answer, and not its whole body, ${words}`;
}

function describeError(error: unknown, hasHeaders: boolean): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = first as NodeJS.ErrnoException;
  if (code === 'UND_ERR_SOCKET') return `the server hangs up before its answer is complete (${message})`;
  // The parser stopped within the headers, behind a Content-Length.
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' && !hasHeaders)
    return 'the headers of the answer break HTTP, e.g. by several lengths, or by a length beside chunks';
  return code === undefined || message.includes(code) ? message : `${code}: ${message}`;
}

type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

function repeatedNames(headers: ResponseHeaders): readonly string[] {
  return Object.keys(headers).filter((name) => Array.isArray(headers[name]));
}

function flattenHeaders(headers: ResponseHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]],
    ),
  );
}
