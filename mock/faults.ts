import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../spec/index.js';

/** Something done to the transport, whatever the scenario. */
export type Fault =
  /** The answer comes, but only after this many milliseconds. */
  | { readonly type: 'delay'; readonly ms: number }
  /** The connection is reset once the request has been read; no answer comes. */
  | { readonly type: 'reset' }
  /** The answer is whole as HTTP, and its JSON stops in the middle. */
  | { readonly type: 'truncated-json' }
  /** A gateway's HTML page with status 502 stands where the answer should. */
  | { readonly type: 'bad-gateway' };

const gatewayPage =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n';

/**
 * Sends an answer, with a fault done to it if one is given. Returns whether an answer was sent to its end:
 * false after a reset, or when the client went away first.
 */
export async function sendAnswer(response: ServerResponse, answer: Answer, fault?: Fault): Promise<boolean> {
  switch (fault?.type) {
    case undefined:
      return send(response, answer);
    case 'delay':
      await waitUnlessClosed(response, fault.ms);
      return send(response, answer);
    case 'reset':
      response.socket?.resetAndDestroy();
      return false;
    case 'truncated-json':
      return send(response, { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) });
    case 'bad-gateway':
      return send(response, { status: 502, headers: { 'Content-Type': 'text/html' }, body: gatewayPage });
  }
}

async function send(response: ServerResponse, { status, headers, body }: Answer): Promise<boolean> {
  if (response.destroyed) return false;
  const bytes = Buffer.from(body);
  // Not through Express, which would add a charset to the content type that the contract does not show.
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length });
  return new Promise((resolve) => {
    response.once('close', () => {
      resolve(response.writableFinished);
    });
    response.end(bytes);
  });
}

/** Waits, but no longer than the client does. */
async function waitUnlessClosed(response: ServerResponse, ms: number): Promise<void> {
  const closed = new AbortController();
  const onClose = (): void => closed.abort();
  response.once('close', onClose);
  await wait(ms, undefined, { signal: closed.signal }).catch(() => {});
  response.off('close', onClose);
}
