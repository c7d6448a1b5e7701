import type { Tenant, Transaction } from '../schemas/session-types.js';
import { createLedger, type Ledger, type LedgerContents } from './ledger.js';
import type { LedgerTexts } from './ledger-text.js';
import { createTenants, type Tenants } from './tenants.js';
import { type Counter, initialCounter } from './trx-no.js';

/** The tenants, counter and ledger of one session, in memory. */
export interface State {
  readonly tenants: Tenants;
  readonly ledger: Ledger;
}

/** The contents of a state at one moment. */
export interface StateContents extends LedgerContents {
  readonly tenants: readonly Tenant[];
}

/** The changes that an answer causes. */
export interface AnswerChange {
  /** The counter after the answer, if it is numbered. */
  readonly counter?: Counter;
  /** The tenant's refNumber that is now used, encoded. */
  readonly used?: readonly [tenantCode: string, remembered: string];
  /** Its row in the ledger. */
  readonly transaction?: Transaction;
}

/** One change of a state. */
export type StateChange =
  | ({ readonly type: 'answer' } & AnswerChange)
  | { readonly type: 'tenant-set'; readonly tenant: Tenant }
  | { readonly type: 'tenant-removed'; readonly code: string };

/** The current values on which a change is decided. */
export interface Standing {
  readonly tenant: (code: string) => Tenant | undefined;
  readonly counter: () => Counter;
  /** Whether the tenant has used this refNumber, given as sent. */
  readonly hasRefNumber: (tenantCode: string, refNumber: string) => boolean;
  readonly texts: LedgerTexts;
}

/** A decision: the change, if there is one, and the result for the caller. */
export interface DecidedChange<Result> {
  readonly change?: StateChange;
  readonly result: Result;
}

/** Creates a state with these contents. */
export function createState(contents: StateContents): State {
  return { tenants: createTenants(contents.tenants), ledger: createLedger(contents) };
}

/** Returns the contents of a new state. */
export function emptyContents(tenants: readonly Tenant[], firstTrxNo?: number): StateContents {
  return { tenants, counter: initialCounter(firstTrxNo), transactions: [], refNumbers: [] };
}

/** Returns the standing of a state. */
export function standingOf({ tenants, ledger }: State): Standing {
  return { tenant: tenants.get, counter: ledger.counter, hasRefNumber: ledger.hasRefNumber, texts: ledger.texts };
}

export function applyChange({ tenants, ledger }: State, change: StateChange): void {
  switch (change.type) {
    case 'answer': {
      const { counter, used, transaction } = change;
      if (counter) ledger.setCounter(counter);
      if (used) ledger.useRefNumber(...used);
      if (transaction?.charged) tenants.charge(transaction.tenantCode);
      if (transaction) ledger.add(transaction);
      break;
    }
    case 'tenant-set':
      tenants.set(change.tenant);
      break;
    case 'tenant-removed':
      tenants.remove(change.code);
      break;
  }
}
