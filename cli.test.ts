import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenServers } from './conformance/peers/broken/index.js';
import { startBrokenServer } from './conformance/peers/broken/start-broken-server.js';
import { reportProblems } from './conformance/reports/run-report.test-helper.js';
import { createMockServer, type MockServer } from './mock/index.js';
import { loadContract, loadProfile } from './spec/index.js';

const cli = join(import.meta.dirname, 'dist', 'cli.js');

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command until it exits, as a user's shell would. */
function kit(
  args: readonly string[],
  env: Record<string, string> = {},
  program = process.execPath,
  first: readonly string[] = [cli],
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, [...first, ...args], { env: { ...process.env, ...env } }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

const shell = (line: string): Promise<Ended> => kit([line], {}, 'bash', ['-c']);

let folder: string;
let mock: MockServer;
let typo: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-cli-'));
  typo = join(folder, 'typo.yaml');
  await writeFile(typo, 'prot: 1');
  mock = await createMockServer();
});
afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

describe('eendigo-kit mock', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'prints a curl line that works as printed, and ends on %s with exit code 0',
    async (signal) => {
      const child = spawn(process.execPath, [cli, 'mock', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
      let curl = '';
      for await (const line of createInterface(child.stdout)) {
        if (line.trim().startsWith('curl ')) curl = line.trim();
        if (line === 'Ctrl-C ends it.') break;
      }
      const { out } = await shell(curl);
      expect(out).toMatch(/^X-Trx-No: 10877\r$/m);
      expect(JSON.parse(out.split('\r\n\r\n').at(-1) ?? '').status).toBe('Success');
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
  );

  test('speaks HTTPS with a certificate that it makes itself and its curl line trusts', async () => {
    const file = join(folder, 'mock.pem');
    const args = [cli, 'mock', '--port', '0', '--tls', '--tls-out', file];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let curl = '';
    for await (const line of createInterface(child.stdout)) {
      if (line.trim().startsWith('curl ')) curl = line.trim();
      if (line === 'Ctrl-C ends it.') break;
    }
    expect(curl).toContain(`--cacert ${file}`);
    expect((await shell(curl)).out).toMatch(/"status":"Success"/);
    child.kill();
    await once(child, 'exit');
  });

  test('writes only JSON lines under --log json, from start to end', async () => {
    const args = [cli, 'mock', '--port', '0', '--log', 'json'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const lines: { msg: string; url?: string; text?: string }[] = [];
    for await (const line of createInterface(child.stdout)) {
      const { url } = lines[lines.push(JSON.parse(line)) - 1] ?? {};
      if (url) await fetch(`${url}/demo/biometric/facecompareliveness`, { method: 'POST' });
      if (lines.at(-1)?.msg === 'request') child.kill('SIGINT');
    }
    expect(lines.map(({ msg, text }) => text ?? msg)).toEqual([
      'listening',
      'request',
      'finishing requests in flight, for at most 8 s; press Ctrl-C again to stop at once',
      'ended',
    ]);
    expect(child.stderr.read()).toBeNull();
  });

  test('logs as JSON where it listens and that it ends, at any log level', async () => {
    const args = [cli, 'mock', '--port', '0', '--log', 'json', '--log-level', 'error'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const logged: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      const { msg, text, url } = JSON.parse(line);
      logged.push(text ?? msg);
      if (!url) continue;
      // A rejected request is not an error of the mock, so it is below the level.
      await fetch(`${url}/demo/biometric/facecompareliveness`, { method: 'POST' });
      child.kill('SIGINT');
    }
    expect(logged).toEqual(['listening', expect.stringMatching(/^finishing/), 'ended']);
  });

  test('exits at once on the second Ctrl-C, even with requests in flight', async () => {
    const child = spawn(process.execPath, [cli, 'mock', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let url = '';
    for await (const line of createInterface(child.stdout)) {
      url ||= /listens on (\S+)/.exec(line)?.[1] ?? '';
      if (line === 'Ctrl-C ends it.') break;
    }
    const headers = { 'X-Mock-Delay': '600000' };
    const lost = fetch(`${url}/demo/biometric/facecompareliveness`, { method: 'POST', headers }).catch(() => 'lost');
    await expect
      .poll(async () => (await (await fetch(`${url}/__admin/requests`)).json()).requests[0]?.answer)
      .toBeTruthy();
    child.kill('SIGINT');
    for await (const line of createInterface(child.stderr)) if (/press Ctrl-C again to stop at once/.test(line)) break;
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([130, null]);
    expect(await lost).toBe('lost');
  });

  test('exits at once after a client was answered before it sent its body, and left', async () => {
    const child = spawn(process.execPath, [cli, 'mock', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    let port = 0;
    for await (const line of createInterface(child.stdout)) {
      port ||= Number(/listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1] ?? 0);
      if (line === 'Ctrl-C ends it.') break;
    }
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /nope HTTP/1.1\r\nHost: mock\r\nContent-Length: 10\r\n\r\n');
    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 404 /);
    socket.destroy();
    child.kill();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test.each([
    [
      'a port in use',
      () => ['--port', String(mock.port)],
      /in use; stop the process that uses it, or give another with --port/,
    ],
    ['a port that is not a number', () => ['--port', 'http'], /whole number from 0 to 65535/],
    ['a host in brackets', () => ['--host', '[::1]'], /^eendigo-kit: --host: .* is not a plain address; give ::1$/m],
    ['a host that is a URL', () => ['--host', 'http://[::1]:80'], /not a plain address; give ::1, and --port 80$/m],
    ['an empty host', () => ['--host', ''], /--host: "" is not allowed; allowed: an address of this machine/],
    [
      'a misspelt key in a configuration file',
      () => ['--config', typo],
      /typo\.yaml: prot: unknown; .*did you mean port/,
    ],
    [
      'a certificate that cannot be written',
      () => ['--port', '0', '--tls', '--tls-out', '/nowhere/x.pem'],
      /there is no folder \/nowhere; create it first/,
    ],
    [
      'a host of another machine',
      () => ['--host', '192.0.2.1', '--port', '0'],
      /this machine does not have the address/,
    ],
    [
      'an empty name of a configuration file',
      () => ['--config', ''],
      /^eendigo-kit: --config: the path is empty; give/,
    ],
    [
      'secrets that must not be printed',
      () => ['--show-secrets'],
      /^eendigo-kit: --show-secrets: needs --print-config/,
    ],
    ['an unknown flag', () => ['--prot', '1'], /^eendigo-kit: unknown option '--prot'/],
    [
      'a state file of another format',
      () => ['--state', 'package.json'],
      /^eendigo-kit: .*package\.json: is not a state file/,
    ],
    [
      'a contract file that does not exist',
      () => ['--spec', 'nowhere.yaml'],
      /^eendigo-kit: nowhere\.yaml: there is no such file; give an OpenAPI file$/m,
    ],
    [
      'a contract file that is not OpenAPI',
      () => ['--spec', 'package.json'],
      /^eendigo-kit: package\.json: not a valid OpenAPI document: it has no "openapi"; give one like/,
    ],
  ])('rejects %s in one clear line with exit code 2', async (_, args, message) => {
    const { code, out, err } = await kit(['mock', ...args()]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(
      err
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('(')),
    ).toHaveLength(1);
  });
});

describe('eendigo-kit conformance server', () => {
  test('exits with 0 on a correct server and writes reports without credentials', async () => {
    const session = mock.session('cli', { tenants: [{ code: 'CANARY-code', key: 'CANARY-key', balance: 9 }] });
    const [junit, json] = [join(folder, 'run.xml'), join(folder, 'run.json')];
    const args = [
      'conformance',
      'server',
      '--target',
      `${session.url}/demo`,
      '--only',
      'success-all-parts,missing-key',
      '--junit',
      junit,
      '--json',
      json,
    ];
    const { code, out } = await kit(args, { EENDIGO_KIT_TENANT_CODE: 'CANARY-code', EENDIGO_KIT_KEY: 'CANARY-key' });
    expect(code, out).toBe(0);
    expect(out).toMatch(/2 cases: 2 passed in /);
    const reports = [await readFile(junit, 'utf8'), await readFile(json, 'utf8')];
    expect(reports[0]).toMatch(/<testsuites .*tests="2" failures="0" errors="0" time=/);
    expect(reportProblems(reports[1] ?? '')).toEqual([]);
    expect(JSON.parse(reports[1] ?? '')).toMatchObject({
      profile: { name: 'documented', decisions: { status: { success: 200 } } },
      exit: { code: 0, reason: 'every case that ran passed' },
      summary: { passed: 2 },
      cases: [{ id: 'success-all-parts', verdict: 'passed' }, {}],
    });
    for (const text of [out, ...reports]) expect(text).not.toMatch(/CANARY/);
    expect(reports[1]).toContain('key=\\"$EENDIGO_KIT_KEY\\"');
  });

  test('exits with 1 on a broken server, names the deviation and the document, and prints a curl line that works', async () => {
    const broken = brokenServers.find(({ id }) => id === 'omits X-Trx-No on success');
    if (!broken) throw new Error('the broken server is missing');
    await using server = await startBrokenServer(broken, mock);
    // Nothing listens at the proxy. Neither the kit nor its curl line may use it for loopback.
    const proxy = { http_proxy: 'http://127.0.0.1:9', no_proxy: '' };
    const args = ['conformance', 'server', '--target', `${server.url}/demo`, '--only', 'success-all-parts'];
    const { code, out } = await kit(args, proxy);
    expect(code).toBe(1);
    expect(out).toMatch(
      /✖ 1 case failed in x-trx-no-present\n +check +x-trx-no-present: an answer of a kind that carries X-Trx-No has\n +the header\n +expected +"X-Trx-No"\n +actual +nothing\n +document +section 2, /,
    );
    const curl = out.split('\n').find((line) => line.trim().startsWith('curl '));
    expect((await kit([curl ?? ''], proxy, 'bash', ['-c'])).out).toMatch(/"status":"Success"/);
  });

  test('exits with 3 when every deviation concerns what the document leaves open', async () => {
    const broken = brokenServers.find(({ id }) => id === 'answers failures with status 400');
    if (!broken) throw new Error('the broken server is missing');
    await using server = await startBrokenServer(broken, mock);
    const { code, out } = await kit([
      'conformance',
      'server',
      '--target',
      `${server.url}/demo`,
      '--only',
      'credentials-wrong-key',
    ]);
    expect(code).toBe(3);
    expect(out).toMatch(/\? 1 case inconclusive in http-status: HTTP 400, the profile expects 200/);
  });

  test('judges by the given profile: a deviation from one assumption is inconclusive under another', async () => {
    const contract = await loadContract((await loadProfile('rest')).profile);
    await using rest = await createMockServer({ contract });
    const args = ['conformance', 'server', '--target', `${rest.url}/demo`, '--only', 'credentials-*,balance-*'];
    expect((await kit([...args, '--profile', 'rest'])).code).toBe(0);
    const { code, out } = await kit(args);
    expect(code).toBe(3);
    expect(out).toMatch(/\* http-status +by-meaning\n +Which HTTP status/);
    expect(out).toContain('run again with --profile rest');
    expect(await kit([...args, '--profile', 'nowhere.yaml'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('nowhere.yaml'),
    });
  });

  test('prints the plan and sends nothing to another machine until it has a budget', async () => {
    const credentials = { EENDIGO_KIT_TENANT_CODE: 'T', EENDIGO_KIT_KEY: 'K' };
    const { code, out, err } = await kit(
      ['conformance', 'server', '--target', 'https://api.eendigo.app/demo', '--only', 'credentials-*,selfie-no-face'],
      credentials,
    );
    expect(code).toBe(3);
    expect(out).toMatch(/send {2}selfie-no-face {2}perhaps billable/);
    expect(out).toMatch(
      /Plan for https:\/\/api\.eendigo\.app\/demo: 7 requests, of which at most 2 are charged; 3 skipped\./,
    );
    expect(err).toMatch(/nothing was sent; give --max-billable 2/);
  });

  test.each([
    ['of production, without credentials', 'https://api.eendigo.app'],
    ['of a server on this machine that does not run', 'http://127.0.0.1:1/demo'],
  ])('prints the plan %s with --dry-run, sends nothing, and exits with 0', async (_, target) => {
    const args = ['conformance', 'server', '--target', target, '--only', 'credentials-wrong-key', '--dry-run'];
    const { code, out, err } = await kit(args);
    expect(out).toMatch(/^ {2}send {2}credentials-wrong-key {2}\w+\nPlan for .*: 1 request, /);
    expect([code, err]).toEqual([0, '']);
  });

  test('names the pictures that the given folder lacks', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    await writeFile(join(own, 'selfie-max.jpg'), '');
    const target = ['--target', 'https://uat.example.com/demo', '--fixtures', own, '--dry-run'];
    const { out } = await kit(['conformance', 'server', ...target, '--only', 'success-all-parts']);
    expect(out).toContain(`success-all-parts  needs a real face in ktp-max.jpg, which ${own} does not have`);
  });

  test.each([
    ['server', ['--target', 'http://127.0.0.1:1', '--timeout', '0']],
    ['client', ['--limit', '0', '--', 'true']],
  ])('rejects a time limit of zero for a %s', async (direction, args) => {
    const { code, err } = await kit(['conformance', direction, ...args]);
    expect(err).toMatch(/Give seconds, from 0\.001 to 3600/);
    expect(code).toBe(2);
  });

  test.each(['server', 'client'])(
    'documents the limits of a run on a %s, and their defaults, in seconds',
    async (direction) => {
      const { out } = await kit(['conformance', direction, '--help']);
      expect(out.replaceAll(/\s+/g, ' ')).toMatch(/<seconds> how long .*\(default: 30 seconds\)/);
      expect(out).not.toContain('30000');
    },
  );

  test.each([
    [
      'production without explicit permission',
      ['--target', 'https://api.eendigo.app'],
      /is production.*--allow-production api\.eendigo\.app/,
    ],
    ['no credentials', ['--target', 'https://uat.example.com'], /no credentials .*EENDIGO_KIT_TENANT_CODE/],
    [
      'a report in a folder that is not writable',
      ['--target', 'http://127.0.0.1:1', '--json', '/nowhere/run.json'],
      /\/nowhere\/run\.json: cannot be written/,
    ],
    [
      'a folder of pictures that does not exist',
      ['--target', 'http://127.0.0.1:1', '--fixtures', '/nowhere'],
      /\/nowhere: cannot be read/,
    ],
    ['an unknown case', ['--target', 'http://127.0.0.1:1', '--only', 'nope'], /no case is called "nope"/],
  ])('rejects %s with exit code 2', async (_, args, message) => {
    const { code, err } = await kit(
      ['conformance', 'server', ...args],
      args.some((arg) => arg.includes('api.eendigo')) ? { EENDIGO_KIT_TENANT_CODE: 'T', EENDIGO_KIT_KEY: 'K' } : {},
    );
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });
});

describe('eendigo-kit conformance client', () => {
  const adapter = join(import.meta.dirname, 'conformance', 'adapters', 'fetch.mjs');
  const broken = join(import.meta.dirname, 'conformance', 'peers', 'client.mjs');
  const client = (...command: string[]) =>
    kit(['conformance', 'client', '--only', 'credentials-unknown-tenant', '--', ...command]);

  test('exits with 0 for a correct client and 1 for a broken one', async () => {
    expect((await client('node', adapter)).code).toBe(0);
    const { code, out } = await client('node', broken, 'sends-what-it-refuses');
    expect(code).toBe(1);
    expect(out).toMatch(
      /failed in wire-one-request and understood-outcome\n +check +wire-one-request: .*\n.*\n +expected +0 requests\n +actual +1 request/,
    );
  });

  test("makes a client bypass the environment's proxy for the mock", async () => {
    const python = join(import.meta.dirname, 'conformance', 'adapters', 'python.py');
    const args = ['conformance', 'client', '--only', 'credentials-unknown-tenant', '--', 'python3', python];
    const { code, out } = await kit(args, { http_proxy: 'http://127.0.0.1:9', no_proxy: 'corp.example' });
    expect(code, out).toBe(0);
  });

  test('kills a client that exceeds its time limit, and its child processes, and reports it', async () => {
    const script = join(folder, 'slow.sh');
    await writeFile(script, 'sleep 600 & wait');
    const { code, out } = await kit([
      'conformance',
      'client',
      '--only',
      'credentials-unknown-tenant',
      '--limit',
      '0.3',
      '--',
      'sh',
      script,
    ]);
    expect(code).toBe(1);
    expect(out).toMatch(
      /failed in wire-request and time-limit, inconclusive in report\n(?:.*\n)*? +actual +no report: the client hung until the run ended it after 0\.3 s/,
    );
  });

  test('distinguishes a set-up error from a failure', async () => {
    expect(await client('/nowhere/client')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/cannot start the client "\/nowhere\/client" .*; there is no such file\n$/),
    });
    expect(await kit(['conformance', 'client'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no client is given/),
    });
  });
});

describe('eendigo-kit', () => {
  test('lists the cases offline, as text and as JSON', async () => {
    expect((await kit(['conformance', 'list', '--kind', 'insufficient-balance', '--tag', 'balance'])).out).toMatch(
      /^balance-used-up .*\n1 case: 1 for a server, 1 for a client\n$/,
    );
    expect(JSON.parse((await kit(['conformance', 'list', '--format', 'json'])).out).length).toBeGreaterThan(60);
  });

  test('lists a case for clients alone as free, whatever its answer', async () => {
    const { out } = await kit(['conformance', 'list', '--only', 'success-all-parts,understood-*', '--format', 'json']);
    const cases: readonly { id: string; cost: string; directions: readonly string[] }[] = JSON.parse(out);
    const paid = cases.filter(({ cost }) => cost !== 'free').map(({ id }) => id);
    expect(paid).toEqual(['success-all-parts']);
    expect(cases.filter(({ directions }) => !directions.includes('server')).length).toBeGreaterThan(1);
  });

  test.each([
    [['--help'], 0],
    [['--version'], 0],
    [['conformance', 'server', '--help'], 0],
    [['nope'], 2],
    [['conformance', 'server'], 2],
  ])('%j exits with code %i', async (args, code) => {
    expect((await kit(args)).code).toBe(code);
  });
});

describe('a file in a missing folder', () => {
  test.each<[string, readonly string[]]>([
    ['the authority', ['mock', '--port', '0', '--tls', '--tls-ca']],
    ['the certificate', ['mock', '--port', '0', '--tls', '--tls-out']],
    ['the state', ['mock', '--port', '0', '--state']],
    ['the letter', ['ambiguities', '--vendor-packet', '--output']],
    ['the report on a server', ['conformance', 'server', '--target', 'http://127.0.0.1:9/demo', '--junit']],
    ['the report on a client', ['conformance', 'client', 'true', '--json']],
  ])('is rejected with the name of the folder and the remedy: %s', async (_, args) => {
    const missing = join(folder, 'not', 'there');
    const { code, err } = await kit([...args, join(missing, 'file.crt')]);
    expect(err).toMatch(/^eendigo-kit: .*\n$/);
    expect(err).toContain(`${join(missing, 'file.crt')}: `);
    expect(err).toContain(`: there is no folder ${missing}; create it first\n`);
    expect(code).toBe(2);
  });
});
