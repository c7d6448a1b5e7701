import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { KitError, pageBase, pageTokens, reasonOf } from '../../../spec/index.js';
import { isObject, parseJson } from '../../wire/answer.js';
import type { AttachedVia, AttachHub } from './attach-hub.js';

/** Where the runner waits for clients. */
export interface AttachServerOptions {
  readonly host: string;
  readonly port: number;
  /** The path before `/next`, without a slash at the end. */
  readonly path: string;
  readonly hub: AttachHub;
}

/** A server that hands out cases and takes results. */
export interface AttachServer extends AsyncDisposable {
  readonly port: number;
}

/** How long an answer waits for a case, in milliseconds. Shorter than the time-outs of usual clients. */
const pollMs = 20_000;
/** The largest result that the runner reads, in bytes. */
const mostBytes = 1_100_000;

/** The example page, which is an adapter too. */
const page = join(
  dirname(createRequire(import.meta.url).resolve('eendigo-kit/package.json')),
  'conformance/adapters/browser.html',
);

/** Starts the server. @throws KitError `setup` when it cannot listen */
export async function startAttachServer({ host, port, path, hub }: AttachServerOptions): Promise<AttachServer> {
  const server = createServer((request, response) => {
    answer(request, response, path, hub).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendProblem(response, 500, `the runner failed: ${reasonOf(error)}`);
    });
  });
  await listen(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new KitError(
      'setup',
      `cannot wait for a client on ${host}:${port} (${reasonOf(error)}); give another --port or --host`,
      { cause: error },
    );
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, path: string, hub: AttachHub): Promise<void> {
  const { method = '', url = '/' } = request;
  allowPages(request, response);
  const [asked = ''] = url.split('?');
  if (asked === path && method === 'GET') {
    // Relative addresses of the page need the slash.
    response.writeHead(308, { Location: `${path}/` }).end();
    return;
  }
  const route = asked.startsWith(`${path}/`) ? asked.slice(path.length + 1) : undefined;
  // A wrong token gets no hint.
  if (route === undefined) return sendProblem(response, 404, 'nothing is here; use the address that the runner prints');
  if (method === 'OPTIONS') {
    response.writeHead(204).end();
    return;
  }
  const [, folder = '', index = ''] = /^files\/([0-9a-f]+)\/(\d{1,3})$/.exec(route) ?? [];
  if (method === 'GET' && route === '') return sendPage(response);
  if (method === 'GET' && route === 'page.css') return sendStyle(response);
  if (method === 'GET' && route === 'next') return sendNext(request, response, path, hub);
  if (method === 'POST' && route === 'result') return takeResult(request, response, hub);
  if (method === 'GET' && folder !== '') return sendFile(response, hub.file(folder, Number(index)));
  sendProblem(response, 404, 'the runner has GET next, POST result and the pictures that a case names');
}

/** Any page may be a client. What it can reach here are the test pictures and the made-up data of the cases. */
function allowPages({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Access-Control-Allow-Origin', '*');
  if (headers['access-control-request-method'] === undefined) return;
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
  response.setHeader('Access-Control-Allow-Headers', 'Content-Type');
  if (headers['access-control-request-private-network'] === 'true')
    response.setHeader('Access-Control-Allow-Private-Network', 'true');
}

async function sendNext(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  hub: AttachHub,
): Promise<void> {
  const { host = '', origin } = request.headers;
  if (origin === 'null')
    return sendProblem(
      response,
      403,
      'a page of a file cannot read the answers; serve it over http, or open the address of the runner',
    );
  const over = new AbortController();
  const closed = once(response, 'close').then(() => over.abort());
  const patience = wait(pollMs, undefined, { signal: over.signal, ref: false }).catch(() => {});
  const address = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined;
  if (address === undefined) return sendProblem(response, 400, 'the header Host is no host');
  const via: AttachedVia = {
    hostname: address.hostname,
    baseUrl: `${address.origin}${path}`,
    origins: [address.origin, ...(origin === undefined ? [] : [origin])],
  };
  const next = await hub.next(via, Promise.race([closed, patience]));
  if (next === undefined) {
    response.writeHead(204, { 'Retry-After': '1' }).end();
    return;
  }
  if (response.destroyed) return next.sent(false);
  response.once('finish', () => next.sent(true));
  response.once('close', () => {
    if (!response.writableFinished) next.sent(false);
  });
  sendJson(response, 200, next.message);
}

async function takeResult(request: IncomingMessage, response: ServerResponse, hub: AttachHub): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= mostBytes) chunks.push(chunk);
  }
  if (size > mostBytes)
    return sendProblem(response, 413, `the result has more than ${mostBytes} bytes; post only the protocol's object`);
  const value = parseJson(
    Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  );
  if (!isObject(value))
    return sendProblem(response, 400, 'the body is no JSON object; post {"id":...,"report":{"outcome":...}}');
  const taken = hub.result(value);
  switch (taken.is) {
    case 'taken':
      response.writeHead(204).end();
      return;
    case 'invalid':
      return sendProblem(response, 422, `the case fails: ${taken.problem}`);
    case 'unexpected':
      return sendProblem(response, 409, taken.problem);
  }
}

async function sendPage(response: ServerResponse): Promise<void> {
  const html = await readFile(page);
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
}

/** The colours and the type of every page of the kit. */
function sendStyle(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/css; charset=utf-8' }).end(`${pageTokens}${pageBase}`);
}

function sendFile(response: ServerResponse, file: string | undefined): void {
  if (file === undefined) {
    sendProblem(response, 404, 'the case of this picture is over');
    return;
  }
  response.setHeader('Content-Type', file.endsWith('.png') ? 'image/png' : 'image/jpeg');
  createReadStream(file)
    .once('error', () => response.destroy())
    .pipe(response);
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}

function sendProblem(response: ServerResponse, status: number, detail: string): void {
  response
    .writeHead(status, { 'Content-Type': 'application/problem+json' })
    .end(JSON.stringify({ type: 'about:blank', status, detail }));
}
