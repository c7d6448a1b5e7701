import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runKit, runLine } from './cli.test-helper.js';
import { brokenServers } from './conformance/peers/broken/index.js';
import { startBrokenServer } from './conformance/peers/broken/start-broken-server.js';
import { reportProblems } from './conformance/reports/run-report.test-helper.js';
import { createMockServer, type MockServer } from './mock/index.js';
import { loadContract, loadProfile } from './spec/index.js';

let folder: string;
let mock: MockServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-cli-'));
  mock = await createMockServer();
});
afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
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
    const { code, out } = await runKit(args, {
      env: { EENDIGO_KIT_TENANT_CODE: 'CANARY-code', EENDIGO_KIT_KEY: 'CANARY-key' },
    });
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
    const proxy = { env: { http_proxy: 'http://127.0.0.1:9', no_proxy: '' } };
    const args = ['conformance', 'server', '--target', `${server.url}/demo`, '--only', 'success-all-parts'];
    const { code, out } = await runKit(args, proxy);
    expect(code).toBe(1);
    expect(out).toMatch(
      /✖ 1 case failed in x-trx-no-present\n +check +x-trx-no-present: an answer of a kind that carries X-Trx-No has\n +the header\n +expected +"X-Trx-No"\n +actual +nothing\n +document +section 2, /,
    );
    const curl = out.split('\n').find((line) => line.trim().startsWith('curl '));
    expect((await runLine(curl ?? '', proxy)).out).toMatch(/"status":"Success"/);
  });

  test('exits with 3 when every deviation concerns what the document leaves open', async () => {
    const broken = brokenServers.find(({ id }) => id === 'answers failures with status 400');
    if (!broken) throw new Error('the broken server is missing');
    await using server = await startBrokenServer(broken, mock);
    const { code, out } = await runKit([
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
    expect((await runKit([...args, '--profile', 'rest'])).code).toBe(0);
    const { code, out } = await runKit(args);
    expect(code).toBe(3);
    expect(out).toMatch(/\* http-status +by-meaning\n +Which HTTP status/);
    expect(out).toContain('run again with --profile rest');
    expect(await runKit([...args, '--profile', 'nowhere.yaml'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('nowhere.yaml'),
    });
  });

  test('prints the plan and sends nothing to another machine until it has a budget', async () => {
    const credentials = { env: { EENDIGO_KIT_TENANT_CODE: 'T', EENDIGO_KIT_KEY: 'K' } };
    const { code, out, err } = await runKit(
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
    const { code, out, err } = await runKit(args);
    expect(out).toMatch(/^ {2}send {2}credentials-wrong-key {2}\w+\nPlan for .*: 1 request, /);
    expect([code, err]).toEqual([0, '']);
  });

  test('names the pictures that the given folder lacks', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    await writeFile(join(own, 'selfie-max.jpg'), '');
    const target = ['--target', 'https://uat.example.com/demo', '--fixtures', own, '--dry-run'];
    const { out } = await runKit(['conformance', 'server', ...target, '--only', 'success-all-parts']);
    expect(out).toContain(`success-all-parts  needs a real face in ktp-max.jpg, which ${own} does not have`);
  });

  test.each([
    ['server', ['--target', 'http://127.0.0.1:1', '--timeout', '0']],
    ['client', ['--limit', '0', '--', 'true']],
  ])('rejects a time limit of zero for a %s', async (direction, args) => {
    const { code, err } = await runKit(['conformance', direction, ...args]);
    expect(err).toMatch(/Give seconds, from 0\.001 to 3600/);
    expect(code).toBe(2);
  });

  test.each(['server', 'client'])(
    'documents the limits of a run on a %s, and their defaults, in seconds',
    async (direction) => {
      const { out } = await runKit(['conformance', direction, '--help']);
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
    const { code, err } = await runKit(
      ['conformance', 'server', ...args],
      args.some((arg) => arg.includes('api.eendigo'))
        ? { env: { EENDIGO_KIT_TENANT_CODE: 'T', EENDIGO_KIT_KEY: 'K' } }
        : {},
    );
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });
});

describe('eendigo-kit conformance client', () => {
  const adapter = join(import.meta.dirname, 'conformance', 'adapters', 'fetch.mjs');
  const broken = join(import.meta.dirname, 'conformance', 'peers', 'client.mjs');
  const client = (...command: string[]) =>
    runKit(['conformance', 'client', '--only', 'credentials-unknown-tenant', '--', ...command]);

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
    const { code, out } = await runKit(args, { env: { http_proxy: 'http://127.0.0.1:9', no_proxy: 'corp.example' } });
    expect(code, out).toBe(0);
  });

  test('kills a client that exceeds its time limit, and its child processes, and reports it', async () => {
    const script = join(folder, 'slow.sh');
    await writeFile(script, 'sleep 600 & wait');
    const { code, out } = await runKit([
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
    expect(await runKit(['conformance', 'client'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no client is given/),
    });
  });
});
