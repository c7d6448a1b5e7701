import { expect, test } from 'vitest';
import { startMockProcess } from './mock-process.test-helper.js';
import { soak } from './soak.test-helper.js';

// Its long form, which fills the journals' memory, is soak.prove.ts.
test('a mock keeps exact accounts for 20 sessions with faults, and ends on SIGTERM', async () => {
  await using mock = await startMockProcess({ options: { limits: { keepAliveTimeout: 60_000 } } });
  expect(await soak(mock, { seed: 20_220_923, sessions: 20, requests: 10, rounds: 2 })).toBe(400);
  await mock.end();
});
