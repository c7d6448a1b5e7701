import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { sendGood } from '../good-request.test-helper.js';
import { type MockProcess, startMockProcess } from './mock-process.test-helper.js';
import { allowedGrowth, caseCount, firstCase, prepareMutations, seed } from './mutated-requests.test-helper.js';

const run = await prepareMutations();

/**
 * Makes the mock lend memory to as many uploads of unknown length as there will be at once. Otherwise its idle memory
 * would look like growth.
 */
async function allocateAllMemory({ port, url }: MockProcess): Promise<void> {
  const sockets = Array.from({ length: 16 }, () => connect(port, '127.0.0.1'));
  for (const socket of sockets)
    socket.write(
      'POST /s/memory/demo/biometric/facecompareliveness HTTP/1.1\r\nHost: localhost\r\n' +
        'Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n-\r\n',
    );
  const open = async (): Promise<number> => {
    const response = await fetch(`${url}/__admin/requests/count?session=memory`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ criteria: { state: 'open' } }),
    });
    return (await response.json()).count;
  };
  await expect.poll(open).toBe(16);
  await Promise.all(
    sockets.map(async (socket) => {
      socket.write('0\r\n\r\n');
      await once(socket, 'data');
      socket.destroy();
    }),
  );
}

describe(`mutated requests, seed ${seed}`, () => {
  test(`${caseCount} of them get valid answers, leak no memory, and leave the mock working`, async () => {
    await using mock = await startMockProcess();
    const quarter = firstCase + Math.floor(caseCount / 4);
    await allocateAllMemory(mock);
    expect(await run(mock, firstCase, quarter)).toEqual([]);
    const before = await mock.memory();
    expect(await run(mock, quarter, firstCase + caseCount)).toEqual([]);
    const after = await mock.memory();
    expect(after.held - before.held).toBeLessThan(allowedGrowth);
    const { headers } = await sendGood(mock);
    expect(headers.get('X-Mock-Scenario')).toBe('success');
  });
});
