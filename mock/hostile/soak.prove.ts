import { expect, test } from 'vitest';
import { startMockProcess } from './mock-process.test-helper.js';
import { soak } from './soak.test-helper.js';

const megabyte = 1024 * 1024;

test('a mock keeps exact accounts and constant memory over many rounds of 200 sessions', {
  timeout: 900_000,
}, async () => {
  await using mock = await startMockProcess({ options: { limits: { keepAliveTimeout: 60_000 } } });
  const held: number[] = [];
  const onRound = async (): Promise<void> => {
    held.push((await mock.memory()).held);
  };
  expect(await soak(mock, { seed: 20_220_924, sessions: 200, requests: 50, rounds: 5, onRound })).toBe(50_000);
  // The journals are full after the second round: from then on the oldest entries are dropped. Sessions end at other
  // points each time.
  const [, full = 0, ...later] = held;
  for (const bytes of later) expect(bytes, `held: ${held.join(', ')}`).toBeLessThan(full * 1.25 + 20 * megabyte);
  await mock.end();
});
