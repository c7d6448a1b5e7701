import { KitError } from '../../spec/index.js';
import type { Tenant, Transaction } from '../schemas/session-types.js';
import type { LedgerBudget } from './ledger-budget.js';
import type { LedgerPage, LedgerQuery } from './ledger-query.js';
import type { SentText } from './ledger-text.js';
import type { TenantChange, TenantSet } from './tenant-change.js';

/**
 * The tenants, counter and ledger of one session, in any engine. Methods take and return plain data. Each is one atomic
 * call, so that several processes may share one engine.
 */
export interface Store {
  /** Finds the account data that validation needs, and changes nothing. */
  readonly lookUp: (query: AccountQuery) => Promise<Account>;
  /**
   * Charges the balance, assigns the number, marks the refNumber as used and writes the row, all or nothing. If the
   * look-up is out of date, nothing happens, and the outcome names what changed.
   *
   * @throws KitError `unwritable` when the engine cannot save it; then nothing has happened
   */
  readonly settle: (charge: Charge) => Promise<Settlement>;
  /** A page of the ledger, oldest first. */
  readonly transactions: (query: LedgerQuery) => Promise<LedgerPage>;
  /**
   * Encodes a text as a row has it, with a mark in place of a secret. A query for it finds the same rows as one for the
   * text itself.
   */
  readonly maskText: (sent: SentText) => Promise<string>;
  readonly tenants: () => Promise<readonly Tenant[]>;
  /**
   * Adds a tenant, or changes the given values of an existing one.
   *
   * @throws KitError `usage` for a new one without key, and for invalid values
   * @throws KitError `unwritable` when the engine cannot save it; then nothing has changed
   */
  readonly setTenant: (change: TenantChange) => Promise<TenantSet>;
  /** Removes a tenant. Returns whether it existed. @throws KitError `unwritable` as `setTenant` does */
  readonly removeTenant: (code: string) => Promise<boolean>;
  /**
   * Replaces the list of configured tenants. Tenants whose entry did not change keep their current key and balance.
   *
   * Takes effect at once in memory; elsewhere as soon as it is saved.
   *
   * @throws KitError `unwritable` when the engine cannot save it yet; the next change that it saves includes it
   */
  readonly configure: (tenants: readonly Tenant[]) => Promise<void>;
  /**
   * Resets the session to the configured tenants, and returns its new store. Later charges on this store do not affect
   * the new one.
   *
   * @throws KitError `unwritable` when the engine cannot save it; then nothing has changed
   */
  readonly reset: () => Promise<Store>;
  /** Deletes all rows and used refNumbers, and keeps none from now on, because the session has ended. */
  readonly drop: () => Promise<void>;
  /**
   * Calls the listener now and after each change with the tenants' keys. Log lines and journal entries mask them, and
   * cannot wait for a look-up.
   */
  readonly watchKeys: (listener: (keys: readonly string[]) => void) => void;
}

/** Whether callers can read and reset a store synchronously. */
export function isLocal(store: Store): store is LocalStore {
  return 'view' in store;
}

/** Thrown when the engine may or may not have saved a change, because it did not answer. */
export class UncertainError extends KitError {
  constructor(message: string) {
    super('unwritable', message);
    this.name = 'UncertainError';
  }
}

/** A store in this process, which callers can read and reset synchronously. */
export interface LocalStore extends Store {
  readonly view: StoreView;
  readonly reset: () => Promise<LocalStore>;
  /** Does the same as `reset`, synchronously. @throws KitError `unwritable` as `reset` does */
  readonly resetNow: () => LocalStore;
  /** Adds its ledger to the shared budget, under the session's id; undefined for the mock's own. */
  readonly joinBudget: (budget: LedgerBudget, session: string | undefined) => void;
}

/** The current contents of a local store. */
export interface StoreView {
  readonly tenants: () => readonly Tenant[];
  /** Oldest first. */
  readonly transactions: () => readonly Transaction[];
}

/** The credentials and the refNumber of a request, as sent. */
export interface AccountQuery {
  readonly tenantCode: string;
  readonly key: string;
  /** Whether the code is case-sensitive. */
  readonly codeCase: 'exact' | 'ignored';
  readonly refNumber: string;
}

/** The result of a look-up. */
export type Account =
  | {
      readonly tenant: Tenant;
      /** Whether the tenant has used the refNumber before. An empty one never counts as used. */
      readonly isRefNumberUsed: boolean;
    }
  | {
      readonly tenant: undefined;
      /** All tenants, to suggest which one the client may have meant. */
      readonly tenants: readonly Tenant[];
    };

/** What an answer costs, and its row in the ledger. */
export interface Charge {
  /** The tenant that the look-up found; undefined where no tenant is charged. */
  readonly tenant: Pick<Tenant, 'code' | 'key'> | undefined;
  /** Whether 1 is subtracted from the tenant's balance. */
  readonly isCharged: boolean;
  /** How the answer is numbered: above all earlier numbers, in any order, or not at all. */
  readonly numbering: 'increasing' | 'any-order' | 'none';
  /** Whether to mark the tenant's refNumber as used. If it already is, the charge fails. */
  readonly marksRefNumber: boolean;
  /** The row, written if the answer is charged or numbered. */
  readonly row: ChargeRow;
}

/** A row before it is numbered. The store masks its texts, because it has the key of the marks. */
export interface ChargeRow {
  readonly refNumber: SentText;
  /** Used in the row if there is no tenant. */
  readonly tenantCode: SentText;
  /** Undefined if it was not filled; then the row has the tenant_code. */
  readonly loginId: SentText | undefined;
  /** ISO 8601. */
  readonly at: string;
  readonly scenario: string;
}

/** The outcome of a charge. Every outcome other than `settled` leaves the store unchanged. */
export type Settlement =
  | { readonly outcome: 'settled'; readonly trxNo?: string }
  /** The balance is used up. */
  | { readonly outcome: 'used-up' }
  /** The tenant was removed, or its key changed. */
  | { readonly outcome: 'gone' }
  /** Another request used the refNumber in the meantime. */
  | { readonly outcome: 'repeated' };
