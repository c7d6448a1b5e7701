import type { Tenant } from '../schemas/session-types.js';
import { createLocalStore } from './local-store.js';
import { applyChange, createState, emptyContents, standingOf } from './state.js';
import type { LocalStore } from './store.js';
import { tenantsAtStart } from './tenants-at-start.js';

/**
 * Creates a store in memory with these tenants, whose transactions are numbered from `firstTrxNo` on. A change takes
 * effect before its method returns.
 */
export function createMemoryStore(tenants: readonly Tenant[], firstTrxNo?: number): LocalStore {
  let configured = tenants;
  const state = createState(emptyContents(tenants, firstTrxNo));
  const standing = standingOf(state);
  return createLocalStore(state, {
    change: async (decide) => {
      const { change, result } = decide(standing);
      if (change) applyChange(state, change);
      return result;
    },
    configure: async (next) => {
      state.tenants.replace(tenantsAtStart(state.tenants.list(), configured, next));
      configured = next;
    },
    resetNow: () => createMemoryStore(configured, firstTrxNo),
  });
}
