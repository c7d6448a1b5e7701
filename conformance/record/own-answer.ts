import type { ServerResponse } from 'node:http';

/** An answer of the recorder itself, in place of one of the target. */
export interface RecordersAnswer {
  readonly status: 404 | 502 | 503 | 504;
  readonly title: string;
  readonly detail: string;
}

/** Sends an answer of the recorder as problem+json (RFC 9457), so that no client takes it for one of the target. */
export function sendRecordersAnswer(response: ServerResponse, { status, title, detail }: RecordersAnswer): void {
  if (response.headersSent || response.destroyed) return;
  // A client that waits for 100 may send its body or not, so that nothing can follow on its connection.
  if (response.req.headers.expect !== undefined && !response.req.complete) endAfterAnswer(response);
  const body = `${JSON.stringify({ type: 'about:blank', title, status, detail, from: 'eendigo-kit record' }, null, 2)}\n`;
  response.writeHead(status, {
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Ends the client's connection with this answer. */
export function endAfterAnswer(response: ServerResponse): void {
  response.shouldKeepAlive = false;
}
