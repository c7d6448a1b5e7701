import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../../mock/index.js';
import type { BrokenServer } from './broken/broken-server.js';
import { brokenServers } from './broken/index.js';
import { startBrokenServer } from './broken/start-broken-server.js';
import { frameworkHabits } from './habits/frameworks.js';
import type { Habit } from './habits/habit.js';
import { valueHabits, writingHabits } from './habits/writing.js';
import { findingsOf, runOnPeer } from './judge-peer.test-helper.js';
import { startReferenceServer } from './reference/server.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer();
});
afterAll(() => mock.close());

test.each(brokenServers.map((broken): [string, BrokenServer] => [broken.id, broken]))(
  'over all cases, a server that %s fails the check that names the deviation, and at most two others',
  async (_, broken) => {
    await using server = await startBrokenServer(broken, mock);
    const findings = findingsOf(await runOnPeer(`${server.url}/demo`, mock.contract, undefined, broken.timeoutMs));
    const failed = new Set(findings.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check));
    const found = findings.filter(({ outcome }) => outcome === broken.outcome).map(({ check }) => check);
    expect(found).toContain(broken.caughtBy);
    failed.delete(broken.caughtBy);
    expect([...failed].length, [...failed].join(', ')).toBeLessThanOrEqual(2);
  },
);

test.each([...frameworkHabits, ...writingHabits, ...valueHabits].map((habit): [string, Habit] => [habit.id, habit]))(
  'over all cases, a server that %s fails nothing',
  async (_, habit) => {
    await using server = await startReferenceServer(habit.behave());
    const findings = findingsOf(await runOnPeer(server.url, mock.contract));
    expect(findings.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  },
);
