import type { ServerResponse } from 'node:http';
import { type Answer, KitError, reasonOf } from '../../spec/index.js';

/** The mock's own answer, where no answer of the contract fits: problem+json (RFC 9457). */
export function problem(
  status: number,
  title: string,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
    body: `${JSON.stringify({ type: 'about:blank', title, status, detail, ...more }, null, 2)}\n`,
  };
}

/** So much of a body may still come after the answer for its connection to be worth keeping, in bytes. */
const mostToCome = 64 * 1024;

/** Sends one of the mock's own answers. A client that has much still to send is told that it need not. */
export function sendOwnAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  const { req: request } = response;
  const announced = Number(request.headers['content-length'] ?? (request.headers['transfer-encoding'] ? Infinity : 0));
  response.writeHead(status, {
    ...headers,
    ...(body === '' ? {} : { 'Content-Length': Buffer.byteLength(body) }),
    ...(announced > mostToCome && !request.complete ? { Connection: 'close' } : {}),
  });
  response.end(body);
}

/** An answer that tells no secret, even where it is a problem that repeats what came. */
export function hidden(answer: Answer, { hide }: { readonly hide: (text: string) => string }): Answer {
  if (answer.status < 400) return answer;
  // Text by text: in JSON, a picture's bytes do not look like any.
  const told = (_key: string, value: unknown): unknown => (typeof value === 'string' ? hide(value) : value);
  return { ...answer, body: `${JSON.stringify(JSON.parse(answer.body), told, 2)}\n` };
}

/** Ends a request that the mock itself failed at: a 500 that says so, or where an answer had begun, the connection's end. */
export function ownFault(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else if (error instanceof KitError && error.code === 'unwritable')
    sendOwnAnswer(response, problem(503, 'The state file cannot be written', error.message));
  else sendOwnAnswer(response, problem(500, 'An error of the mock, not of the request', reasonOf(error)));
}
