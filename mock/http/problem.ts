import type { ServerResponse } from 'node:http';
import { type Answer, KitError, reasonOf } from '../../spec/index.js';
import { isAdminPath, pathOf } from './request.js';

/** Creates an answer outside the contract, as problem+json (RFC 9457). */
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

/** Maximum number of unread body bytes for which a connection is kept open. */
const maxRemainingBytes = 64 * 1024;

/** Sends one of the mock's own answers. It closes the connection if much of the body is unread. */
export function sendOwnAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  const { req: request } = response;
  const announced = Number(request.headers['content-length'] ?? (request.headers['transfer-encoding'] ? Infinity : 0));
  response.writeHead(status, {
    ...headers,
    ...(body === '' ? {} : { 'Content-Length': Buffer.byteLength(body) }),
    ...(announced > maxRemainingBytes && !request.complete ? { Connection: 'close' } : {}),
  });
  response.end(body);
}

/** Masks the secrets in a problem that repeats input. */
export function withoutSecrets(answer: Answer, { hide }: { readonly hide: (text: string) => string }): Answer {
  if (answer.status < 400) return answer;
  // Masked value by value, because JSON escapes disguise a picture's bytes.
  const hideValue = (_key: string, value: unknown): unknown => (typeof value === 'string' ? hide(value) : value);
  return { ...answer, body: `${JSON.stringify(JSON.parse(answer.body), hideValue, 2)}\n` };
}

/** The answer when the engine of the state cannot save a change. `outcome` is a sentence about the charge, if any. */
export function stateUnavailable(reason: string, outcome?: string): Answer {
  return problem(503, 'The state is not available', outcome === undefined ? reason : `${reason}. ${outcome}`);
}

/** What a client may do after a charge that was certainly not made. */
export const nothingCharged = 'Nothing was charged, so the request can be sent again.';

/**
 * Ends a request on an internal error: with a 500, or by closing the connection if an answer has begun. An error of the
 * state that reaches this function came before any charge.
 */
export function sendInternalError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else if (error instanceof KitError && error.code === 'unwritable')
    sendOwnAnswer(
      response,
      stateUnavailable(error.message, isAdminPath(pathOf(response.req)) ? undefined : nothingCharged),
    );
  else sendOwnAnswer(response, problem(500, 'Internal error of the mock', reasonOf(error)));
}
