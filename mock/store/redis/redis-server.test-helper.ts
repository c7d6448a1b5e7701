import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect } from 'vitest';

/** The Redis server of this machine, which Debian's package redis-server installs. */
const program = process.env['EENDIGO_KIT_REDIS_SERVER'] ?? 'redis-server';
const isInstalled = spawnSync(program, ['--version']).status === 0;

if (!isInstalled && process.env['EENDIGO_KIT_REQUIRE_REDIS'] === '1')
  throw new Error(`${program} cannot be started, and EENDIGO_KIT_REQUIRE_REDIS requires it; install redis-server`);

/** Tests that need a Redis server. Where there is none, the run names what is left out. */
export const describeWithRedis: typeof describe.skip = isInstalled
  ? (describe as unknown as typeof describe.skip)
  : describe.skip;

/** A server of the tests, without persistence unless its flags say otherwise. */
export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Ends the server at once. */
  readonly kill: () => Promise<void>;
  /** Starts it again, on the same port and folder. */
  readonly start: () => Promise<void>;
  readonly process: () => ChildProcess;
}

/** Starts a server on a free port, with these flags. */
export async function startRedis(flags: readonly string[] = []): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'eendigo-kit-redis-'));
  const port = await freePort();
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...flags];
    const started = spawn(program, own, { stdio: ['ignore', 'pipe', 'inherit'] });
    child = started;
    const output: string[] = [];
    for await (const line of createInterface(started.stdout)) {
      output.push(line);
      if (line.includes('Ready to accept connections')) {
        started.stdout.resume();
        return;
      }
    }
    throw new Error(`the server did not start: ${output.join('\n')}`);
  };
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    start,
    process: () => child,
    [Symbol.asyncDispose]: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the nodes of a cluster, with these flags. Each has the same share of the slots. */
export async function startRedisCluster(
  count: number,
  flags: readonly string[] = [],
): Promise<AsyncDisposable & { readonly nodes: readonly RedisServer[] }> {
  const nodes = await Promise.all(
    Array.from({ length: count }, async () => {
      // The usual port of the bus is 10 000 higher, which a high port does not allow.
      const bus = await freePort();
      return { bus, server: await startRedis(['--cluster-enabled', 'yes', '--cluster-port', String(bus), ...flags]) };
    }),
  );
  const { Redis } = await import('ioredis');
  const clients = nodes.map(({ server }) => new Redis(server.url));
  const share = Math.ceil(16384 / count);
  for (const [at, client] of clients.entries()) {
    await client.call('CLUSTER', 'ADDSLOTSRANGE', at * share, Math.min((at + 1) * share, 16384) - 1);
    // Two nodes that both hold epoch 0 would argue about it.
    await client.call('CLUSTER', 'SET-CONFIG-EPOCH', at + 1);
  }
  for (const { bus, server } of nodes) await clients[0]?.call('CLUSTER', 'MEET', '127.0.0.1', server.port, bus);
  for (const client of clients)
    await expect
      .poll(() => client.call('CLUSTER', 'INFO'))
      .toMatch(new RegExp(`cluster_state:ok[^]*known_nodes:${count}`));
  for (const client of clients) client.disconnect();
  const servers = nodes.map(({ server }) => server);
  return {
    nodes: servers,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
