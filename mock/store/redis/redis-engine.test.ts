import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import { sendGood } from '../../good-request.test-helper.js';
import { createMockServer } from '../../server.js';
import { charge } from '../lmdb/charge.test-helper.js';
import { describeWithRedis, type RedisServer, startRedis, startRedisCluster } from './redis-server.test-helper.js';

const cli = join(import.meta.dirname, '..', '..', '..', 'dist', 'cli.js');

describeWithRedis('a mock with its state on a server', () => {
  it('restores balances, numbers and ledger, and applies what changed in the configuration', async () => {
    await using server = await startRedis();
    const tenants = [
      { code: 'AIT', key: 'ADINS_key1234', balance: 10 },
      { code: 'GONE', key: 'gone-key', balance: 1 },
    ];
    const first = await createMockServer({ state: server.url, tenants });
    await sendGood(first);
    await charge(first, 'two');
    const rows = await first.readTransactions();
    expect(() => first.transactions()).toThrow(/the state is on a server.*readTransactions/);
    await first.close();
    const changed = [...tenants.slice(0, 1), { code: 'NEW', key: 'new-key', balance: 5 }];
    await using second = await createMockServer({ state: server.url, tenants: changed });
    expect(await second.readTransactions()).toEqual(rows);
    expect((await second.readTenants()).map(({ code, balance }) => [code, balance])).toEqual([
      ['AIT', 8],
      ['NEW', 5],
    ]);
    expect((await charge(second, 'three')).headers.get('X-Trx-No')).toBe('10879');
    expect((await fetch(`${second.url}/__admin/reset`, { method: 'POST' })).status).toBe(204);
    expect((await charge(second, 'three')).headers.get('X-Trx-No')).toBe('10877');
  });

  it('answers 503 while the server is away, charges nothing, says so in its health, and recovers by itself', async () => {
    await using server = await startRedis(['--appendonly', 'yes', '--appendfsync', 'always']);
    await using mock = await createMockServer({ state: server.url });
    await charge(mock, 'before');
    await server.kill();
    await expect.poll(async () => (await fetch(`${mock.url}/__admin/health`)).status).toBe(503);
    const { status, headers, text } = await charge(mock, 'away');
    expect([status, headers.get('Content-Type')]).toEqual([503, 'application/problem+json']);
    expect(JSON.parse(text)).toMatchObject({
      title: 'The state is not available',
      detail: expect.stringMatching(
        /^redis:\/\/127\.0\.0\.1:\d+: cannot be reached\. Nothing was charged, so the request can be sent again\.$/,
      ),
    });
    const health = await fetch(`${mock.url}/__admin/health`).then((it) => it.json());
    expect(health.detail).toMatch(/cannot be reached: .*; nothing is charged meanwhile, and the mock connects again/);
    const tenants = await fetch(`${mock.url}/__admin/tenants`);
    expect([tenants.status, (await tenants.json()).detail]).toEqual([503, expect.not.stringContaining('charged')]);
    await server.start();
    await expect.poll(async () => (await fetch(`${mock.url}/__admin/health`)).status).toBe(200);
    expect((await charge(mock, 'after')).headers.get('X-Trx-No')).toBe('10878');
    expect((await mock.readTransactions()).map(({ refNumber }) => refNumber)).toEqual(['before', 'after']);
    expect((await mock.readTenants())[0]?.balance).toBe(999_998);
  });

  it('charges nothing while the server is full, and goes on when it has space', async () => {
    await using server = await startRedis();
    await using mock = await createMockServer({ state: server.url });
    await charge(mock, 'before');
    const { Redis } = await import('ioredis');
    const redis = new Redis(server.url);
    await redis.config('SET', 'maxmemory', '1mb');
    const { status, text } = await charge(mock, 'full');
    expect([status, JSON.parse(text).detail]).toEqual([
      503,
      expect.stringMatching(/is full \(maxmemory\); raise its limit.* Nothing was charged/),
    ]);
    await redis.config('SET', 'maxmemory', '0');
    expect((await charge(mock, 'full')).headers.get('X-Trx-No')).toBe('10878');
    expect((await mock.readTransactions()).map(({ refNumber }) => refNumber)).toEqual(['before', 'full']);
    redis.disconnect();
  });
});

describeWithRedis('a cluster of three nodes', () => {
  it('keeps each session on one node, whichever node the address names', async () => {
    await using cluster = await startRedisCluster(3);
    const [first, second] = cluster.nodes;
    await using one = await createMockServer({ state: first?.url ?? '' });
    await using two = await createMockServer({ state: second?.url ?? '' });
    const admin = (method: string, path: string, body?: object) =>
      fetch(`${one.url}/__admin${path}`, {
        method,
        ...(body ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {}),
      }).then(({ status }) => status);
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const id of ids) expect(await admin('PUT', `/sessions/${id}`, { queue: ['success'] })).toBe(201);
    for (const where of ['', ...ids.map((id) => `/s/${id}`)])
      for (const [mock, trxNo] of [
        [one, '10877'],
        [two, '10878'],
      ] as const)
        expect((await sendGood({ url: `${mock.url}${where}` })).headers.get('X-Trx-No')).toBe(trxNo);
    const kept = await Promise.all(cluster.nodes.map(sessionsOf));
    expect(kept.flat().sort()).toEqual(ids);
    expect(kept.filter((some) => some.length > 0).length).toBeGreaterThan(1);

    expect(await admin('POST', '/reset?session=a')).toBe(204);
    expect(await admin('DELETE', '/sessions/b')).toBe(204);
  });

  const sessionsOf = async ({ url }: RedisServer): Promise<readonly string[]> => {
    const { Redis } = await import('ioredis');
    const redis = new Redis(url);
    const keys = await redis.keys('*{session *}*');
    redis.disconnect();
    return [...new Set(keys.map((key) => /\{session (.+)\}/.exec(key)?.[1] ?? ''))];
  };
});

describeWithRedis('a server that cannot be used', () => {
  it('keeps a mock from starting, with the reason', async () => {
    const server = await startRedis(['--requirepass', 'CANARY-password']);
    await expect(createMockServer({ state: server.url })).rejects.toThrow(/cannot be used: NOAUTH/);
    const wrong = server.url.replace('//', '//:CANARY-wrong@');
    await expect(createMockServer({ state: wrong })).rejects.toThrow(/redis:\/\/\*\*\*@127.*cannot be used: WRONGPASS/);
    await server[Symbol.asyncDispose]();
    await expect(createMockServer({ state: server.url })).rejects.toThrow(/cannot be used: connect ECONNREFUSED/);
  });

  it.each([
    ['redis://', /names no host/],
    ['redis://:***@cache:6379', /has a mask in place of the password/],
    ['redis://cache/name', /is not the number of a database/],
    ['http://cache', /http:\/\/cache is no address of a server for state; give redis:\/\/, rediss:\/\/ or a file/],
  ])('such as %s is rejected', async (state, message) => {
    await expect(createMockServer({ state })).rejects.toThrow(message);
  });

  it('does not wait for the disk by stateSync', async () => {
    await expect(createMockServer({ state: 'redis://127.0.0.1:1', stateSync: true })).rejects.toThrow(/appendfsync/);
  });
});

test('an address without the package ioredis is rejected with how to install it', async () => {
  const hook = `export const resolve = (name, context, next) => {
    if (name === 'ioredis') throw Object.assign(new Error('no ioredis'), { code: 'ERR_MODULE_NOT_FOUND' });
    return next(name, context);
  };`;
  const preload = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});`;
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(preload)}`, cli, 'mock', '--port', '0'];
  await expect(
    promisify(execFile)(process.execPath, [...flags, '--state', 'redis://cache.example']),
  ).rejects.toMatchObject({
    code: 2,
    stderr:
      'eendigo-kit: redis://cache.example: needs the package ioredis; install it beside the kit: npm install ioredis\n',
  });
});

describeWithRedis('the password in the address', () => {
  const password = 'CANARY-password';
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis(['--requirepass', password]);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it('is not accepted on the command line', async () => {
    const ended = promisify(execFile)(process.execPath, [cli, 'mock', '--state', `redis://:${password}@127.0.0.1`]);
    await expect(ended).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^eendigo-kit: --state: .*set EENDIGO_KIT_MOCK_STATE/),
    });
    await expect(ended).rejects.toMatchObject({ stderr: expect.not.stringContaining(password) });
  });

  it('is in no output, answer or process title, while the server is there and after it has gone', async () => {
    const state = `redis://:${password}@127.0.0.1:${server.port}`;
    const env = { ...process.env, EENDIGO_KIT_MOCK_STATE: state };
    const printed = await promisify(execFile)(process.execPath, [cli, 'mock', '--print-config'], { env });
    expect(printed.stdout).toContain(`state: redis://***@127.0.0.1:${server.port}`);
    const child = spawn(process.execPath, [cli, 'mock', '--port', '0', '--log', 'json'], { env });
    let output = printed.stdout;
    child.stderr.on('data', (text) => {
      output += text;
    });
    let url = '';
    for await (const line of createInterface(child.stdout)) {
      output += line;
      url = /"url":"([^"]+)"/.exec(line)?.[1] ?? '';
      if (url !== '') break;
    }
    child.stdout.on('data', (text) => {
      output += text;
    });
    const read = async (path: string) => {
      output += await fetch(`${url}${path}`).then((it) => it.text());
    };
    const paths = ['health', 'session', 'requests', 'metrics', 'tenants', 'transactions'];
    await charge({ url }, 'one');
    for (const path of paths) await read(`/__admin/${path}`);
    await server.kill();
    await expect.poll(async () => (await fetch(`${url}/__admin/health`)).status).toBe(503);
    output += (await charge({ url }, 'two')).text;
    for (const path of paths) await read(`/__admin/${path}`);
    output += readFileSync(`/proc/${child.pid}/cmdline`, 'latin1');
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
    expect(output).toContain(`redis://***@127.0.0.1:${server.port}`);
    expect(output).not.toContain(password);
  });
});
