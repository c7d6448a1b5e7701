import { expect, test } from 'vitest';
import { startMockProcess } from './mock-process.test-helper.js';
import { randomOf } from './random.test-helper.js';
import { onWire, requestOf } from './request.test-helper.js';
import { rawConnection } from './socket.test-helper.js';

const megabyte = 1024 * 1024;
const long = 'x'.repeat(2 * megabyte);
const blanks = ' '.repeat(2 * megabyte);

test.each([
  ['a long refNumber', { refNumber: long }],
  ['a long loginId', { loginId: long }],
  ['a long tenant_code', { tenant_code: long }],
  ['a loginId behind many blanks', { loginId: `${blanks}somebody-in-particular` }],
  ['a refNumber before many blanks', { refNumber: `REF-with-a-long-tail${blanks}` }],
])('of %s the ledger keeps no more than it shows', { timeout: 120_000 }, async (_, parts) => {
  await using mock = await startMockProcess();
  const connection = rawConnection(mock.port);
  const { headers, body } = requestOf(
    Object.entries({ key: 'ADINS_key1234', tenant_code: 'AIT', refNumber: 'REF', ...parts }),
  );
  const send = () =>
    connection.exchange(
      onWire({ headers: [...headers, ['X-Mock-Scenario', 'success']], body }, 'whole', randomOf(1, 1)),
    );
  await send();
  const before = await mock.memory();
  for (let count = 0; count < 5; count += 1)
    expect((await send()).headers.get('x-trx-no')).toBe(String(10_878 + count));
  const after = await mock.memory();
  connection.close();
  // Five times two megabytes, if the whole texts stayed.
  expect(after.heapUsed - before.heapUsed).toBeLessThan(5 * megabyte);
});

test('of long addresses and headers the journal keeps no more than it shows', { timeout: 120_000 }, async () => {
  await using mock = await startMockProcess();
  const send = async (many: number): Promise<void> => {
    for (let count = 0; count < many; count += 1)
      await fetch(`${mock.url}/demo/biometric/facecompareliveness?${'q'.repeat(7000)}${count}`, {
        headers: { 'User-Agent': `${'u'.repeat(7000)}${count}` },
      });
  };
  await send(100);
  const before = await mock.memory();
  await send(800);
  const { heapUsed } = await mock.memory();
  // Eight hundred times fourteen kilobytes, if the whole head stayed.
  expect(heapUsed - before.heapUsed).toBeLessThan(6 * megabyte);
});
