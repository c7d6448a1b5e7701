import { describe, expect, test } from 'vitest';
import { loadContract } from '../../../spec/index.js';
import { findingsOf, runOnPeer } from '../judge-peer.test-helper.js';
import { startReferenceServer } from '../reference/server.js';
import { frameworkHabits } from './frameworks.js';
import type { Habit } from './habit.js';
import { valueHabits, writingHabits } from './writing.js';

const contract = await loadContract();

/** Requests that a framework or a proxy may refuse by itself, and one that it passes on. */
const refusable = [
  'method-get',
  'method-put',
  'method-delete',
  'content-type-json',
  'content-type-urlencoded',
  'content-type-missing',
  'multipart-without-boundary',
  'multipart-cut-off',
  'success-all-parts',
  'selfie-over-size',
  'ktp-over-size',
];

/** Requests that get each kind of answer, and two that are sent twice. */
const answered = [
  'success-all-parts',
  'success-again',
  'success-not-matched',
  'success-not-live',
  'two-at-once',
  'missing-key',
  'credentials-wrong-key',
  'keep-alive',
  'balance-used-up',
  'selfie-no-face',
  'ktp-no-face',
];

async function expectNoFailure({ behave }: Habit, ids: readonly string[]): Promise<void> {
  await using server = await startReferenceServer(behave());
  const results = await runOnPeer(server.url, contract, ids);
  expect(findingsOf(results).filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(results.length).toBe(ids.length);
}

const named = (habits: readonly Habit[]) => habits.map((habit): [string, Habit] => [habit.id, habit]);

describe('a server', () => {
  test.each(named(frameworkHabits))('that %s fails nothing', (_, habit) => expectNoFailure(habit, refusable));

  test.each(named([...writingHabits, ...valueHabits]))('that %s fails nothing', (_, habit) =>
    expectNoFailure(habit, answered),
  );
});
