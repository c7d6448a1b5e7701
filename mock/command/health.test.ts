import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CommandIo } from '../../spec/index.js';
import { createMockServer } from '../server.js';
import { createHealthCommand } from './health.js';

const root = join(import.meta.dirname, '..', '..');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-health-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Asked {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function ask(args: readonly string[], env: CommandIo['env'] = {}): Promise<Asked> {
  const said = { out: [] as string[], err: [] as string[] };
  const io: CommandIo = {
    out: (line) => said.out.push(line),
    err: (line) => said.err.push(line),
    env,
    isTty: false,
    signal: new AbortController().signal,
    exitCode: 0,
  };
  await createHealthCommand(io).exitOverride().parseAsync(args, { from: 'user' });
  return { code: io.exitCode, out: said.out.join('\n'), err: said.err.join('\n') };
}

describe('eendigo-kit health', () => {
  test.each([
    ['an address of its own', '127.0.0.1', false, 'http://127.0.0.1'],
    ['all addresses', '0.0.0.0', false, 'http://127.0.0.1'],
    ['all addresses, IPv6 too', '::', false, 'http://[::1]'],
    ['HTTPS with an untrusted certificate', '0.0.0.0', true, 'https://127.0.0.1'],
  ])('finds a mock that listens on %s, by flags, variables and file', async (_, host, tls, origin) => {
    await using mock = await createMockServer({ host, tls });
    const port = String(mock.port);
    const file = join(folder, 'mock.yaml');
    await writeFile(file, `port: ${port}\nhost: "${host}"\ntls: ${tls}\n`);
    const ways: readonly (readonly [readonly string[], CommandIo['env']])[] = [
      [['--port', port, '--host', host, ...(tls ? ['--tls'] : [])], {}],
      [[], { PORT: port, HOST: host, EENDIGO_KIT_MOCK_TLS: String(tls) }],
      [['--config', file], {}],
      [[], { EENDIGO_KIT_MOCK_CONFIG: file }],
    ];
    for (const [args, env] of ways)
      expect(await ask(args, env)).toEqual({ code: 0, out: `${origin}:${port} is healthy`, err: '' });
  });

  test('takes the flags of the mock that have nothing to do with its address', async () => {
    await using mock = await createMockServer();
    const args = ['--port', String(mock.port), '--profile', 'rest', '--no-mock-headers', '--log', 'json'];
    expect((await ask(args)).code).toBe(0);
  });

  test('ends with 1 and says why where the mock is not healthy', async () => {
    const state = join(folder, 'lost.state');
    await using mock = await createMockServer({ state });
    await rm(`${state}.lock`);
    const { code, err } = await ask(['--port', String(mock.port)]);
    expect(code).toBe(1);
    expect(err).toMatch(/^eendigo-kit health: http:\/\/127\.0\.0\.1:\d+ is not healthy: .*its lock .* was removed.*$/);
  });

  test.each<[string, RequestListener, RegExp]>([
    ['is another server', (_, response) => void response.end('hello'), /answers 200, unlike a mock of the kit$/],
    ['breaks off', (request) => void request.socket.destroy(), /cannot be reached: socket hang up$/],
  ])('ends with 1 where what listens there %s', async (_, listener, problem) => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { code, err } = await ask(['--port', String((server.address() as AddressInfo).port)]);
    server.close();
    expect([code, err]).toEqual([1, expect.stringMatching(problem)]);
  });

  test('ends with 1 where nothing listens', async () => {
    const { port } = await createMockServer().then(async (mock) => {
      await mock.close();
      return mock;
    });
    const { code, err } = await ask([], { PORT: String(port) });
    expect([code, err]).toEqual([1, expect.stringMatching(/cannot be reached: .*ECONNREFUSED/)]);
  });

  test('refuses a port that only the mock knows, and what is no option', async () => {
    await expect(ask(['--port', '0'])).rejects.toThrow(
      /^--port: 0 is any free port, .* give --port with the printed one/,
    );
    await expect(ask([], { PORT: '0' })).rejects.toThrow(/^environment variable PORT: 0 is any free port/);
    await expect(ask(['--port', 'x'])).rejects.toThrow(/whole number from 0 to 65535/);
  });
});

describe('the health check of the Docker image', () => {
  const children: { kill: (signal: 'SIGKILL') => boolean }[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** The words of an instruction of the Dockerfile, as they are here. */
  async function instruction(name: RegExp): Promise<readonly [string, ...string[]]> {
    const dockerfile = await readFile(join(root, 'Dockerfile'), 'utf8');
    const words: string[] = JSON.parse(new RegExp(`^${name.source}(\\[.*\\])$`, 'm').exec(dockerfile)?.[1] ?? '[]');
    const [program = '', ...rest] = words.map((word) => word.replace(/^\/kit\//, `${root}/`));
    return [program, ...rest];
  }

  const run = async (words: readonly string[], env: Record<string, string>) => {
    const [program = '', ...args] = words;
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    return child;
  };

  const start = async (env: Record<string, string>, flags: readonly string[]) => {
    const child = await run([...(await instruction(/ENTRYPOINT /)), 'mock', ...flags], env);
    for await (const line of createInterface(child.stdout)) {
      const [, url] = /listens on (\S+)/.exec(line) ?? [];
      if (url !== undefined) return { child, url };
    }
    throw new Error('the mock did not start');
  };

  const check = async (env: Record<string, string>): Promise<number> => {
    const child = await run(await instruction(/HEALTHCHECK .*CMD /), env);
    const [code] = await once(child, 'exit');
    return code;
  };

  test('asks the mock that runs, whatever flags it was started with, and no other one of the container', async () => {
    const env = { EENDIGO_KIT_RUNTIME: await mkdtemp(join(folder, 'run-')), HOST: '0.0.0.0', PORT: '1' };
    const note = join(env.EENDIGO_KIT_RUNTIME, 'listening.json');
    expect(await check(env)).toBe(1);
    const { child, url } = await start(env, ['--port', '0', '--tls']);
    expect(JSON.parse(readFileSync(note, 'utf8'))).toEqual({ url, pid: child.pid });
    expect(url).toMatch(/^https:/);
    expect(await check(env)).toBe(0);
    const other = await start(env, ['--port', '0']);
    expect(JSON.parse(readFileSync(note, 'utf8')).url).toBe(url);
    other.child.kill('SIGTERM');
    await once(other.child, 'exit');
    expect(await check(env)).toBe(0);
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(existsSync(note)).toBe(false);
    expect(await check(env)).toBe(1);
  });

  test('goes by the variables where the mock could note nothing, as on a file system that is read-only', async () => {
    const env = { EENDIGO_KIT_RUNTIME: join(folder, 'nowhere') };
    const { child, url } = await start(env, ['--port', '0']);
    let said = '';
    for await (const line of createInterface(child.stderr)) {
      said = line;
      break;
    }
    expect(said).toMatch(
      /cannot write the mock's address \(ENOENT.*make the folder writable, or give "eendigo-kit health"/,
    );
    expect(await check({ ...env, PORT: new URL(url).port })).toBe(0);
  });

  test('follows a mock that was started after one was killed', async () => {
    const env = { EENDIGO_KIT_RUNTIME: await mkdtemp(join(folder, 'run-')) };
    const first = await start(env, ['--port', '0']);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect(await check(env)).toBe(1);
    await start(env, ['--port', '0']);
    expect(await check(env)).toBe(0);
  });
});
