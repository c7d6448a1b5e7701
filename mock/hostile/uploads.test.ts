import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { type MockProcess, startMockProcess } from './mock-process.test-helper.js';
import { parseAnswer, type RawAnswer } from './socket.test-helper.js';

const MB = 1024 * 1024;
const path = '/demo/biometric/facecompareliveness';

let mock: MockProcess;
beforeAll(async () => {
  mock = await startMockProcess();
  // Loads everything that is loaded on first use.
  await sendGood(mock);
});
afterAll(() => mock[Symbol.asyncDispose]());

const head = (...lines: readonly string[]): string =>
  [`POST ${path} HTTP/1.1`, 'Host: mock', 'Content-Type: multipart/form-data; boundary=b', ...lines, '', ''].join(
    '\r\n',
  );
const filePart = '--b\r\nContent-Disposition: form-data; name="img1"; filename="a.jpg"\r\n\r\n';

async function opened(): Promise<Socket> {
  const socket = connect(mock.port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Writes at the speed of the mock's reading; stops early if the mock has answered or closed. */
async function pour(socket: Socket, pieces: Iterable<Buffer>): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed || socket.bytesRead > 0) return;
    if (socket.write(piece)) continue;
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        socket.off('drain', goOn).off('close', goOn);
        resolve();
      };
      socket.on('drain', goOn).on('close', goOn);
    });
  }
}

/** The mock's answer; undefined if it closes without one. */
function answerOf(socket: Socket): Promise<RawAnswer | undefined> {
  let got = '';
  return new Promise((resolve) => {
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1');
      const answer = parseAnswer(got);
      if (answer) resolve(answer);
    });
    socket.once('close', () => resolve(undefined));
  });
}

async function exchange(text: string): Promise<RawAnswer | undefined> {
  const socket = await opened();
  socket.write(text, 'latin1');
  const answer = await answerOf(socket);
  socket.destroy();
  return answer;
}

function* times(count: number, piece: Buffer): Iterable<Buffer> {
  for (let left = count; left > 0; left -= 1) yield piece;
}

/** The growth of the mock's memory after this work, and the peak during it. */
async function costOf(work: () => Promise<unknown>): Promise<{ readonly left: number; readonly peak: number }> {
  const before = await mock.memory();
  await work();
  // The mock has noticed all earlier disconnections by the time it answers this request.
  await sendGood(mock);
  const after = await mock.memory();
  return { left: after.held - before.held, peak: after.peak - before.peak };
}

describe('an aborted upload', () => {
  test('hundreds of times, leaves nothing behind', async () => {
    const piece = Buffer.alloc(256 * 1024, 'x');
    const rounds = async (count: number): Promise<void> => {
      for (let round = 0; round < count; round += 1)
        await Promise.all(
          Array.from({ length: 15 }, async () => {
            const socket = await opened();
            socket.write(head('Content-Length: 3000000') + filePart);
            await pour(socket, times(2, piece));
            await new Promise((resolve) => socket.write(piece, resolve));
            if (round % 2 === 0) socket.resetAndDestroy();
            else socket.resume().end();
            await once(socket, 'close');
          }),
        );
    };
    // The mock keeps upload memory for reuse: after a few rounds all of it is allocated.
    await rounds(20);
    const { left } = await costOf(() => rounds(20));
    // 300 times three quarters of a megabyte were sent.
    expect(left).toBeLessThan(24 * MB);
  });

  test('is journalled as aborted', async () => {
    const socket = await opened();
    socket.write(head('Content-Length: 3000000').replace('/demo', '/s/broken-off/demo') + filePart);
    socket.resume().end();
    await once(socket, 'close');
    const { requests } = await fetch(`${mock.url}/__admin/requests?session=broken-off`).then((response) =>
      response.json(),
    );
    expect(requests).toMatchObject([
      { state: 'aborted', parts: [], answer: { reason: 'the client disconnected while it was sending' } },
    ]);
  });
});

describe('a body that is too large', () => {
  test('is answered with image-too-large and not kept', async () => {
    const piece = Buffer.alloc(MB, 'x');
    let answer: RawAnswer | undefined;
    const { left, peak } = await costOf(async () => {
      const socket = await opened();
      socket.write(head(`Content-Length: ${200 * MB + filePart.length}`) + filePart);
      [answer] = await Promise.all([answerOf(socket), pour(socket, times(200, piece))]);
      socket.destroy();
    });
    expect(answer?.status).toBe(200);
    expect(answer?.headers.get('x-mock-scenario')).toBe('image-too-large');
    // The memory of one upload remains.
    expect(left).toBeLessThan(8 * MB);
    expect(peak).toBeLessThan(100 * MB);
  });

  test('is cut off if it never ends', async () => {
    const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(MB, 'x'), Buffer.from('\r\n')]);
    const socket = await opened();
    const start = head('Transfer-Encoding: chunked').replace('/demo', '/s/endless/demo');
    socket.write(`${start}${filePart.length.toString(16)}\r\n${filePart}\r\n`);
    const answered = answerOf(socket);
    let sent = 0;
    while (!socket.destroyed && socket.bytesRead === 0) {
      await pour(socket, [chunk]);
      sent += 1;
    }
    if (!socket.closed) await once(socket, 'close');
    expect(sent).toBeLessThan(400);
    // A client that keeps sending may lose the answer; the journal shows that it was right.
    const scenario = (await answered)?.headers.get('x-mock-scenario');
    expect(scenario ?? 'image-too-large').toBe('image-too-large');
    const { requests } = await fetch(`${mock.url}/__admin/requests?session=endless`).then((response) =>
      response.json(),
    );
    expect(requests).toMatchObject([{ answer: { scenario: 'image-too-large' } }]);
  });
});

describe('a body in tiny pieces', () => {
  test('costs its bytes and little more', async () => {
    const before = await mock.memory();
    const letters = Buffer.from('1\r\nx\r\n'.repeat(20_000));
    const { peak } = await costOf(async () => {
      const socket = await opened();
      const text = '--b\r\nContent-Disposition: form-data; name="question"\r\n\r\n';
      socket.write(`${head('Transfer-Encoding: chunked')}${text.length.toString(16)}\r\n${text}\r\n`);
      await pour(socket, times(50, letters));
      await new Promise((resolve) => socket.write('1\r\ny\r\n', resolve));
      // It has a million characters now, and another request is answered meanwhile.
      await sendGood(mock);
      const { held } = await mock.memory();
      expect(held - before.held).toBeLessThan(40 * MB);
      socket.destroy();
    });
    expect(peak).toBeLessThan(150 * MB);
  });
});

describe('an inconsistent request', () => {
  const body = '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nx\r\n--b--\r\n';
  const framed = (...lines: readonly string[]): string => head(...lines) + body;

  test.each([
    ['a length and chunks at once', framed('Content-Length: 5', 'Transfer-Encoding: chunked')],
    ['two lengths', framed('Content-Length: 5', 'Content-Length: 6')],
    ['a length that is no number', framed('Content-Length: 5x')],
    ['a negative length', framed('Content-Length: -1')],
    ['a length beyond all numbers', framed('Content-Length: 99999999999999999999999')],
    ['chunks that are not the last of its encodings', framed('Transfer-Encoding: chunked, identity')],
    ['a header line that is folded', framed('X-A: b', ' c')],
    ['a header name with a blank', framed('Content-Length : 5')],
    ['a NUL in a header', framed('X-A: \0')],
    ['a chunk whose length is no number', `${head('Transfer-Encoding: chunked')}zz\r\nx\r\n0\r\n\r\n`],
  ])('with %s is rejected before the mock sees it', async (_, text) => {
    expect(await exchange(text)).toMatchObject({
      status: 400,
      body: expect.stringContaining('the bytes are not an HTTP request'),
    });
  });

  test('with a length that is too short is rejected, and the rest is no second request', async () => {
    expect(await exchange(framed('Content-Length: 10'))).toMatchObject({
      status: 400,
      body: expect.stringContaining('the bytes are not an HTTP request'),
    });
  });

  test('with a length that is too long keeps waiting, and delays no other', async () => {
    const socket = await opened();
    socket.write(framed('Content-Length: 5000'));
    expect((await sendGood(mock)).headers.get('X-Mock-Scenario')).toBe('success');
    expect(socket.bytesRead).toBe(0);
    socket.destroy();
  });

  test('with headers beyond 16 KB is rejected with 431', async () => {
    expect(await exchange(framed(`X-Long: ${'x'.repeat(17_000)}`))).toMatchObject({ status: 431 });
    expect(await exchange(`GET /${'x'.repeat(17_000)} HTTP/1.1\r\nHost: mock\r\n\r\n`)).toMatchObject({ status: 431 });
  });
});

describe('connections that send nothing', () => {
  test('do not keep the mock from answering', async () => {
    const silent = await Promise.all(Array.from({ length: 100 }, opened));
    expect((await sendGood(mock)).headers.get('X-Mock-Scenario')).toBe('success');
    for (const socket of silent) socket.destroy();
  });
});
