import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemLines, runKit, runLine, startKit, startMockCommand } from './cli.test-helper.js';
import { createMockServer, type MockServer } from './mock/index.js';

let folder: string;
let other: MockServer;
let typo: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-cli-'));
  typo = join(folder, 'typo.yaml');
  await writeFile(typo, 'prot: 1');
  other = await createMockServer();
});
afterAll(async () => {
  await other.close();
  await rm(folder, { recursive: true });
});

describe('eendigo-kit mock', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'prints a curl line that works as printed, and ends on %s with exit code 0',
    async (signal) => {
      await using mock = await startMockCommand();
      const { out } = await runLine(mock.curl);
      expect(out).toMatch(/^X-Trx-No: 10877\r$/m);
      expect(JSON.parse(out.split('\r\n\r\n').at(-1) ?? '').status).toBe('Success');
      expect(await mock.end(signal)).toEqual([0, null]);
    },
  );

  test('speaks HTTPS with a certificate that it makes itself and its curl line trusts', async () => {
    const file = join(folder, 'mock.pem');
    await using mock = await startMockCommand(['--tls', '--tls-out', file]);
    expect(mock.curl).toContain(`--cacert ${file}`);
    expect((await runLine(mock.curl)).out).toMatch(/"status":"Success"/);
  });

  test('writes only JSON lines under --log json, from start to end', async () => {
    await using mock = startKit(['mock', '--port', '0', '--log', 'json']);
    const lines: { msg: string; url?: string; text?: string }[] = [];
    for await (const line of createInterface(mock.child.stdout)) {
      const { url } = lines[lines.push(JSON.parse(line)) - 1] ?? {};
      if (url) await fetch(`${url}/demo/biometric/facecompareliveness`, { method: 'POST' });
      if (lines.at(-1)?.msg === 'request') mock.child.kill('SIGINT');
    }
    expect(lines.map(({ msg, text }) => text ?? msg)).toEqual([
      'listening',
      'request',
      'finishing requests in flight, for at most 8 s; press Ctrl-C again to stop at once',
      'ended',
    ]);
    expect(mock.child.stderr.read()).toBeNull();
  });

  test('logs as JSON where it listens and that it ends, at any log level', async () => {
    await using mock = startKit(['mock', '--port', '0', '--log', 'json', '--log-level', 'error']);
    const logged: string[] = [];
    for await (const line of createInterface(mock.child.stdout)) {
      const { msg, text, url } = JSON.parse(line);
      logged.push(text ?? msg);
      if (!url) continue;
      // A rejected request is not an error of the mock, so it is below the level.
      await fetch(`${url}/demo/biometric/facecompareliveness`, { method: 'POST' });
      mock.child.kill('SIGINT');
    }
    expect(logged).toEqual(['listening', expect.stringMatching(/^finishing/), 'ended']);
  });

  test('exits at once on the second Ctrl-C, even with requests in flight', async () => {
    await using mock = await startMockCommand();
    const headers = { 'X-Mock-Delay': '600000' };
    const lost = fetch(`${mock.url}/demo/biometric/facecompareliveness`, { method: 'POST', headers }).catch(
      () => 'lost',
    );
    await expect
      .poll(async () => (await (await fetch(`${mock.url}/__admin/requests`)).json()).requests[0]?.answer)
      .toBeTruthy();
    mock.child.kill('SIGINT');
    for await (const line of createInterface(mock.child.stderr))
      if (/press Ctrl-C again to stop at once/.test(line)) break;
    expect(await mock.end('SIGINT')).toEqual([130, null]);
    expect(await lost).toBe('lost');
  });

  test('exits at once after a client was answered before it sent its body, and left', async () => {
    await using mock = await startMockCommand();
    const socket = connect(mock.port, '127.0.0.1');
    socket.write('POST /nope HTTP/1.1\r\nHost: mock\r\nContent-Length: 10\r\n\r\n');
    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 404 /);
    socket.destroy();
    expect(await mock.end('SIGTERM')).toEqual([0, null]);
  });

  test.each([
    [
      'a port in use',
      () => ['--port', String(other.port)],
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
    const { code, out, err } = await runKit(['mock', ...args()]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(problemLines(err)).toHaveLength(1);
  });
});
