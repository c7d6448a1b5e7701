import { afterAll, beforeAll, expect, it } from 'vitest';
import { mostRows, mostUsedRefNumbers } from '../ledger.js';
import type { Store } from '../store.js';
import { accountQuery, chargeOf } from '../store.test-helper.js';
import { connectToRedis, type RedisConnection } from './connection.js';
import { describeWithRedis, type RedisServer, startRedis } from './redis-server.test-helper.js';
import { openRedisStore, worldKeys } from './redis-store.js';

const ait = { code: 'AIT', key: 'ADINS_key1234', balance: 7 };

describeWithRedis('a store on a server', () => {
  let server: RedisServer;
  let connection: RedisConnection;
  beforeAll(async () => {
    server = await startRedis();
    connection = await connectToRedis(server.url);
  });
  afterAll(async () => {
    await connection.close();
    await server[Symbol.asyncDispose]();
  });

  const open = (world: string): Promise<Store> => openRedisStore(connection, world, [ait]);

  it('keeps as many transactions and refNumbers as it may, and removes the oldest first', async () => {
    const store = await open('full');
    const [meta = '', , , , rows = '', used = ''] = worldKeys('full');
    await store.settle(chargeOf('one'));
    // As if all others up to the limit were charges.
    const fill = `
      for place = 2, ${mostRows} do redis.call('RPUSH', KEYS[1], '{}') end
      for place = 2, ${mostUsedRefNumbers} do redis.call('ZADD', KEYS[2], place, 'digest ' .. place) end
      return redis.call('HSET', KEYS[3], 'uses', ${mostUsedRefNumbers})`;
    await connection.run((redis) => redis.eval(fill, 3, rows, used, meta));
    expect(await store.lookUp(accountQuery('one'))).toMatchObject({ isRefNumberUsed: true });
    await store.settle(chargeOf('newest'));
    const page = await store.transactions({ offset: mostRows - 1, limit: 10 });
    expect([page.total, page.transactions.map(({ refNumber }) => refNumber)]).toEqual([mostRows, ['newest']]);
    expect(await connection.run((redis) => redis.lindex(rows, 0))).toBe('{}');
    expect(await connection.run((redis) => redis.zcard(used))).toBe(mostUsedRefNumbers);
    expect(await store.lookUp(accountQuery('one'))).toMatchObject({ isRefNumberUsed: false });
    expect(await store.lookUp(accountQuery('newest'))).toMatchObject({ isRefNumberUsed: true });
  });

  it('resets one world, and leaves the others as they are', async () => {
    const [one, other] = await Promise.all([open('one'), open('other')]);
    for (const store of [one, other]) await store.settle(chargeOf('same'));
    const after = await one.reset();
    expect([(await after.tenants())[0]?.balance, (await other.tenants())[0]?.balance]).toEqual([7, 6]);
    expect(await after.lookUp(accountQuery('same'))).toMatchObject({ isRefNumberUsed: false });
    expect(await other.lookUp(accountQuery('same'))).toMatchObject({ isRefNumberUsed: true });
    expect(await other.settle(chargeOf('next'))).toEqual({ outcome: 'settled', trxNo: '10878' });
  });
});
