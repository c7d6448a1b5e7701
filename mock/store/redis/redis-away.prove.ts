import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../server.js';
import { charge } from '../lmdb/charge.test-helper.js';
import { describeWithRedis, type RedisServer, startRedis, startRedisCluster } from './redis-server.test-helper.js';

const persistent = ['--appendonly', 'yes', '--appendfsync', 'always'];

async function healthOf(mock: MockServer): Promise<readonly [status: number, detail: string]> {
  const health = await fetch(`${mock.url}/__admin/health`);
  return [health.status, (await health.json()).detail];
}

async function trxNosOf(mock: MockServer): Promise<readonly string[]> {
  return (await mock.readTransactions()).map(({ trxNo }) => trxNo);
}

describeWithRedis('a server that hangs', () => {
  it('makes a mock unhealthy and each request a 503, until it goes on; then the ledger has what was charged', async () => {
    await using server = await startRedis();
    await using mock = await createMockServer({ state: server.url });
    await charge(mock, 'before');
    server.process().kill('SIGSTOP');
    try {
      const [health, { status, text }] = await Promise.all([healthOf(mock), charge(mock, 'meanwhile')]);
      expect(health).toEqual([503, expect.stringMatching(/does not answer; .* connects again/)]);
      expect([status, JSON.parse(text).detail]).toEqual([503, expect.stringMatching(/does not answer\. .*charged/)]);
    } finally {
      server.process().kill('SIGCONT');
    }
    await expect.poll(() => healthOf(mock)).toEqual([200, undefined]);
    expect((await charge(mock, 'after')).status).toBe(200);
    const numbers = await trxNosOf(mock);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect((await mock.readTenants())[0]?.balance).toBe(1_000_000 - numbers.length);
  });
});

describeWithRedis('a cluster', () => {
  let cluster: Awaited<ReturnType<typeof startRedisCluster>>;
  let mock: MockServer;
  beforeEach(async () => {
    cluster = await startRedisCluster(3, [...persistent, '--cluster-node-timeout', '1000']);
    mock = await createMockServer({ state: cluster.nodes[0]?.url ?? '' });
  });
  afterEach(async () => {
    await mock.close();
    await cluster[Symbol.asyncDispose]();
  });

  describe('that loses a node', () => {
    it.each([0, 1, 2])('charges nothing without node %i, and goes on by itself when it is back', async (at) => {
      expect((await charge(mock, 'before')).headers.get('X-Trx-No')).toBe('10877');
      const node = cluster.nodes[at] as RedisServer;
      await node.kill();
      // A cluster without one of its nodes serves none of its keys.
      await expect.poll(() => healthOf(mock)).toEqual([503, expect.stringMatching(/connects again by itself/)]);
      expect((await charge(mock, 'away')).status).toBe(503);
      await node.start();
      await expect.poll(() => healthOf(mock)).toEqual([200, undefined]);
      await expect.poll(async () => (await charge(mock, 'after')).status).toBe(200);
      const numbers = await trxNosOf(mock);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect((await mock.readTenants())[0]?.balance).toBe(1_000_000 - numbers.length);
    });
  });
});
