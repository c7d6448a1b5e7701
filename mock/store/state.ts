import type { Tenant } from '../schemas/session-types.js';
import { createLedger, type Ledger, type LedgerContents, type Transaction } from './ledger.js';
import type { LedgerTexts } from './ledger-text.js';
import { createTenants, type Tenants } from './tenants.js';
import { type Counter, newCounter } from './trx-no.js';

/** Tenants, counter and ledger of one session, in this process's memory. */
export interface State {
  readonly tenants: Tenants;
  readonly ledger: Ledger;
}

/** What a state holds at one moment. */
export interface StateContents extends LedgerContents {
  readonly tenants: readonly Tenant[];
}

/** What an answer changes. */
export interface AnswerChange {
  /** Where the answer is numbered: the counter after it. */
  readonly counter?: Counter;
  /** The tenant's refNumber that is used from now on, as it is remembered. */
  readonly used?: readonly [tenantCode: string, remembered: string];
  /** Its row in the ledger. */
  readonly transaction?: Transaction;
}

/** One change of a state. */
export type StateChange =
  | ({ readonly type: 'answer' } & AnswerChange)
  | { readonly type: 'tenant-set'; readonly tenant: Tenant }
  | { readonly type: 'tenant-removed'; readonly code: string };

/** How things stand when a change is decided. */
export interface Standing {
  readonly tenant: (code: string) => Tenant | undefined;
  readonly counter: () => Counter;
  /** Whether the tenant has used this refNumber, given as it came. */
  readonly hasRefNumber: (tenantCode: string, refNumber: string) => boolean;
  readonly texts: LedgerTexts;
}

/** What was decided: the change, where there is one, and the result for the caller. */
export interface DecidedChange<Result> {
  readonly change?: StateChange;
  readonly result: Result;
}

/** Makes a state with these contents. */
export function createState(contents: StateContents): State {
  return { tenants: createTenants(contents.tenants), ledger: createLedger(contents) };
}

/** The contents of a state in which nothing has happened yet. */
export function newContents(tenants: readonly Tenant[]): StateContents {
  return { tenants, counter: newCounter, transactions: [], refNumbers: [] };
}

export function contentsOf({ tenants, ledger }: State): StateContents {
  return { tenants: tenants.list(), ...ledger.contents() };
}

/** How things stand in a state. */
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
