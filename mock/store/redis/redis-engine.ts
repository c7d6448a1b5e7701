import type { Tenant } from '../../schemas/session-types.js';
import type { StoreEngine } from '../engine.js';
import { connectToRedis, type RedisConnection } from './connection.js';
import { openRedisStore, ownRedisWorld, worldKeys } from './redis-store.js';

/** An engine on a server, with its connection. */
export interface RedisEngine extends StoreEngine {
  readonly connection: RedisConnection;
}

/** Opens the store of the mock's own session on a server. @throws KitError as `connect` and `openRedisStore` do */
export async function createRedisEngine(
  address: string,
  tenants: readonly Tenant[],
  firstTrxNo?: number,
): Promise<RedisEngine> {
  const connection = await connectToRedis(address);
  try {
    return {
      store: await openRedisStore(connection, ownRedisWorld, tenants, firstTrxNo),
      warnings: [],
      trouble: () => connection.trouble(worldKeys(ownRedisWorld)[0] ?? ''),
      close: connection.close,
      connection,
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
