import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import {
  answering,
  operationPath,
  readMessage,
  sendBytes,
  startByteServer,
  startTestRecorder,
} from './recorder.test-helper.js';

const post = `POST ${operationPath} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx`;
const half = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf';

describe('a fault of the target reaches the client as it is, and the record', () => {
  test('a reset', async () => {
    await using target = await startByteServer((_, socket) => socket.resetAndDestroy());
    await using recorder = await startTestRecorder(target.port);
    const { bytes, code } = await sendBytes(recorder.port, post);
    expect([bytes.length, code]).toEqual([0, 'ECONNRESET']);
    const [exchange] = await recorder.over(1);
    expect(exchange?.evidence.transportError).toBe('the connection to the target breaks (ECONNRESET)');
  });

  test('an end before the answer', async () => {
    await using target = await startByteServer((_, socket) => socket.end());
    await using recorder = await startTestRecorder(target.port);
    const { bytes } = await sendBytes(recorder.port, post);
    expect(bytes).toHaveLength(0);
    const [exchange] = await recorder.over(1);
    expect(exchange?.evidence.transportError).toBe('the target hangs up before its answer is complete');
  });

  test('an end in the middle of the answer, of which the rest arrives', async () => {
    await using target = await startByteServer(answering(half));
    await using recorder = await startTestRecorder(target.port);
    const { bytes } = await sendBytes(recorder.port, post);
    expect(bytes.toString()).toMatch(/\r\n\r\nhalf$/);
    const [exchange] = await recorder.over(1);
    expect(exchange?.evidence).toMatchObject({
      answer: { status: 200, body: 'half' },
      transportError: 'the target hangs up before its answer is complete',
    });
  });

  test('an answer that stops', async () => {
    await using target = await startByteServer(answering(half, () => {}));
    await using recorder = await startTestRecorder(target.port, { timeoutMs: 300 });
    const { code } = await sendBytes(recorder.port, post);
    expect(code).toBe('ECONNRESET');
    const [exchange] = await recorder.over(1);
    expect(exchange?.evidence.transportError).toBe('the answer stops for 0.3 s (time-out)');
  });
});

describe('where nothing of the target can reach the client, the recorder answers by its own name', () => {
  test.each<readonly [string, number | 'closed', string, RegExp]>([
    ['a target that nothing listens at', 'closed', '', /^HTTP\/1\.1 502 .*nothing listens there \(ECONNREFUSED\)/s],
    ['no answer in time', 300, '', /^HTTP\/1\.1 504 .*no answer within 0\.3 s \(time-out\); it may have charged/s],
    ['an answer that is no HTTP', 20_000, 'hello\r\n\r\n', /^HTTP\/1\.1 502 .*answer is not HTTP/s],
  ])('%s', async (_, timeout, answer, expected) => {
    const target = await startByteServer(answer === '' ? () => {} : answering(answer));
    if (timeout === 'closed') await target[Symbol.asyncDispose]();
    await using recorder = await startTestRecorder(target.port, timeout === 'closed' ? {} : { timeoutMs: timeout });
    const { bytes } = await sendBytes(recorder.port, post);
    expect(bytes.toString()).toMatch(expected);
    expect(bytes.toString()).toContain('"from": "eendigo-kit record"');
    const [exchange] = await recorder.over(1);
    expect(exchange?.evidence.transportError).toBeDefined();
    if (timeout !== 'closed') await target[Symbol.asyncDispose]();
  });
});

test('a client that hangs up ends the call at the target, and the record says so', async () => {
  let onEnd: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    onEnd = resolve;
  });
  let onArrival: () => void = () => {};
  const arrived = new Promise<void>((resolve) => {
    onArrival = resolve;
  });
  await using target = await startByteServer((_, socket) => {
    socket.once('close', onEnd);
    socket.once('end', () => socket.end());
    onArrival();
  });
  await using recorder = await startTestRecorder(target.port);
  const client = connect(recorder.port, '127.0.0.1');
  client.write(post);
  await arrived;
  client.destroy();
  await ended;
  const [exchange] = await recorder.over(1);
  expect(exchange?.evidence.transportError).toBe('the client hung up before the answer was complete');
});

test('a client that hangs up in the middle of its upload is recorded, and nothing is made up for it', async () => {
  let onArrival: () => void = () => {};
  const arrived = new Promise<void>((resolve) => {
    onArrival = resolve;
  });
  await using target = await startByteServer((soFar) => {
    if (soFar.includes('half')) onArrival();
  });
  await using recorder = await startTestRecorder(target.port);
  const client = connect(recorder.port, '127.0.0.1');
  client.write(
    `POST ${operationPath} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 100\r\n\r\nhalf`,
  );
  await arrived;
  client.destroy();
  const [exchange] = await recorder.over(1);
  expect(exchange).toMatchObject({ evidence: { transportError: 'the client hung up before the answer was complete' } });
  expect(exchange?.facts).toBeUndefined();
  expect(readMessage(target.received[0] ?? Buffer.alloc(0))?.body.toString()).toBe('half');
});

test('an exchange in flight at the end is recorded as open after its time of grace, one that ends in it is whole', async () => {
  let answer: () => void = () => {};
  let onArrival: () => void = () => {};
  const bothArrived = new Promise<void>((resolve) => {
    onArrival = resolve;
  });
  let count = 0;
  await using target = await startByteServer((_, socket) => {
    count += 1;
    if (count === 1) answer = () => socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    if (count === 2) onArrival();
  });
  await using recorder = await startTestRecorder(target.port);
  const clients = [sendBytes(recorder.port, post)];
  while (target.received.length === 0) await new Promise((resolve) => setImmediate(resolve));
  clients.push(sendBytes(recorder.port, post));
  await bothArrived;
  const closed = recorder.close(AbortSignal.abort('SIGINT'));
  answer();
  await closed;
  const exchanges = await recorder.over(2);
  expect(exchanges.map(({ isOpen = false, evidence }) => [isOpen, evidence.transportError])).toEqual([
    [false, undefined],
    [true, 'interrupted by SIGINT before the answer was complete'],
  ]);
  await Promise.all(clients);
});
