import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express, { type Express, type RequestHandler } from 'express';
import multer from 'multer';
import { afterEach, describe, expect, test } from 'vitest';
import { sendGood } from './good-request.test-helper.js';
import { createMockHandler } from './handler.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
});

/** Starts a server for an application and returns its address. */
async function listen(app: Express): Promise<string> {
  const server = createServer(app).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a mock in an Express application', () => {
  test('answers under the path that it is mounted at, and leaves the other paths to the application', async () => {
    const mock = await createMockHandler();
    const app = express();
    app.use('/vendor', mock.handler);
    app.get('/health', (_request, response) => response.send('mine'));
    const url = await listen(app);
    expect((await sendGood({ url: `${url}/vendor` })).headers.get('X-Mock-Scenario')).toBe('success');
    expect(await (await fetch(`${url}/health`)).text()).toBe('mine');
    expect((await fetch(`${url}/vendor/other`)).status).toBe(404);
    expect(mock.requests().map(({ answer }) => answer?.status)).toEqual([200, 404]);
  });

  test('is controlled in process, session by session', async () => {
    const app = express();
    const url = await listen(app);
    const mock = await createMockHandler({ url: `${url}/vendor/` });
    app.use('/vendor', mock.handler);
    const session = mock.session('mine', { scenario: 'liveness-error' });
    expect(session.url).toBe(`${url}/vendor/s/mine`);
    expect((await sendGood(session)).headers.get('X-Mock-Scenario')).toBe('liveness-error');
    mock.setDefault('success-not-live');
    expect((await sendGood(mock)).headers.get('X-Mock-Scenario')).toBe('success-not-live');
    expect([session.requests().length, mock.requests().length]).toEqual([1, 1]);
    mock.reset();
    expect(mock.requests()).toEqual([]);
  });

  test('has its admin API under the mount path, with matching addresses and cookie', async () => {
    const mock = await createMockHandler({ adminToken: 'secret-token' });
    const app = express();
    app.use('/vendor', mock.handler);
    const admin = `${await listen(app)}/vendor/__admin`;
    expect((await fetch(`${admin}/requests`)).status).toBe(401);
    const { headers, status } = await fetch(`${admin}/docs?token=secret-token`, { redirect: 'manual' });
    expect([status, headers.get('Location')]).toEqual([303, '/vendor/__admin/docs']);
    expect(headers.get('Set-Cookie')).toContain('Path=/vendor/__admin;');
    const contract = await fetch(`${admin}/openapi.json`, { headers: { Authorization: 'Bearer secret-token' } });
    expect((await contract.json()).servers.map((server: { url: string }) => server.url)).toContain('/vendor/demo');
  });

  test('works behind parsers that ignore a multipart body', async () => {
    const mock = await createMockHandler();
    const app = express();
    app.use(express.json(), express.urlencoded({ extended: true }), mock.handler);
    expect((await sendGood({ url: await listen(app) })).headers.get('X-Mock-Scenario')).toBe('success');
  });

  test('answers as usual behind multer, which has already read the body', async () => {
    const mock = await createMockHandler();
    const app = express();
    app.use(multer({ storage: multer.memoryStorage() }).any());
    app.use('/vendor', mock.handler);
    expect((await sendGood({ url: `${await listen(app)}/vendor` })).headers.get('X-Mock-Scenario')).toBe('success');
  });

  test.each([
    ['express.raw', () => express.raw({ type: () => true, limit: '10mb' })],
    ['express.text', () => express.text({ type: () => true, limit: '10mb' })],
    [
      'a handler of the application',
      (): RequestHandler => (request, _response, next) => {
        request.resume().once('end', () => next());
      },
    ],
  ])('reports an error instead of hanging when %s has already read the body', async (_, parser) => {
    const mock = await createMockHandler();
    const app = express();
    app.use(parser(), mock.handler);
    const { status, text } = await sendGood({ url: await listen(app) });
    expect(status).toBe(500);
    expect(JSON.parse(text).detail).toMatch(/read before the mock could read it.*: mount the mock first/);
    expect(mock.requests()[0]).toMatchObject({ state: 'answered', answer: { status: 500 } });
  });

  test('enforces the limits that a handler can enforce', async () => {
    const mock = await createMockHandler({ limits: { bodyTimeout: 60_000, headers: 20, bodyBytes: 1024 } });
    const url = await listen(express().use('/vendor', mock.handler));
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`x-${index}`, '1']));
    expect((await fetch(`${url}/vendor/__admin/health`, { headers: many })).status).toBe(431);
    expect((await fetch(`${url}/vendor/__admin/health`)).status).toBe(200);
    expect((await sendGood({ url: `${url}/vendor` })).headers.get('X-Mock-Scenario')).toBe('image-too-large');
    await mock.update({ limits: { bodyTimeout: 100 } });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    const target = '/vendor/demo/biometric/facecompareliveness';
    const type = 'multipart/form-data; boundary=b';
    socket.write(`POST ${target} HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\nContent-Length: 9\r\n\r\nx`);
    await new Promise((resolve) => socket.on('error', () => {}).on('close', resolve));
    expect(answer).toMatch(/^HTTP\/1\.1 408 .*bodyTimeout/s);
    expect(mock.requests().at(-1)).toMatchObject({ state: 'answered', answer: { status: 408 } });
  });

  test('rejects a limit that only a server can enforce, at the start and later', async () => {
    const limits = { connections: 5 } as object;
    const refusal = /limits\.connections: a handler cannot enforce it; set it on the server that listens/;
    await expect(createMockHandler({ limits })).rejects.toThrow(refusal);
    const mock = await createMockHandler();
    await expect(mock.update({ limits })).rejects.toThrow(refusal);
  });

  test('rejects a url that is not an http URL', async () => {
    await expect(createMockHandler({ url: '/vendor' })).rejects.toThrow(
      /url: "\/vendor" is not an http URL; give that of/,
    );
  });
});

test('the handler also works in a plain node:http server', async () => {
  const mock = await createMockHandler();
  const server = createServer(mock.handler).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect((await sendGood({ url: `http://127.0.0.1:${port}` })).status).toBe(200);
});
