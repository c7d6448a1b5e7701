import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBudget } from '../server/spend/budget.js';
import { openSpendFile, readSpendFile } from '../server/spend/spend-file.js';
import { answering, operationPath, sendBytes, startByteServer, startTestRecorder } from './recorder.test-helper.js';

const post = `POST ${operationPath} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx`;
const json = (body: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const refused = json('{"status":"FAILED","message":"Invalid API key or tenant code"}');
const failed = json('{"status":"FAILED","message":"Parameter invalid, please check your request"}');

let folder: string;
let spendFile: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-record-'));
  spendFile = join(folder, 'spend.ndjson');
});
afterEach(() => rm(folder, { recursive: true }));

const target = new URL('https://kit.test/demo');
function budgetOf(maxBillable: number) {
  const io = { out: () => {}, err: () => {}, env: {}, isTty: false, signal: new AbortController().signal, exitCode: 0 };
  return createBudget({ maxBillable }, openSpendFile(io, spendFile, target), target);
}

describe('a recorder with a budget', () => {
  test('reserves a call on the disk before anything of it is sent', async () => {
    let before = '';
    await using server = await startByteServer((soFar, socket) => {
      void readFile(spendFile, 'utf8').then((text) => {
        before ||= text;
        answering(failed)(soFar, socket);
      });
    });
    await using recorder = await startTestRecorder(server.port, { budget: budgetOf(5) });
    await sendBytes(recorder.port, post);
    await recorder.over(1);
    expect(JSON.parse(before.trim().split('\n')[0] ?? '')).toMatchObject({
      type: 'reserved',
      case: 'recorded-1',
      calls: 1,
    });
  });

  test('answers a call beyond it with 503, sends nothing of it, and says so in the record', async () => {
    await using server = await startByteServer(answering(failed));
    const budget = budgetOf(1);
    await using recorder = await startTestRecorder(server.port, { budget });
    await sendBytes(recorder.port, post);
    const { bytes } = await sendBytes(recorder.port, post);
    expect(bytes.toString()).toMatch(/^HTTP\/1\.1 503 /);
    expect(bytes.toString()).toContain('application/problem+json');
    expect(bytes.toString()).toContain('beyond the budget of 1 billable calls; nothing of it was sent');
    const [, second] = await recorder.over(2);
    expect(second).toMatchObject({
      refused: 'beyond the budget of 1 billable calls',
      evidence: { mayHaveBeenCharged: 0 },
    });
    expect(server.received).toHaveLength(1);
    expect(budget.isReason(second?.refused)).toBe(true);
  });

  test('counts an answer that no server charges as free, so that it leaves room', async () => {
    await using server = await startByteServer(answering(refused));
    const budget = budgetOf(1);
    await using recorder = await startTestRecorder(server.port, { budget });
    for (let count = 0; count < 3; count++) await sendBytes(recorder.port, post);
    await recorder.over(3);
    expect(server.received).toHaveLength(3);
    expect(budget.spent()).toBe(0);
    expect(readSpendFile(spendFile).calls.map(({ calls, isSettled }) => [calls, isSettled])).toEqual(
      Array.from({ length: 3 }, () => [0, true]),
    );
  });

  test.each([
    [
      'a call that the target answers with a reset',
      (_: Buffer, socket: { resetAndDestroy(): void }) => socket.resetAndDestroy(),
    ],
    ['a call without an answer in time', () => {}],
  ])('counts %s as spent, and sends it once', async (_, serve) => {
    await using server = await startByteServer(serve);
    const budget = budgetOf(5);
    await using recorder = await startTestRecorder(server.port, { budget, timeoutMs: 300 });
    await sendBytes(recorder.port, post);
    const [exchange] = await recorder.over(1);
    expect(exchange?.evidence.transportError).toBeDefined();
    expect(budget.spent()).toBe(1);
    expect(server.received).toHaveLength(1);
  });

  test('counts nothing where no connection to the target came about', async () => {
    const { port } = await closedPort();
    const budget = budgetOf(5);
    await using recorder = await startTestRecorder(port, { budget });
    await sendBytes(recorder.port, post);
    await recorder.over(1);
    expect(budget.spent()).toBe(0);
  });

  test('counts other paths by their method: reading is free, and nothing is known of the rest', async () => {
    await using server = await startByteServer(answering(json('{}')));
    const budget = budgetOf(5);
    await using recorder = await startTestRecorder(server.port, { budget });
    await sendBytes(recorder.port, 'GET /demo/balance HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(budget.spent()).toBe(0);
    await sendBytes(recorder.port, 'POST /demo/other HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n');
    await sendBytes(recorder.port, `PUT ${operationPath} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`);
    await recorder.over(3);
    expect(budget.spent()).toBe(1);
    expect(server.received).toHaveLength(3);
  });
});

describe('a request that may leave the path of the target', () => {
  test.each([
    '/biometric/facecompareliveness',
    '/demo/../biometric/facecompareliveness',
    '/demo/%2e%2E/biometric/facecompareliveness',
    '/demo/x/..%2f..%2fbiometric/facecompareliveness',
    '/demo/%252e%252e/biometric/facecompareliveness',
    '/demo/..;/biometric/facecompareliveness',
    '/demo\\..\\biometric/facecompareliveness',
    '/demonstration',
    '//demo/biometric/facecompareliveness',
    'http://kit.test/biometric/facecompareliveness',
  ])('is never passed on: %s', async (path) => {
    await using server = await startByteServer(answering(json('{}')));
    await using recorder = await startTestRecorder(server.port, { budget: budgetOf(5) });
    const { bytes } = await sendBytes(recorder.port, post.replace(operationPath, path));
    expect(bytes.toString()).toMatch(/^HTTP\/1\.1 404 /);
    expect(bytes.toString()).toContain('nothing of it was sent');
    await recorder.over(1);
    expect(server.received).toHaveLength(0);
  });
});

async function closedPort(): Promise<{ readonly port: number }> {
  await using server = await startByteServer(() => {});
  return { port: server.port };
}
