import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Contract } from '../../../spec/index.js';
import { kindOf, parseJson } from '../../wire/answer.js';
import { type ReferenceServer, startReferenceServer } from '../reference/server.js';
import type { BrokenServer } from './broken-server.js';
import type { Deviation, MutableAnswer } from './deviations.js';

/** Starts a broken server. A variant of the mock is a proxy in front of this one. `await using` stops it. */
export function startBrokenServer(
  broken: BrokenServer,
  mock: { readonly url: string; readonly contract: Contract },
): Promise<ReferenceServer> {
  return broken.variantOf === 'reference'
    ? startReferenceServer(broken.behave())
    : startProxy(mock.url, broken.deviate, mock.contract);
}

async function startProxy(upstreamUrl: string, deviate: Deviation, contract: Contract): Promise<ReferenceServer> {
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
