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

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function health(args: readonly string[], env: CommandIo['env'] = {}): Promise<Result> {
  const lines = { out: [] as string[], err: [] as string[] };
  const io: CommandIo = {
    out: (line) => lines.out.push(line),
    err: (line) => lines.err.push(line),
    env,
    isTty: false,
    signal: new AbortController().signal,
    exitCode: 0,
  };
  await createHealthCommand(io).exitOverride().parseAsync(args, { from: 'user' });
  return { code: io.exitCode, out: lines.out.join('\n'), err: lines.err.join('\n') };
}

describe('eendigo-kit health', () => {
  test.each([
    ['one address', '127.0.0.1', false, 'http://127.0.0.1'],
    ['all addresses', '0.0.0.0', false, 'http://127.0.0.1'],
    ['all addresses, including IPv6', '::', false, 'http://[::1]'],
    ['HTTPS with an untrusted certificate', '0.0.0.0', true, 'https://127.0.0.1'],
  ])('finds a mock on %s, by flags, variables and file', async (_, host, tls, origin) => {
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
      expect(await health(args, env)).toEqual({ code: 0, out: `${origin}:${port} is healthy`, err: '' });
  });

  test("accepts the mock's flags that do not affect its address", async () => {
    await using mock = await createMockServer();
    const args = ['--port', String(mock.port), '--profile', 'rest', '--no-mock-headers', '--log', 'json'];
    expect((await health(args)).code).toBe(0);
  });

  test('exits with 1 and the reason if the mock is unhealthy', async () => {
    const state = join(folder, 'lost.state');
    await using mock = await createMockServer({ state });
    await rm(state);
    const { code, err } = await health(['--port', String(mock.port)]);
    expect(code).toBe(1);
    expect(err).toMatch(/^eendigo-kit health: http:\/\/127\.0\.0\.1:\d+ is not healthy: .*was removed or replaced.*$/);
  });

  test.each<[string, RequestListener, RegExp]>([
    ['is not a mock', (_, response) => void response.end('hello'), /answers 200, unlike a mock of the kit$/],
    ['disconnects', (request) => void request.socket.destroy(), /cannot be reached: socket hang up$/],
  ])('exits with 1 if the server at the address %s', async (_, listener, problem) => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { code, err } = await health(['--port', String((server.address() as AddressInfo).port)]);
    server.close();
    expect([code, err]).toEqual([1, expect.stringMatching(problem)]);
  });

  test('exits with 1 if nothing listens', async () => {
    const { port } = await createMockServer().then(async (mock) => {
      await mock.close();
      return mock;
    });
    const { code, err } = await health([], { PORT: String(port) });
    expect([code, err]).toEqual([1, expect.stringMatching(/cannot be reached: .*ECONNREFUSED/)]);
  });

  test('rejects port 0, and an invalid port', async () => {
    await expect(health(['--port', '0'])).rejects.toThrow(
      /^--port: 0 is any free port, .* give --port with the printed one/,
    );
    await expect(health([], { PORT: '0' })).rejects.toThrow(/^environment variable PORT: 0 is any free port/);
    await expect(health(['--port', 'x'])).rejects.toThrow(/whole number from 0 to 65535/);
  });
});

describe('the health check of the Docker image', () => {
  const children: { kill: (signal: 'SIGKILL') => boolean }[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** Returns the words of a Dockerfile instruction, with the image's paths replaced by those of the repository. */
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

  test('checks the first mock of the container, whatever its flags', async () => {
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

  test('uses the variables if the mock could not write its note, as on a read-only file system', async () => {
    const env = { EENDIGO_KIT_RUNTIME: join(folder, 'nowhere') };
    const { child, url } = await start(env, ['--port', '0']);
    let printed = '';
    for await (const line of createInterface(child.stderr)) {
      printed = line;
      break;
    }
    expect(printed).toMatch(
      /cannot write the mock's address \(ENOENT.*make the folder writable, or give "eendigo-kit health"/,
    );
    expect(await check({ ...env, PORT: new URL(url).port })).toBe(0);
  });

  test('checks the next mock after the first was killed', async () => {
    const env = { EENDIGO_KIT_RUNTIME: await mkdtemp(join(folder, 'run-')) };
    const first = await start(env, ['--port', '0']);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect(await check(env)).toBe(1);
    await start(env, ['--port', '0']);
    expect(await check(env)).toBe(0);
  });
});
