import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReferenceServer } from '../../reference/server.js';

/** An answer of a service. Node.js adds the date and the connection. */
export interface ServedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Serves answers on a free port of 127.0.0.1, by Node.js alone. */
export async function serve(answer: (request: IncomingMessage) => Promise<ServedAnswer>): Promise<ReferenceServer> {
  const send = (response: ServerResponse, { status, headers, body }: ServedAnswer): void => {
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.end(body);
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (found) => send(response, found),
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
