import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { sendBoth } from './second-request.js';
import { createDispatcher, type EncodedRequest } from './send.js';

type Requests = readonly [EncodedRequest, EncodedRequest];

const requests: Requests = [
  { method: 'POST', contentType: 'text/plain', body: Buffer.from('first'), isChunked: false },
  { method: 'POST', contentType: 'text/plain', body: Buffer.from('second'), isChunked: false },
];

async function send(how: 'at-once' | 'on-one-connection', listener: RequestListener) {
  const server = createServer(listener);
  let connections = 0;
  server.on('connection', () => connections++);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const dispatcher = await createDispatcher();
  try {
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const both = await sendBoth(url, requests, how, { dispatcher, timeoutMs: 10_000 });
    return { ...both, connections };
  } finally {
    await dispatcher.destroy();
    server.closeAllConnections();
    server.close();
  }
}

/** Answers with the body of the request. */
const echo: RequestListener = (request, response) => void request.pipe(response);

test('two requests at the same time are both under way before either is answered', async () => {
  const waiting: (() => void)[] = [];
  const { answer, second } = await send('at-once', (request, response) => {
    waiting.push(() => echo(request, response));
    if (waiting.length === 2) for (const proceed of waiting) proceed();
  });
  expect(answer).toMatchObject({ text: 'first' });
  expect(second).toMatchObject({ answer: { text: 'second' }, how: 'at-once' });
});

test('two requests go over one connection that the server keeps', async () => {
  const { answer, second, connections } = await send('on-one-connection', echo);
  expect(answer).toMatchObject({ text: 'first' });
  expect(second).toMatchObject({ answer: { text: 'second' }, isOnSameConnection: true });
  expect(connections).toBe(1);
});

test('a connection that the server closes in spite of its word does not serve both', async () => {
  const { answer, second } = await send('on-one-connection', (request, response) => {
    response.on('finish', () => request.socket.end());
    echo(request, response);
  });
  expect(answer).toMatchObject({ text: 'first', headers: { connection: 'keep-alive' } });
  expect(second && (!second.isOnSameConnection || 'transportError' in second.answer)).toBe(true);
});

test.each([
  ['says that it closes the connection', { Connection: 'close' }],
  ['keeps the connection for a second only', { Connection: 'keep-alive', 'Keep-Alive': 'timeout=1' }],
] as const)('a server that %s gets no second request', async (_, headers) => {
  let received = 0;
  const { answer, second } = await send('on-one-connection', (request, response) => {
    received++;
    response.writeHead(200, headers);
    echo(request, response);
  });
  expect(answer).toMatchObject({ text: 'first' });
  expect(second).toBeUndefined();
  expect(received).toBe(1);
});
