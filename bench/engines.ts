import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Contender, endProcess, type Pinning, startContender } from './contenders.js';
import { type Measured, measureInTurn, type RowPlan, type RowRequests } from './measure.js';

/** The engines that a mock may keep its state in, by their titles in the report. */
export const engines = {
  memory: 'memory',
  lmdb: 'LMDB',
  lmdbSync: 'LMDB with `--state-sync`',
  server: 'Valkey or Redis, not persistent',
} as const;

/** One of {@link engines}. */
export type EngineName = keyof typeof engines;

/** The figures of one number of connections; an engine that this machine does not have is missing. */
export interface EngineRow {
  readonly connections: number;
  readonly measured: Readonly<Partial<Record<EngineName, Measured>>>;
}

/** Measures `eendigo-kit mock` with each engine in turn, each in a fresh process: every request is charged. */
export async function measureEngines(requests: RowRequests, plan: RowPlan, pinning: Pinning): Promise<EngineRow> {
  const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-bench-'));
  const started: AsyncDisposable[] = [];
  try {
    const server = await startStateServer(folder);
    if (server) started.push(server);
    const mocks: Partial<Record<EngineName, Contender>> = {};
    const start = async (name: EngineName, ...state: readonly string[]): Promise<void> => {
      const mock = await startContender('command', pinning, state);
      started.push(mock);
      mocks[name] = mock;
    };
    await start('memory');
    await start('lmdb', '--state', join(folder, 'lmdb.state'));
    await start('lmdbSync', '--state', join(folder, 'sync.state'), '--state-sync');
    if (server) await start('server', '--state', server.url);
    return { connections: requests.connections, measured: await measureInTurn(mocks, requests, plan) };
  } finally {
    for (const one of started.toReversed()) await one[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
}

interface StateServer extends AsyncDisposable {
  readonly url: string;
}

/** Starts a server for state, on the CPU of the load. Undefined where none is installed. */
async function startStateServer(folder: string): Promise<StateServer | undefined> {
  const program = ['valkey-server', 'redis-server'].find((name) => spawnSync(name, ['--version']).status === 0);
  if (program === undefined) return undefined;
  const port = await freePort();
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const child = spawn(program, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  const server = { url: `redis://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => endProcess(child) };
  for await (const line of createInterface(child.stdout)) {
    if (!line.includes('Ready to accept connections')) continue;
    child.stdout.resume();
    return server;
  }
  throw new Error(`${program} ended before it accepted connections`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
