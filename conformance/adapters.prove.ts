import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer } from '../mock/index.js';
import { prepareAdapters, type RunnableAdapter } from './adapters.test-helper.js';

/** The report of an adapter, which it writes before it exits. */
interface Report {
  readonly outcome: string;
  readonly kind?: string | null;
  readonly fields?: Readonly<Record<string, string | null>>;
  readonly reason?: string;
}

const adapters = await prepareAdapters();

/** Longer than any machine needs, so that no test reaches it. */
const patientMs = 60_000;
/** Short, for answers that never end. */
const impatientMs = 600;

const cli = join(import.meta.dirname, '..', 'dist', 'cli.js');
const path = '/biometric/facecompareliveness';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-adapters-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

let cases = 0;

/** Gives an adapter one case, and returns its report. */
async function runCase(
  { command: [program, ...args] }: RunnableAdapter,
  baseUrl: string,
  {
    timeoutMs = patientMs,
    bytes = 1000,
    env = {},
  }: { timeoutMs?: number; bytes?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Report> {
  const at = join(folder, String(cases++));
  const picture = { file: `${at}.jpg`, filename: 'selfie.jpg' };
  await writeFile(picture.file, Buffer.alloc(bytes, 7));
  const request = { img1: picture, img2: picture, key: 'secret', tenant_code: 'AIT', refNumber: 'REF-ü' };
  await writeFile(`${at}.case.json`, JSON.stringify({ baseUrl, path, timeoutMs, request }));
  const child = execFile(program, args, {
    env: { ...process.env, EENDIGO_KIT_CASE: `${at}.case.json`, EENDIGO_KIT_RESULT: `${at}.result.json`, ...env },
  });
  try {
    await once(child, 'exit');
  } finally {
    child.kill('SIGKILL');
  }
  return JSON.parse(await readFile(`${at}.result.json`, 'utf8')) as Report;
}

/** A server that answers once it has the whole request. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => answer(request, response));
  });
  return listening(server);
}

async function listening(server: Server): Promise<string> {
  open.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Does some work for each item, a few at a time. Returns the results in the items' order. */
async function eachOf<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all([worker(), worker(), worker()]);
  return results;
}

/** Writes bytes slowly until the client closes the connection. */
function dribble(response: ServerResponse, write: () => void): void {
  const timer = setInterval(write, 20);
  response.once('close', () => clearInterval(timer));
}

/** Makes Node.js collect garbage all the time, as a large program may. */
const collector = `
  import { setFlagsFromString } from 'node:v8';
  import { runInNewContext } from 'node:vm';
  setFlagsFromString('--expose-gc');
  setInterval(runInNewContext('gc'), 20).unref();
`;

/** JSON bodies with status 200 that are not answers of the document. */
const strange: readonly string[] = [
  'null',
  '[]',
  '"Success"',
  '{}',
  '{"timestamp":"2022-04-14T03:56:15","status":500,"error":"Internal Server Error","path":"/"}',
  '{"status":"Success","date":"","message":""}',
  '{"status":"Success","date":"","message":"","result":{"face_compare":{"compare":true,"similarity":0.8,"threshold":0.8},"face_liveness":{"live":true,"score":1}}}',
  '[['.repeat(100_000),
];

/** Statuses after which some libraries send a request again by themselves. */
const askAgain: readonly number[] = [401, 408, 417, 421, 425, 429, 500, 503];

/** Failures whose message the document does not know. */
const unknownFailures: readonly (readonly [body: string, message: string | null])[] = [
  ['{"status":"FAILED","message":"Try later"}', 'Try later'],
  ['{"status":"FAILED","message":"constructor"}', 'constructor'],
  ['{"status":"FAILED","message":["Insufficient balance"]}', null],
  ['{"status":"FAILED"}', null],
];

describe.each(adapters)('the adapter $file', (adapter) => {
  test('passes the suite, but for the known failures of its library', async () => {
    const known = adapter.knownFailures ? ['--known-failures', adapter.knownFailures] : [];
    const session = adapter.isSession ? ['--session'] : [];
    const args = [cli, 'conformance', 'client', '--jobs', '2', ...session, ...known, '--', ...adapter.command];
    const { stdout, code } = await new Promise<{ stdout: string; code: number }>((resolve) =>
      execFile(process.execPath, args, { maxBuffer: 1e7 }, (error, stdout, stderr) =>
        resolve({ stdout: stdout + stderr, code: Number(error?.code ?? 0) }),
      ),
    );
    expect({ stdout, code }).toEqual({ stdout: expect.stringMatching(/\d+ cases: \d+ passed/), code: 0 });
  });

  describe('keeps its time limit', () => {
    test('when a body arrives slowly without end', async () => {
      const url = await serve((_, response) => {
        response.writeHead(200).write('{');
        dribble(response, () => response.write(' '));
      });
      expect(await runCase(adapter, url, { timeoutMs: impatientMs })).toMatchObject({ outcome: 'transport-error' });
    });

    test('when a head arrives slowly without end', async () => {
      const url = await serve((_, response) => {
        response.socket?.write('HTTP/1.1 200 OK\r\nX-Slow: ');
        dribble(response, () => response.socket?.write('a'));
      });
      expect(await runCase(adapter, url, { timeoutMs: impatientMs })).toMatchObject({ outcome: 'transport-error' });
    });

    test('when the server does not read the upload', async () => {
      const url = await listening(createTcpServer((socket) => socket.pause().on('error', () => {})));
      const report = await runCase(adapter, url, { timeoutMs: impatientMs, bytes: 8_000_000 });
      expect(report).toMatchObject({ outcome: 'transport-error' });
    });

    test('when a body stops, even while Node.js collects garbage', async () => {
      const url = await serve((_, response) => response.writeHead(200).write('{'));
      const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(collector)}` };
      expect(await runCase(adapter, url, { timeoutMs: impatientMs, env })).toMatchObject({
        outcome: 'transport-error',
      });
    });
  });

  test('stops reading an endless answer', async () => {
    const block = Buffer.alloc(65_536, ' ');
    let sent = 0;
    const url = await serve((_, response) => {
      const more = (): void => {
        do sent += block.length;
        while (!response.destroyed && response.write(block));
      };
      response
        .writeHead(200)
        .on('drain', more)
        .on('error', () => {});
      more();
    });
    const report = await runCase(adapter, url);
    expect(report).toMatchObject({
      outcome: 'transport-error',
      reason: expect.stringMatching(/more than|exceeded|larger/i),
    });
    // What the sockets and the client hold, and not what its whole time limit brings.
    expect(sent).toBeLessThan(200_000_000);
  });

  test.each([302, 307])('sends nothing to the other host when the answer is a redirect %i', async (status) => {
    const visits: string[] = [];
    const other = await serve(({ method }, response) => {
      visits.push(String(method));
      response.end();
    });
    const url = await serve((_, response) => response.writeHead(status, { Location: `${other}/${path}` }).end('{}'));
    expect(await runCase(adapter, url)).toMatchObject({ outcome: 'transport-error' });
    expect(visits).toEqual([]);
  });

  test('sends nothing again when the answer asks for it, and understands that answer', async () => {
    const outcomes = await eachOf(askAgain, async (status) => {
      const received: string[] = [];
      const url = await serve(({ method }, response) => {
        received.push(String(method));
        response.writeHead(status, { 'Retry-After': '0', 'WWW-Authenticate': 'Basic realm="x"' });
        response.end('{"status":"FAILED","message":"Insufficient balance"}');
      });
      const { outcome, kind } = await runCase(adapter, url);
      return [status, outcome, kind, received] as const;
    });
    const once = askAgain.filter((status) => !adapter.repeatsAfter?.includes(status));
    expect(outcomes.filter(([status]) => once.includes(status))).toEqual(
      once.map((status) => [status, 'service-error', 'insufficient-balance', ['POST']]),
    );
    // What the table says of a library holds: no more, no less.
    for (const [status, , , received] of outcomes.filter(([status]) => !once.includes(status)))
      expect([status, received]).toEqual([status, ['POST', 'POST']]);
  });

  test('reports a transport error for JSON that the document does not know', async () => {
    const outcomes = await eachOf(strange, async (body) => {
      const { outcome } = await runCase(adapter, await serve((_, response) => response.end(body)));
      return [body.slice(0, 40), outcome] as const;
    });
    expect(outcomes).toEqual(strange.map((body) => [body.slice(0, 40), 'transport-error']));
  });

  test('reports a failure whose message it does not know with the message and without a kind', async () => {
    const reports = await eachOf(unknownFailures, async ([body]) =>
      runCase(adapter, await serve((_, response) => response.end(body))),
    );
    expect(reports.map(({ outcome, kind, fields }) => [outcome, kind, fields?.['message']])).toEqual(
      unknownFailures.map(([, message]) => ['service-error', null, message]),
    );
  });

  test('connects by HTTPS to a trusted server only', async () => {
    await using mock = await createMockServer({ tls: true });
    const certificate = join(folder, `${adapter.file}.pem`);
    await writeFile(certificate, String(mock.certificate));
    const session = mock.session('tls', { scenario: 'success-not-matched' });
    const env = await adapter.trust(certificate);
    expect(await runCase(adapter, session.url, { env })).toMatchObject({
      outcome: 'success',
      fields: { compare: 'False' },
    });
    expect(await runCase(adapter, session.url)).toMatchObject({
      outcome: 'transport-error',
      // Java's client may see first that the mock has closed the connection, which it does because of the client's refusal.
      reason: expect.stringMatching(/certificate|terminated the handshake/i),
    });
    expect(session.requests()).toHaveLength(1);
  });
});
