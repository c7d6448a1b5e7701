import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import { type Contract, loadContract } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { collectResults } from '../evidence/verdict.js';
import { drawnPictures } from '../pictures.js';
import { runServerCases } from '../server/server-run.js';
import { builtInCredentials } from './credentials.js';
import { describeConnectionProblem } from './unreachable.js';

let contract: Contract;
const servers: (Server | TcpServer)[] = [];
beforeAll(async () => {
  contract = await loadContract();
});
afterAll(() => {
  for (const server of servers) server.close();
});

async function opened(server: Server | TcpServer): Promise<string> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const listening = (answer: RequestListener): Promise<string> => opened(createServer(answer));

/** Runs cases that need no picture. */
function run(target: string, { ids = ['content-type-missing', 'content-type-json'], proxy = '' } = {}) {
  return collectResults(
    runServerCases({
      target: new URL(`${target}/demo`),
      contract,
      cases: cases.filter(({ id }) => ids.includes(id)),
      credentials: builtInCredentials,
      pictures: drawnPictures,
      ...(proxy === '' ? {} : { proxy: new URL(proxy) }),
      timeoutMs: 20_000,
      intervalMs: 0,
      signal: new AbortController().signal,
    }),
  );
}
const redirectTo = (status: number, locationOf: (url: string) => string) =>
  listening((incoming, outgoing) => {
    incoming.resume();
    outgoing.writeHead(status, { Location: locationOf(incoming.url ?? '') }).end();
  });

describe('a target out of reach is a set-up error in one line, without a verdict:', () => {
  test('nothing listens', async () => {
    const address = await listening(() => {});
    const server = servers.pop();
    server?.close();
    await expect(run(`http://${address}`)).rejects.toMatchObject({
      code: 'setup',
      message: expect.stringMatching(
        /nothing listens there \(ECONNREFUSED\); start the server or give another --target$/,
      ),
    });
  });

  test('the name is not known', async () => {
    await expect(run('https://no-such-host.invalid')).rejects.toThrow(
      /^https:\/\/no-such-host\.invalid: the name is not known \((?:ENOTFOUND|EAI_AGAIN)\); check --target, or give --proxy/,
    );
  });

  test('the certificate is not trusted', async () => {
    await using mock = await createMockServer({ tls: true });
    await expect(run(mock.url)).rejects.toThrow(/not trusted \(\w+\); set NODE_EXTRA_CA_CERTS to a PEM file/);
  });

  test('it speaks HTTPS and the target is plain HTTP, or the reverse', async () => {
    await using mock = await createMockServer({ tls: true });
    await expect(run(mock.url.replace('https', 'http'))).rejects.toThrow(
      `speaks HTTPS, not plain HTTP; give --target ${mock.url}/demo`,
    );
    const address = await listening((_, outgoing) => outgoing.end());
    await expect(run(`https://${address}`)).rejects.toThrow(
      new RegExp(`TLS handshake.*if it speaks plain HTTP, give http://${address}/demo$`),
    );
  });

  test('the server closes the connection during the TLS handshake', async () => {
    const address = await opened(
      createTcpServer((socket) => socket.on('error', () => {}).once('data', () => socket.destroy())),
    );
    await expect(run(`https://${address}`)).rejects.toMatchObject({ code: 'setup' });
  });

  test.each([301, 302, 307, 308])('it redirects to another server with status %i', async (status) => {
    const address = await redirectTo(status, (url) => `https://moved.example${url}?session=CANARY`);
    const error = await run(`http://${address}`).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'setup',
      message: expect.stringMatching(/give --target https:\/\/moved\.example\/demo$/),
    });
    expect(String(error)).toContain(`redirects (${status}, Location: https://moved.example/demo${contract.path})`);
    expect(String(error)).not.toContain('CANARY');
  });

  test('it redirects a POST to a page of its own', async () => {
    const address = await redirectTo(302, () => '/login');
    await expect(run(`http://${address}`)).rejects.toThrow(
      /Location: http:\/\/127\.0\.0\.1:\d+\/login.*correct --target$/,
    );
  });
});

describe('the run judges the answer of a reachable target:', () => {
  test('a GET that is redirected to a page', async () => {
    const address = await redirectTo(302, () => '/help');
    const [result] = await run(`http://${address}`, { ids: ['method-get'] });
    expect(result?.checks.find(({ id }) => id === 'answered')?.outcome).toBe('passed');
  });

  test('a connection that the server closes after a POST, while it answers a GET', async () => {
    const address = await listening((incoming, outgoing) => {
      if (incoming.method === 'POST') incoming.socket.destroy();
      else outgoing.end('{}');
    });
    const [result] = await run(`http://${address}`);
    expect(result?.checks).toMatchObject([{ id: 'answered', outcome: 'failed' }]);
  });

  test('a page with status 400 of a server that speaks plain HTTP', async () => {
    const address = await listening((incoming, outgoing) => {
      incoming.resume();
      outgoing.writeHead(400).end('<h1>Bad request</h1>');
    });
    const results = await run(`http://${address}`);
    expect(results.map(({ checks }) => checks[0])).toMatchObject([
      { id: 'answered', outcome: 'passed' },
      { id: 'answered', outcome: 'passed' },
    ]);
  });
});

describe('a connection that fails', () => {
  const peer = { role: 'target', url: new URL('https://kit.test/demo') } as const;
  const withCode = (code: string, message = code) => Object.assign(new Error(message), { code });

  test.each([
    ['ETIMEDOUT', /cannot be reached \(ETIMEDOUT\); check --target, the network and its firewall, or give --proxy$/],
    ['EHOSTUNREACH', /cannot be reached/],
    ['EAI_AGAIN', /name is not known/],
    ['CERT_HAS_EXPIRED', /certificate has expired \(CERT_HAS_EXPIRED\)/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /NODE_EXTRA_CA_CERTS/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /certificate is for another name/],
  ])('with %s has its remedy', (code, message) => {
    expect(describeConnectionProblem(withCode(code), peer)).toMatch(message);
  });

  test('at every address of a name is described by the first error', () => {
    const all = new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')]);
    expect(describeConnectionProblem(all, peer)).toMatch(/ECONNREFUSED/);
  });

  test('after the request was sent is not a connection problem', () => {
    for (const code of ['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'])
      expect(describeConnectionProblem(withCode(code), peer)).toBeUndefined();
  });
});

describe('a certificate', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-trust-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    ['that NODE_EXTRA_CA_CERTS names is trusted', { name: '127.0.0.1', from: -1 }, 0, /1 case: 1 passed/],
    ['that has expired ends the run with 2', { name: '127.0.0.1', from: -9 }, 2, /CERT_HAS_EXPIRED/],
    ['for another name ends the run with 2', { name: '192.0.2.1', from: -1 }, 2, /certificate is for another name/],
  ])('%s', async (_, { name, from }, code, expectedOutput) => {
    const day = 86_400_000;
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'test' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      notBeforeDate: new Date(Date.now() + from * day),
      notAfterDate: new Date(Date.now() + (from + 5) * day),
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: name }] }],
    });
    const file = join(folder, `${name}${from}.pem`);
    await writeFile(file, cert);
    await using mock = await createMockServer({ tls: { cert, key } });
    const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
    const args = [cli, 'conformance', 'server', '--target', `${mock.url}/demo`, '--only', 'content-type-missing'];
    const ended = await new Promise<{ code: unknown; output: string }>((resolve) =>
      execFile(process.execPath, args, { env: { ...process.env, NODE_EXTRA_CA_CERTS: file } }, (error, out, err) =>
        resolve({ code: error?.code ?? 0, output: out + err }),
      ),
    );
    expect(ended.output).toMatch(expectedOutput);
    expect(ended.code).toBe(code);
  });
});
