import type { Change } from '../books/books.js';
import type { Transaction } from '../books/ledger.js';
import type { Tenant } from '../books/tenants.js';
import type { SavedState } from './read.js';
import type { Snapshot, StateRecord } from './record.js';

type Row = Omit<Transaction, 'charged'>;

/** A snapshot of version 1, which kept the rows that were charged alone. */
type Snapshot1 = Omit<Snapshot, 'transactions'> & { readonly transactions: readonly Row[] };

/** A record of version 1. */
type StateRecord1 =
  | ({ readonly type: 'answer'; readonly charged?: Row } & Omit<Change, 'transaction'>)
  | Extract<StateRecord, { type: 'tenants' }>;

/** What a file of version 1 holds, as it is kept now. */
export function fromVersion1(snapshot: Snapshot1, records: readonly StateRecord1[]): Omit<SavedState, 'torn'> {
  return {
    snapshot: {
      ...snapshot,
      tenants: snapshot.tenants.map(withoutDebt),
      transactions: snapshot.transactions.map(charged),
    },
    records: records.map((record): StateRecord => {
      if (record.type === 'tenants') return { ...record, tenants: record.tenants.map(withoutDebt) };
      const { charged: row, ...rest } = record;
      return row ? { ...rest, transaction: charged(row) } : rest;
    }),
  };
}

/** A forced success could take a balance below zero. */
function withoutDebt(tenant: Tenant): Tenant {
  return { ...tenant, balance: Math.max(0, tenant.balance) };
}

function charged(row: Row): Transaction {
  return { ...row, charged: true };
}
