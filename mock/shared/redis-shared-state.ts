import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { KitError } from '../../spec/index.js';
import type { RedisConnection } from '../store/redis/connection.js';
import { attachRedisStore, openRedisStore, ownRedisWorld, worldKeys } from '../store/redis/redis-store.js';
import { scriptOf } from '../store/redis/scripts.js';
import { createRedisJournal } from './redis-journal.js';
import type { SharedSessions, SharedState } from './shared-state.js';

const registry = 'eendigo-kit:{sessions}:used';
const requestCounter = 'eendigo-kit:{requests}:count';

/** Writes the settings of a session if their version is still the expected one. */
const writeScript = scriptOf(`
local version = tonumber(redis.call('HGET', KEYS[1], 'version') or '0')
if version ~= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'version', version + 1, 'text', ARGV[2])
return 1
`);

/** The world of a session. */
function worldOf(id: string | undefined): string {
  return id === undefined ? ownRedisWorld : `session ${id}`;
}

function settingsKey(id: string | undefined): string {
  return `eendigo-kit:{${worldOf(id)}}:settings`;
}

/** Creates the shared state on a server. Sessions that no replica uses for `idleMs` expire. */
export function createRedisSharedState(connection: RedisConnection, idleMs: number): SharedState {
  const instance = randomBytes(6).toString('hex');
  return {
    replica: hostname(),
    nextRequestId: () => connection.run(async (redis) => String(await redis.incr(requestCounter))),
    sessions: createSharedSessions(connection, idleMs),
    openStore: (id, tenants, firstTrxNo) =>
      tenants
        ? openRedisStore(connection, worldOf(id), tenants, firstTrxNo)
        : attachRedisStore(connection, worldOf(id)),
    journal: createRedisJournal(connection, instance),
  };
}

function createSharedSessions(connection: RedisConnection, idleMs: number): SharedSessions {
  /** A session without a store has lost it: the server has removed it, or has it no more. */
  return {
    read: async (id) => {
      const settings = settingsKey(id);
      const found = await connection.run((redis) => {
        const pipeline = redis.pipeline().hmget(settings, 'version', 'text');
        if (id !== undefined) for (const key of [settings, ...worldKeys(worldOf(id))]) pipeline.pexpire(key, idleMs);
        return pipeline.exec();
      });
      const [error, values] = found?.[0] ?? [];
      if (error) throw new KitError('unwritable', 'the settings of the session cannot be read');
      const [version, text] = values as [string | null, string | null];
      if (version === null || text === null) return undefined;
      if (id !== undefined) await connection.run((redis) => redis.zadd(registry, Date.now(), id));
      return { version: Number(version), text };
    },
    write: async (id, version, text) => {
      const written = await connection.script<number>(writeScript, [settingsKey(id)], [String(version), text]);
      return written === 1;
    },
    remove: async (id) => {
      await connection.run((redis) => redis.del(settingsKey(id), ...worldKeys(worldOf(id))));
      await connection.run((redis) => redis.zrem(registry, id));
    },
    list: () =>
      connection.run(async (redis) => {
        await redis.zremrangebyscore(registry, '-inf', Date.now() - idleMs);
        return redis.zrevrange(registry, 0, -1);
      }),
  };
}
