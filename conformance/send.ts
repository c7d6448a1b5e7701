import supertest, { type Response } from 'supertest';
import { encodeMultipart } from './encode.js';
import type { PictureSource } from './pictures.js';
import type { RequestToSend } from './request.js';

const methods = { GET: 'get', POST: 'post', PUT: 'put' } as const;

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

/** Nothing usable came back: the reason in one line. */
export interface NoAnswer {
  readonly transportError: string;
}

/** Sends one request and waits for its answer, at most `timeoutMs`. Never follows a redirect, never tries again. */
export async function send(
  url: URL,
  request: RequestToSend,
  pictures: PictureSource,
  timeoutMs: number,
): Promise<ReceivedAnswer | NoAnswer> {
  const test = supertest(url.origin)
    [methods[request.method]](url.pathname)
    .redirects(0)
    .timeout(timeoutMs)
    .ok(() => true)
    .buffer(true)
    .parse(textParser);
  if ('parts' in request) {
    const { contentType, bytes } = await encodeMultipart(request.parts, pictures);
    test.set('Content-Type', contentType);
    // Written before the request ends, the body has no length that could be told: it goes in chunks.
    if (request.chunked) test.write(bytes);
    else test.send(bytes);
  } else {
    if (request.contentType !== undefined) test.set('Content-Type', request.contentType);
    // As a string, which goes out as it stands; bytes of a JSON type would be written as JSON.
    if (request.body !== undefined) test.send(request.body);
  }
  const started = performance.now();
  try {
    const { status, headers, body } = await test;
    return {
      status,
      headers: flat(headers),
      text: String(body),
      durationMs: Math.round(performance.now() - started),
      receivedAt: Date.now(),
    };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { transportError: code === undefined || message.includes(code) ? message : `${code}: ${message}` };
  }
}

function flat(headers: Response['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
  );
}

/** Takes every body as text: what a server calls its content is judged, not believed. */
function textParser(response: Response, done: (error: Error | null, body: string) => void): void {
  const chunks: Buffer[] = [];
  // What superagent calls a response is, at this point, still the stream of its body.
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
}
