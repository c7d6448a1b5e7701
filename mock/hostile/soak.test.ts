import { expect, test } from 'vitest';
import { startMockProcess } from './mock-process.test-helper.js';
import { soak } from './soak.test-helper.js';

// Its long form is soak.prove.ts. This one fills the journals' memory twice.
test('a mock keeps exact accounts for 200 sessions with faults, and ends on SIGTERM', {
  timeout: 120_000,
}, async () => {
  await using mock = await startMockProcess({ options: { limits: { keepAliveTimeout: 60_000 } } });
  expect(await soak(mock, { seed: 20_220_923, sessions: 200, requests: 10, rounds: 2 })).toBe(4000);
  await mock.end();
});
