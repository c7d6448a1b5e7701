import type { Tenant } from '../schemas/session-types.js';
import { decideCharge } from './decide-charge.js';
import { pageOf } from './ledger-query.js';
import type { DecidedChange, Standing, State } from './state.js';
import type { Account, AccountQuery, LocalStore } from './store.js';
import { checkTenantChange, decideRemoval, decideTenant } from './tenant-change.js';

/** How an in-process engine saves changes of a state. */
export interface LocalEngine {
  /**
   * Decides a change by the current standing, applies it, and resolves when it is saved. A change that cannot be saved
   * is not applied.
   *
   * @throws KitError `unwritable`
   */
  readonly change: <Result>(decide: (standing: Standing) => DecidedChange<Result>) => Promise<Result>;
  readonly configure: (tenants: readonly Tenant[]) => Promise<void>;
  readonly resetNow: () => LocalStore;
}

/** Creates a store from a state in this process and the engine that saves it. */
export function createLocalStore(state: State, { change, configure, resetNow }: LocalEngine): LocalStore {
  const { tenants, ledger } = state;
  return {
    lookUp: async (query) => accountIn(state, query),
    settle: (charge) => change((standing) => decideCharge(charge, standing)),
    transactions: async (query) => pageOf(ledger, query),
    maskText: async (sent) => ledger.texts.encode(sent),
    tenants: async () => tenants.list(),
    setTenant: async (tenantChange) => {
      checkTenantChange(tenantChange);
      return change((standing) => decideTenant(tenantChange, standing));
    },
    removeTenant: (code) => change((standing) => decideRemoval(code, standing)),
    configure,
    reset: async () => resetNow(),
    drop: async () => ledger.close(),
    watchKeys: tenants.watchKeys,
    view: { tenants: tenants.list, transactions: ledger.list },
    resetNow,
    joinBudget: ledger.join,
  };
}

function accountIn({ tenants, ledger }: State, { tenantCode, key, codeCase, refNumber }: AccountQuery): Account {
  const tenant = tenants.find(tenantCode, key, codeCase);
  return tenant
    ? { tenant, isRefNumberUsed: refNumber !== '' && ledger.hasRefNumber(tenant.code, refNumber) }
    : { tenant: undefined, tenants: tenants.list() };
}
