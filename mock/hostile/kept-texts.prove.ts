import { expect, test } from 'vitest';
import { startMockProcess } from './mock-process.test-helper.js';
import { createRandom } from './random.test-helper.js';
import { onWire, requestOf } from './request.test-helper.js';
import { createRawConnection } from './socket.test-helper.js';

const megabyte = 1024 * 1024;
const long = 'x'.repeat(2 * megabyte);
const blanks = ' '.repeat(2 * megabyte);

test.each([
  ['a long refNumber', { refNumber: long }],
  ['a long loginId', { loginId: long }],
  ['a long tenant_code', { tenant_code: long }],
  ['a loginId after many blanks', { loginId: `${blanks}a-login-id` }],
  ['a refNumber before many blanks', { refNumber: `REF-with-a-long-tail${blanks}` }],
])('the ledger keeps no more of %s than it shows', async (_, parts) => {
  await using mock = await startMockProcess();
  const connection = createRawConnection(mock.port);
  const { headers, body } = requestOf(
    Object.entries({ key: 'ADINS_key1234', tenant_code: 'AIT', refNumber: 'REF', ...parts }),
  );
  const send = () =>
    connection.exchange(
      onWire({ headers: [...headers, ['X-Mock-Scenario', 'success']], body }, 'whole', createRandom(1, 1)),
    );
  await send();
  const before = await mock.memory();
  for (let count = 0; count < 5; count += 1)
    expect((await send()).headers.get('x-trx-no')).toBe(String(10_878 + count));
  const after = await mock.memory();
  connection.close();
  // Ten megabytes, if the whole texts stayed.
  expect(after.heapUsed - before.heapUsed).toBeLessThan(5 * megabyte);
});

test('the journal keeps no more of long URLs and headers than it shows', async () => {
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
  // Eleven megabytes, if all headers stayed.
  expect(heapUsed - before.heapUsed).toBeLessThan(6 * megabyte);
});
