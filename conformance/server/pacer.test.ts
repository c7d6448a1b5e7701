import { expect, test } from 'vitest';
import { createPacer } from './pacer.js';

const hour = 3_600_000;

test('a pacer lets the first request go at once, and holds each later one for the interval', async () => {
  const { wait } = createPacer(60, new AbortController().signal);
  await wait();
  const start = performance.now();
  await wait();
  await wait();
  // A timer may fire a millisecond early.
  expect(performance.now() - start).toBeGreaterThanOrEqual(2 * 59);
});

test('a pacer holds no request of a run that is interrupted', async () => {
  const run = new AbortController();
  const { wait } = createPacer(hour, run.signal);
  await wait();
  const held = wait();
  run.abort();
  await held;
  await wait();
});
