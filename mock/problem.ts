import type { ServerResponse } from 'node:http';
import { type Answer, KitError, reasonOf } from '../spec/index.js';

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

/** Sends one of the mock's own answers. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}

/** The answer to an id that can be no session's. */
export function noSession(id: string | undefined): Answer {
  const shown = JSON.stringify((id ?? '').slice(0, 100));
  return problem(
    400,
    'No such session',
    `${shown} cannot be a session's id: letters, digits, dots and dashes, at most 100.`,
  );
}

/** The answer to the id of a session that nobody has opened. */
export function notOpen(id: string): Answer {
  return problem(
    404,
    'No such session',
    `No session ${JSON.stringify(id.slice(0, 100))} is open; GET /__admin/sessions lists those that are, PUT /__admin/sessions/<id> opens one.`,
  );
}

/** Ends a request that the mock itself failed at: a 500 that says so, or where an answer had begun, the connection's end. */
export function ownFault(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else if (error instanceof KitError && error.code === 'unwritable')
    send(response, problem(503, 'The state file cannot be written', error.message));
  else send(response, problem(500, 'A fault of the mock, not of the request', reasonOf(error)));
}
