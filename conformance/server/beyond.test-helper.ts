import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

/** What a command printed, and its exit code. `null` for a killed one. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A server beyond this machine, `http://kit.test/demo`, as the command sees it: behind a proxy on loopback. */
export interface Beyond extends AsyncDisposable {
  readonly folder: string;
  readonly spendFile: string;
  /** Starts `eendigo-kit conformance`. */
  readonly start: (args: readonly string[], env?: NodeJS.ProcessEnv) => ChildProcess;
  /** Runs it to its end. */
  readonly run: (args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<Ended>;
  /** The flags of a run on the server. */
  readonly target: readonly string[];
}

/** Starts a server that answers every request that comes through the proxy. */
export async function startBeyond(answer: RequestListener): Promise<Beyond> {
  const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-beyond-'));
  const spendFile = join(folder, 'spend.ndjson');
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const children: ChildProcess[] = [];
  const start: Beyond['start'] = (args, env = {}) => {
    const child = spawn(process.execPath, [cli, 'conformance', ...args], {
      env: {
        ...process.env,
        EENDIGO_KIT_SPEND: spendFile,
        EENDIGO_KIT_TENANT_CODE: 'TEST',
        EENDIGO_KIT_KEY: 'test-key',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    return child;
  };
  return {
    folder,
    spendFile,
    start,
    target: ['--target', 'http://kit.test/demo', '--proxy', proxy, '--interval', '0'],
    run: (args, env) => endOf(start(args, env)),
    [Symbol.asyncDispose]: async () => {
      for (const child of children) child.kill('SIGKILL');
      server.closeAllConnections();
      await once(server.close(), 'close');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Passes a proxied request on to a server on loopback. */
export function passOn(url: string): RequestListener {
  const { hostname, port } = new URL(url);
  return (incoming, outgoing) => {
    const { method, headers, url: address = '' } = incoming;
    const onward = request({ hostname, port, path: new URL(address, url).pathname, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };
}

/** Waits for the end of a command. */
export async function endOf(child: ChildProcess): Promise<Ended> {
  const printed = { out: '', err: '' };
  child.stdout?.on('data', (text) => {
    printed.out += text;
  });
  child.stderr?.on('data', (text) => {
    printed.err += text;
  });
  const [code] = await once(child, 'close');
  return { code, ...printed };
}
