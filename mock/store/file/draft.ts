import type { Tenant } from '../../schemas/session-types.js';
import { type Standing, type State, type StateChange, standingOf } from '../state.js';

/** The standing after pending changes are written. The state itself does not change. */
export interface Draft extends Standing {
  readonly add: (change: StateChange) => void;
  readonly tenants: () => readonly Tenant[];
}

/** Creates a draft that starts from a state. */
export function createDraft(state: State): Draft {
  const before = standingOf(state);
  const { texts } = before;
  /** Changed tenants; undefined for a removed one. */
  const changed = new Map<string, Tenant | undefined>();
  const used = new Set<string>();
  let counter = before.counter();
  const tenant = (code: string): Tenant | undefined => (changed.has(code) ? changed.get(code) : before.tenant(code));
  return {
    texts,
    tenant,
    counter: () => counter,
    hasRefNumber: (code, refNumber) =>
      before.hasRefNumber(code, refNumber) ||
      texts.encodingsOf(refNumber).some((remembered) => used.has(entryOf(code, remembered))),
    add: (change) => {
      switch (change.type) {
        case 'answer': {
          if (change.counter) counter = change.counter;
          if (change.used) used.add(entryOf(...change.used));
          const charged = change.transaction?.charged ? tenant(change.transaction.tenantCode) : undefined;
          if (charged) changed.set(charged.code, { ...charged, balance: charged.balance - 1 });
          break;
        }
        case 'tenant-set':
          changed.set(change.tenant.code, change.tenant);
          break;
        case 'tenant-removed':
          changed.set(change.code, undefined);
          break;
      }
    },
    tenants: () => {
      const list = state.tenants.list();
      const kept = new Set(list.map(({ code }) => code));
      const added = [...changed.values()].filter((one) => one && !kept.has(one.code));
      return [...list.map(({ code }) => tenant(code)), ...added].filter((one) => one !== undefined);
    },
  };
}

function entryOf(tenantCode: string, remembered: string): string {
  return JSON.stringify([tenantCode, remembered]);
}
