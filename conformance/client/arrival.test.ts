import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { type CaseResult, collectResults } from '../evidence/verdict.js';
import type { ClientCase } from '../protocol/protocol.js';
import { runClientCases } from './client-run.js';
import { createInProcessDriver } from './in-process/in-process-driver.js';

/** What a client gets wrong below the form: in the head, or in the body as a whole. */
interface Habit {
  readonly head?: (lines: readonly string[]) => readonly string[];
  readonly body?: (body: Buffer) => Buffer;
  /** Whether the client ends its side of the connection after the request. */
  readonly isEnded?: boolean;
}

/** A client that writes its request byte by byte, as no HTTP library does. */
async function send({ baseUrl, path, request }: ClientCase, habit: Habit): Promise<string> {
  const url = new URL(baseUrl + path);
  const pieces: Buffer[] = [];
  for (const [name, value] of Object.entries(request)) {
    const file = typeof value === 'string' ? '' : `; filename="${value.filename}"`;
    pieces.push(Buffer.from(`--b\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`));
    pieces.push(typeof value === 'string' ? Buffer.from(value) : await readFile(value.file), Buffer.from('\r\n'));
  }
  const body = Buffer.concat([...pieces, Buffer.from('--b--\r\n')]);
  const { head = (lines: readonly string[]) => lines, body: change = (whole: Buffer) => whole } = habit;
  const lines = head([
    `POST ${url.pathname} HTTP/1.1`,
    `Host: ${url.host}`,
    'Content-Type: multipart/form-data; boundary=b',
    `Content-Length: ${body.length}`,
  ]);
  const socket = connect({ host: url.hostname, port: Number(url.port), allowHalfOpen: true });
  socket.on('error', () => {});
  socket.write(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
  socket.write(change(body));
  if (habit.isEnded) socket.end();
  const answer = await text(socket).catch(() => '');
  socket.destroy();
  return answer;
}

async function run(habit: Habit): Promise<CaseResult | undefined> {
  const [result] = await collectResults(
    runClientCases({
      createDriver: () =>
        createInProcessDriver(async (testCase) => {
          const answer = await send(testCase, habit);
          const [, body = ''] = answer.split('\r\n\r\n');
          const trxNo = /^X-Trx-No: (.*)$/im.exec(answer)?.[1];
          if (!body.includes('"Success"')) return { outcome: 'transport-error', reason: body.slice(0, 200) };
          const { date, message, result: found } = JSON.parse(body);
          const fields = { date, message, ...found.face_compare, ...found.face_liveness, trxNo };
          return { outcome: 'success', kind: 'success', fields };
        }),
      contract: await loadContract(),
      cases: cases.filter(({ id }) => id === 'success-all-parts'),
      limitMs: 20_000,
      signal: new AbortController().signal,
    }),
  );
  return result;
}

const failures = (result: CaseResult | undefined) =>
  Object.fromEntries(
    (result?.checks ?? []).flatMap(({ id, outcome, actual }) => (outcome === 'passed' ? [] : [[id, actual]])),
  );
const without =
  (name: string) =>
  (lines: readonly string[]): readonly string[] =>
    lines.filter((line) => !line.startsWith(name));
const lengthOf =
  (change: (bytes: number) => number) =>
  (lines: readonly string[]): readonly string[] =>
    lines.map((line) =>
      line.replace(/^Content-Length: (\d+)$/, (_, bytes) => `Content-Length: ${change(Number(bytes))}`),
    );

describe('a request that does not arrive whole is one finding, which names the cause:', () => {
  test.each<readonly [string, Habit, RegExp]>([
    [
      'no closing boundary',
      { body: (body) => body.subarray(0, -7), head: lengthOf((bytes) => bytes - 7) },
      /^the body ends before the closing boundary, in \w+; the body must be complete/,
    ],
    [
      'a Content-Length that is too small',
      { head: lengthOf((bytes) => bytes - 200) },
      /^the body ends before the closing boundary.*: more bytes follow it, so its Content-Length of \d+ is too small$/,
    ],
    [
      'a Content-Length that is too large',
      { head: lengthOf((bytes) => bytes + 200), isEnded: true },
      /^a request whose connection ends before the \d+ bytes of its Content-Length had come$/,
    ],
    [
      'no Content-Length',
      { head: without('Content-Length') },
      /^the body is empty: the request has neither Content-Length nor Transfer-Encoding/,
    ],
    [
      'chunks without a last one',
      {
        head: (lines) => [...without('Content-Length')(lines), 'Transfer-Encoding: chunked'],
        body: (body) => Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body]),
        isEnded: true,
      },
      /^a request whose connection ends before the last chunk had come$/,
    ],
    ['no Host', { head: without('Host') }, /^the request has no Host header, which HTTP\/1\.1 requires; send one/],
    ['a header without a colon', { head: (lines) => [...lines, 'Bad Header'] }, /^the bytes are not an HTTP request: /],
  ])('%s', async (_, habit, cause) => {
    expect(failures(await run(habit))).toEqual({ 'wire-complete': expect.stringMatching(cause) });
  });
});

describe('a form that is readable and unusual', () => {
  /** Replaces bytes of the form, and keeps its pictures. */
  const replacing =
    (what: string, by: string) =>
    (body: Buffer): Buffer =>
      Buffer.from(body.toString('latin1').replaceAll(what, by), 'latin1');

  test('passes with a note that a part ends with LF only', async () => {
    const body = replacing('AIT\r\n--b', 'AIT\n--b');
    const result = await run({ body, head: lengthOf((bytes) => bytes - 1) });
    expect(failures(result)).toEqual({});
    expect(result?.notes).toContainEqual(
      expect.stringMatching(/^the form is readable and unusual: a part ends with LF/),
    );
  });

  test('passes with a note where bytes beside it are no request', async () => {
    const body = (whole: Buffer): Buffer => Buffer.concat([whole, Buffer.from('more')]);
    const result = await run({ body });
    expect(result?.checks.find(({ id }) => id === 'wire-complete')?.outcome).toBe('passed');
    expect(result?.notes).toContainEqual(
      expect.stringMatching(/^beside the request came what is none: the bytes are not an HTTP request/),
    );
  });

  test('has no note where it is as usual', async () => {
    const result = await run({});
    expect([failures(result), result?.notes]).toEqual([{}, undefined]);
  });
});
