import type { ServerResponse } from 'node:http';
import type { Answer } from '../spec/index.js';

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
