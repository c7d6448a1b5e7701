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
    body: `${JSON.stringify({ type: 'about:blank', title, status, detail, ...more })}\n`,
  };
}

/** Sends one of the mock's own answers. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}
