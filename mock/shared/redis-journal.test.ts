import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectToRedis, type RedisConnection } from '../store/redis/connection.js';
import { describeWithRedis, type RedisServer, startRedis } from '../store/redis/redis-server.test-helper.js';
import { createRedisJournal } from './redis-journal.js';
import type { JournalMessage } from './shared-state.js';

describeWithRedis('the journal that replicas share', () => {
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

  it('has caught up only when the listener has had every message, in order', async () => {
    const [sender, receiver] = ['one', 'two'].map((instance) => createRedisJournal(connection, instance));
    const messages = ['1', '2', '3'].map((generation): JournalMessage => ({ session: null, generation }));
    for (const message of messages) await sender?.publish(message);
    const had: JournalMessage[] = [];
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    receiver?.follow(async (message) => {
      await held;
      had.push(message);
    });
    const caughtUp = receiver?.catchUp().then(() => [...had]);
    // Later commands of the same connection: a catch-up that waits only for the server would be done by then.
    for (let call = 0; call < 3; call += 1) await connection.run((redis) => redis.ping());
    release();
    expect(await caughtUp).toEqual(messages);
    for (const journal of [sender, receiver]) journal?.close();
  });
});
