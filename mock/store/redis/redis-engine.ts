import type { Tenant } from '../../schemas/session-types.js';
import type { StoreEngine } from '../engine.js';
import { connect } from './connection.js';
import { openRedisStore } from './redis-store.js';

/** The world of the mock's own session. No session has this id, because ids have no colon. */
export const ownRedisWorld = 'own:session';

/** Opens the store of the mock's own session on a server. @throws KitError as `connect` and `openRedisStore` do */
export async function createRedisEngine(address: string, tenants: readonly Tenant[]): Promise<StoreEngine> {
  const connection = await connect(address);
  try {
    return {
      store: await openRedisStore(connection, ownRedisWorld, tenants),
      warnings: [],
      trouble: connection.trouble,
      close: connection.close,
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
