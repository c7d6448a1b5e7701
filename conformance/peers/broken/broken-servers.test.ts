import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock/index.js';
import { cases } from '../../cases/index.js';
import { serverChecks } from '../../checks/server/index.js';
import type { CaseResult } from '../../evidence/verdict.js';
import { findingsOf, runOnPeer } from '../judge-peer.test-helper.js';
import { type ReferenceServer, startReferenceServer } from '../reference/server.js';
import type { BrokenServer } from './broken-server.js';
import { brokenServers } from './index.js';
import { startBrokenServer } from './start-broken-server.js';

describe('a server', () => {
  let mock: MockServer;
  let reference: ReferenceServer;
  beforeAll(async () => {
    mock = await createMockServer();
    reference = await startReferenceServer();
  });
  afterAll(async () => {
    await mock.close();
    await reference[Symbol.asyncDispose]();
  });

  const namesOf = (results: readonly CaseResult[]) => results.map(({ case: { id } }) => id);

  test.each(brokenServers.map((broken): [string, BrokenServer] => [broken.id, broken]))(
    'that %s fails the check that names the deviation, and at most two others',
    async (_, { cases: ids, ...broken }) => {
      const order = cases.map(({ id }) => id).filter((id) => ids.includes(id));
      expect(order.toSorted()).toEqual(ids.toSorted());
      await using server = await startBrokenServer({ ...broken, cases: ids }, mock);
      const deviating = findingsOf(await runOnPeer(`${server.url}/demo`, mock.contract, ids, broken.timeoutMs));
      expect(deviating).toContainEqual(expect.objectContaining({ check: broken.caughtBy, outcome: broken.outcome }));
      expect(new Set(deviating.map(({ check }) => check)).size, JSON.stringify(deviating)).toBeLessThanOrEqual(3);
    },
  );

  test.each(['mock', 'reference'] as const)(
    'that is the %s without a deviation passes the same cases, the checks that name them included',
    async (name) => {
      const variants = brokenServers.filter(({ variantOf }) => variantOf === name);
      const ids = [...new Set(variants.flatMap(({ cases: shown }) => shown))];
      const results = await runOnPeer(`${(name === 'mock' ? mock : reference).url}/demo`, mock.contract, ids);
      expect(findingsOf(results)).toEqual([]);
      expect(namesOf(results).toSorted()).toEqual(ids.toSorted());
      const applied = new Set(results.flatMap(({ checks }) => checks.map(({ id }) => id)));
      expect(variants.map(({ caughtBy }) => caughtBy).filter((check) => !applied.has(check))).toEqual([]);
    },
  );

  test('with a deviation exists for every check on a server', () => {
    const caught = new Set(brokenServers.map(({ caughtBy }) => caughtBy));
    const ids = ['answered', ...serverChecks.map(({ id }) => id)];
    expect(ids.filter((id) => !caught.has(id))).toEqual([]);
  });

  test('with a deviation has an id of its own', () => {
    expect(new Set(brokenServers.map(({ id }) => id)).size).toBe(brokenServers.length);
    expect(brokenServers.length).toBeGreaterThanOrEqual(60);
  });
});
