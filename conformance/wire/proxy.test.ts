import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import { loadContract } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { collectResults } from '../evidence/verdict.js';
import { drawnPictures } from '../pictures.js';
import { runServerCases } from '../server/server-run.js';
import { builtInCredentials } from './credentials.js';
import { bypassProxyForLoopback, hasProxy, selectProxy } from './proxy.js';

const uat = new URL('https://api.eendigo.app/demo');
const plain = new URL('http://uat.example:8080/demo');

describe('the proxy for a target', () => {
  test.each([
    ['by its scheme', uat, { HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://q:2' }, 'http://p:1/'],
    ['by its scheme', plain, { HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://q:2' }, 'http://q:2/'],
    ['in lower case before upper case', uat, { https_proxy: 'http://p:1', HTTPS_PROXY: 'http://q:2' }, 'http://p:1/'],
    ['for all schemes', uat, { ALL_PROXY: 'http://p:1' }, 'http://p:1/'],
    ['without a scheme of its own', uat, { https_proxy: 'p:3128' }, 'http://p:3128/'],
    ['but not from an empty variable', uat, { https_proxy: '', HTTPS_PROXY: '' }, undefined],
    ['but not for another scheme', uat, { HTTP_PROXY: 'http://q:2' }, undefined],
  ])('is taken from the environment %s', (_, target, env, proxy) => {
    expect(selectProxy(target, undefined, env)?.href).toBe(proxy);
  });

  test.each([
    ['*', true],
    ['api.eendigo.app', true],
    ['other, .eendigo.app', true],
    ['*.eendigo.app', true],
    ['EENDIGO.APP', true],
    ['api.eendigo.app:443', true],
    ['api.eendigo.app:8443', false],
    ['digo.app', false],
    ['localhost,127.0.0.1', false],
  ])('is none where no_proxy is %j: %s', (no_proxy, direct) => {
    expect(selectProxy(uat, undefined, { https_proxy: 'http://p:1', no_proxy }) === undefined).toBe(direct);
  });

  test('is the one of the flag before the environment', () => {
    const env = { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' };
    expect(selectProxy(uat, 'http://flag:3', env)?.host).toBe('flag:3');
  });

  test('is refused without showing a password when its address is invalid or its flag has a password', () => {
    const messageOf = (run: () => unknown): string => {
      try {
        return String(run());
      } catch (error) {
        return String(error);
      }
    };
    const messages = [
      messageOf(() => selectProxy(uat, 'http://u:CANARY@p:1', {})),
      messageOf(() => selectProxy(uat, undefined, { https_proxy: 'socks5://u:CANARY@p:1' })),
      messageOf(() => selectProxy(uat, undefined, { https_proxy: 'http://u:CANARY@:99999' })),
    ];
    expect(messages[0]).toMatch(/--proxy has a user name or password.*set HTTPS_PROXY/);
    for (const text of messages.slice(1)) expect(text).toMatch(/https_proxy is not the address of an HTTP proxy; give/);
    expect(messages.join()).not.toContain('CANARY');
  });
});

describe('the environment of a client', () => {
  test('excludes this machine from any proxy, and keeps existing entries', () => {
    const value = 'corp.example,127.0.0.1,localhost,::1';
    expect(bypassProxyForLoopback({ no_proxy: 'corp.example' })).toEqual({ NO_PROXY: value, no_proxy: value });
    expect(bypassProxyForLoopback({ NO_PROXY: 'corp.example, localhost' }).no_proxy).toBe(
      'corp.example,localhost,127.0.0.1,::1',
    );
    expect(bypassProxyForLoopback({}).NO_PROXY).toBe('127.0.0.1,localhost,::1');
  });

  test('names a proxy or none', () => {
    expect(hasProxy({ HTTP_PROXY: 'http://p' })).toBe(true);
    expect(hasProxy({ HTTP_PROXY: '', NO_PROXY: '*' })).toBe(false);
  });
});

interface RecordedRequest {
  readonly line: string;
  readonly authorization: string | undefined;
}

/** Starts a proxy that connects every host name to `upstreamUrl` and records its requests. */
async function startProxy(upstreamUrl: string, refuse?: number) {
  const requests: RecordedRequest[] = [];
  const note = ({ method, url, headers }: IncomingMessage): void =>
    void requests.push({ line: `${method} ${url}`, authorization: headers['proxy-authorization'] });
  const { hostname, port } = new URL(upstreamUrl);
  const server = createServer((incoming, outgoing) => {
    note(incoming);
    if (refuse) return void outgoing.writeHead(refuse).end();
    const { pathname } = new URL(incoming.url ?? '');
    const { method, headers } = incoming;
    const onward = request({ hostname, port, path: pathname, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  server.on('connect', (incoming: IncomingMessage, socket: Duplex) => {
    note(incoming);
    socket.on('error', () => {});
    if (refuse) return void socket.end(`HTTP/1.1 ${refuse} no\r\n\r\n`);
    const onward = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    seen: requests,
    url: `http://user:s%40cret@127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function run(target: string, proxy: string, ids: readonly string[]) {
  return collectResults(
    runServerCases({
      target: new URL(target),
      contract: await loadContract(),
      cases: cases.filter(({ id }) => ids.includes(id)),
      credentials: builtInCredentials,
      pictures: drawnPictures,
      proxy: new URL(proxy),
      timeoutMs: 20_000,
      intervalMs: 0,
      signal: new AbortController().signal,
    }),
  );
}
const basic = `Basic ${Buffer.from('user:s@cret').toString('base64')}`;

describe('a run through a proxy', () => {
  test('sends absolute addresses for plain HTTP, for any request, with the user name and password', async () => {
    await using mock = await createMockServer();
    await using proxy = await startProxy(mock.url);
    const ids = ['success-all-parts', 'chunked-body', 'content-type-json', 'method-get'];
    const results = await run('http://kit.test:8080/demo', proxy.url, ids);
    expect(results.map(({ verdict }) => verdict)).toEqual(ids.map(() => 'passed'));
    expect(proxy.seen.map(({ line }) => line.split(' ')[1])).toEqual(
      ['control', ...ids].map(() => 'http://kit.test:8080/demo/biometric/facecompareliveness'),
    );
    expect(new Set(proxy.seen.map(({ authorization }) => authorization))).toEqual(new Set([basic]));
    expect(JSON.stringify(results)).not.toMatch(/s@cret|s%40cret/);
  });

  test('sends the first of two requests only, and not past it', async () => {
    await using mock = await createMockServer();
    await using proxy = await startProxy(mock.url);
    const [result] = await run('http://kit.test:8080/demo', proxy.url, ['keep-alive']);
    expect(result?.verdict).toBe('passed');
    expect(result?.checks.map(({ id }) => id)).not.toContain('keep-alive');
    expect(proxy.seen.length).toBe(1);
  });

  test('connects through it to an HTTPS target, and checks the certificate of the target', async () => {
    await using mock = await createMockServer({ tls: { names: ['kit.test'] } });
    await using proxy = await startProxy(mock.url);
    const error = await run('https://kit.test/demo', proxy.url, ['content-type-missing']).catch(String);
    expect(error).toMatch(/https:\/\/kit\.test: its certificate is not trusted/);
    expect(proxy.seen).toEqual([{ line: 'CONNECT kit.test:443', authorization: basic }]);
  });

  test.each([
    [
      407,
      'https://kit.test/demo',
      /the proxy http:\/\/127\.0\.0\.1:\d+ requires a user name and password \(407\); set HTTPS_PROXY/,
    ],
    [502, 'https://kit.test/demo', /does not connect to kit\.test:443 \(it answers 502\)/],
    [407, 'http://kit.test/demo', /requires a user name and password \(407\)/],
  ])('that answers %i for %s is a set-up error', async (status, target, message) => {
    await using proxy = await startProxy('http://127.0.0.1:1', status);
    const error = await run(target, proxy.url, ['content-type-missing']).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'setup', message: expect.stringMatching(message) });
    expect(String(error)).not.toMatch(/s@cret|s%40cret/);
  });

  test('that does not listen is a set-up error that names the proxy', async () => {
    const gone = await startProxy('http://127.0.0.1:1');
    await gone[Symbol.asyncDispose]();
    await expect(run('https://kit.test/demo', gone.url, ['content-type-missing'])).rejects.toThrow(
      /^the proxy http:\/\/127\.0\.0\.1:\d+: nothing listens there .*check the proxy/,
    );
  });
});
