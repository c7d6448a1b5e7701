import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/** A request as it arrives at a server of this process, before anything of it is masked. */
export interface TappedRequest {
  /** As it stands in the request line. */
  readonly address: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** What a case's address received, and what came to other addresses of the same server meanwhile. */
export interface WireTap extends Disposable {
  readonly inside: readonly TappedRequest[];
  readonly outside: readonly TappedRequest[];
}

/** The channel on which Node.js announces each request to a server of this process. */
const channel = 'http.server.request.start';

/**
 * Watches the requests to the server at a base URL. The mock's journal keeps neither a query nor most of the headers, because
 * they may hold secrets. Here they are searched for secrets.
 */
export function tapWire(baseUrl: string): WireTap {
  const { port, pathname } = new URL(baseUrl);
  const prefix = pathname.replace(/\/$/, '');
  const inside: TappedRequest[] = [];
  const outside: TappedRequest[] = [];
  const onStart = (message: unknown): void => {
    const { request } = message as { readonly request: IncomingMessage };
    if (String(request.socket.localPort) !== port) return;
    const { url: address = '', rawHeaders } = request;
    const headers = rawHeaders.flatMap((name, at) =>
      at % 2 === 0 ? [[name.toLowerCase(), rawHeaders[at + 1] ?? ''] as const] : [],
    );
    (address.startsWith(`${prefix}/`) ? inside : outside).push({ address, headers });
  };
  subscribe(channel, onStart);
  return { inside, outside, [Symbol.dispose]: () => unsubscribe(channel, onStart) };
}
