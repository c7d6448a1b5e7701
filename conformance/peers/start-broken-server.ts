import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Contract } from '../../spec/index.js';
import { kindOf, parseJson } from '../wire/answer.js';
import type { BrokenServer } from './broken-servers.js';
import type { MutableAnswer } from './deviations.js';

/** Starts a broken server: a proxy that changes the answers of a conforming server. `await using` closes it. */
export async function startBrokenServer(
  upstreamUrl: string,
  { deviate }: BrokenServer,
  contract: Contract,
): Promise<AsyncDisposable & { readonly url: string }> {
  let count = 0;
  const server = createServer((incoming, outgoing) => {
    forward(upstreamUrl, incoming, (answer) => {
      const body = parseJson(answer.text);
      const changed: MutableAnswer = {
        ...answer,
        body: body as MutableAnswer['body'],
        kind: kindOf(body, contract),
        count: count++,
      };
      const original = changed.text;
      if (deviate(changed) === 'cut') outgoing.socket?.destroy();
      else
        write(outgoing, { ...changed, text: changed.text === original ? JSON.stringify(changed.body) : changed.text });
    });
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

type RelayedAnswer = Pick<MutableAnswer, 'status' | 'headers' | 'text'>;

function forward(upstreamUrl: string, incoming: IncomingMessage, done: (answer: RelayedAnswer) => void): void {
  const upstream = request(
    `${upstreamUrl}${incoming.url}`,
    { method: incoming.method, headers: incoming.headers },
    (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { 'x-trx-no': trxNo, 'content-type': type = '' } = response.headers;
        const headers = { 'Content-Type': type, ...(typeof trxNo === 'string' ? { 'X-Trx-No': trxNo } : {}) };
        done({ status: response.statusCode ?? 0, headers, text: Buffer.concat(chunks).toString() });
      });
    },
  );
  incoming.pipe(upstream);
}

function write(outgoing: ServerResponse, { status, headers, text }: RelayedAnswer): void {
  outgoing.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(text) });
  outgoing.end(text);
}
