import type { Tenant } from '../schemas/session-types.js';
import type { Transaction } from './ledger.js';
import type { LedgerBudget } from './ledger-budget.js';
import type { LedgerPage, LedgerQuery } from './ledger-query.js';
import type { SentText } from './ledger-text.js';
import type { TenantChange, TenantSet } from './tenant-change.js';

/**
 * The tenants, the counter and the ledger of one session, in whatever engine they live. It takes and returns plain data, and
 * each method is one call that the engine does as a whole or not at all, so that several processes may share one engine.
 */
export interface Store {
  /** Finds what a request's validation depends on. It changes nothing. */
  readonly lookUp: (query: AccountQuery) => Promise<Account>;
  /**
   * Takes one off the balance, gives the number, marks the refNumber as used and writes the row: all of it, or nothing.
   * Nothing, too, where what the look-up found holds no more; the outcome says what has changed.
   *
   * @throws KitError `unwritable` when the engine cannot keep it; then nothing has happened
   */
  readonly settle: (charge: Charge) => Promise<Settlement>;
  /** A page of the ledger, oldest first. */
  readonly transactions: (query: LedgerQuery) => Promise<LedgerPage>;
  /** A text as a row has it, with a mark in place of a secret. A query for it finds the same rows as the text itself. */
  readonly maskText: (sent: SentText) => Promise<string>;
  readonly tenants: () => Promise<readonly Tenant[]>;
  /**
   * Adds a tenant, or changes what is given of the one that has the code.
   *
   * @throws KitError `usage` for a new one without key or balance, and for values that none can have
   * @throws KitError `unwritable` when the engine cannot keep it; then nothing has changed
   */
  readonly setTenant: (change: TenantChange) => Promise<TenantSet>;
  /** Removes a tenant. Returns whether there was one of that code. @throws KitError `unwritable` as `setTenant` does */
  readonly removeTenant: (code: string) => Promise<boolean>;
  /**
   * Goes by another list of configured tenants. Those whose entry is the same as in the list before keep key and balance as
   * they are now.
   *
   * It is in force at once, also where it cannot be kept.
   *
   * @throws KitError `unwritable` when the engine cannot keep it yet; it is kept with the next change
   */
  readonly configure: (tenants: readonly Tenant[]) => Promise<void>;
  /**
   * Begins the session anew with the configured tenants, and returns its new store. What is still settled with this one
   * leaves no trace in the new one.
   *
   * @throws KitError `unwritable` when the engine cannot keep it; then nothing has changed
   */
  readonly reset: () => Promise<Store>;
  /** Forgets all rows and used refNumbers, and keeps none from now on: the session is there no more. */
  readonly drop: () => Promise<void>;
  /**
   * Calls the listener now and after each change with the tenants' keys. A log line or a journal entry hides them, and cannot
   * wait for a look-up.
   */
  readonly watchKeys: (listener: (keys: readonly string[]) => void) => void;
}

/** A store whose contents are in this process, so that they can be read, and begun anew, without waiting. */
export interface LocalStore extends Store {
  readonly view: StoreView;
  readonly reset: () => Promise<LocalStore>;
  /** Does what `reset` does, before it returns. @throws KitError `unwritable` as `reset` does */
  readonly resetNow: () => LocalStore;
  /** Counts its ledger in with those of all sessions, as that of the session with the id; undefined for the mock's own. */
  readonly joinBudget: (budget: LedgerBudget, session: string | undefined) => void;
}

/** What a local store holds now. */
export interface StoreView {
  readonly tenants: () => readonly Tenant[];
  /** Oldest first. */
  readonly transactions: () => readonly Transaction[];
}

/** The credentials and the refNumber of a request, as they came. */
export interface AccountQuery {
  readonly tenantCode: string;
  readonly key: string;
  /** Whether capitals matter in the code. */
  readonly codeCase: 'exact' | 'ignored';
  readonly refNumber: string;
}

/** What a look-up finds. */
export type Account =
  | {
      readonly tenant: Tenant;
      /** Whether the tenant has used the refNumber before. An empty one never counts as used. */
      readonly isRefNumberUsed: boolean;
    }
  | {
      readonly tenant: undefined;
      /** All tenants, to tell which one may have been meant. */
      readonly tenants: readonly Tenant[];
    };

/** What an answer costs, and what the ledger keeps of it. */
export interface Charge {
  /** The tenant that the look-up found; undefined where the answer is nobody's. */
  readonly tenant: Pick<Tenant, 'code' | 'key'> | undefined;
  /** Whether one is taken off the tenant's balance. */
  readonly isCharged: boolean;
  /** How the answer is numbered: above all numbers before it, in any order, or not at all. */
  readonly numbering: 'increasing' | 'any-order' | 'none';
  /** Whether the tenant's refNumber counts as used from now on, which it must not do yet. */
  readonly marksRefNumber: boolean;
  /** The row. It is written where the answer is charged or numbered. */
  readonly row: ChargeRow;
}

/** A row before it is numbered. Its texts are masked by the store, which has the key of the marks. */
export interface ChargeRow {
  readonly refNumber: SentText;
  /** Stands in the row where there is no tenant. */
  readonly tenantCode: SentText;
  /** Undefined where it was not filled; then the row has the tenant_code. */
  readonly loginId: SentText | undefined;
  /** ISO 8601. */
  readonly at: string;
  readonly scenario: string;
}

/** What became of a charge. In all outcomes but `settled` nothing has happened. */
export type Settlement =
  | { readonly outcome: 'settled'; readonly trxNo?: string }
  /** Nothing is left of the balance. */
  | { readonly outcome: 'used-up' }
  /** The tenant was removed, or has another key. */
  | { readonly outcome: 'gone' }
  /** The refNumber was used in the meantime. */
  | { readonly outcome: 'repeated' };
