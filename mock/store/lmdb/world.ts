import type { Tenant, Transaction } from '../../schemas/session-types.js';
import { digestOf } from '../digest.js';
import { bytesOfTransaction, mostRowBytes, mostRows, mostUsedRefNumbers } from '../ledger.js';
import { createLedgerTexts, type LedgerTexts } from '../ledger-text.js';
import type { Standing, StateChange } from '../state.js';
import { initialCounter } from '../trx-no.js';
import type { Head, Records, Setup } from './records.js';

const emptyHead: Head = {
  counter: initialCounter(),
  tenantsVersion: 0,
  tenants: { next: 0, count: 0 },
  rows: { first: 0, next: 0, bytes: 0 },
  used: { first: 0, next: 0 },
};

/** The tenants, counter and ledger of one session in a database. Methods that change it need a transaction. */
export interface World extends Standing {
  readonly head: () => Head;
  readonly setup: () => Setup;
  readonly texts: LedgerTexts;
  readonly tenants: () => readonly Tenant[];
  /** The transactions from one place until before another, oldest first. Default: all. */
  readonly rows: (first?: number, end?: number) => readonly Transaction[];
  readonly apply: (change: StateChange) => void;
  readonly replaceTenants: (tenants: readonly Tenant[], configured: readonly Tenant[]) => void;
  /** Sets the first number of transactions, for a world without any, or else for its next beginning. */
  readonly numberFrom: (firstTrxNo: number | undefined) => void;
  /** Removes everything, and starts with these tenants. The key of the marks and the first number stay. */
  readonly begin: (tenants: readonly Tenant[]) => void;
}

/** Creates access to a world. */
export function createWorld(records: Records): World {
  const setup = (): Setup => records.get('setup') ?? { marksKey: createLedgerTexts().key, configured: [] };
  let texts: LedgerTexts | undefined;
  /** The key does not change while the file exists. */
  const textsNow = (): LedgerTexts => {
    texts ??= createLedgerTexts(setup().marksKey);
    return texts;
  };
  const head = (): Head => records.get('head') ?? emptyHead;
  const tenant = (code: string): Tenant | undefined => {
    const place = records.get('code', digestOf(code));
    return place === undefined ? undefined : records.get('tenant', place);
  };
  const isUsed = (code: string, remembered: string): boolean =>
    records.get('used', digestOf(code, remembered)) !== undefined;

  const setTenant = (now: Head, next: Tenant): Head => {
    const known = records.get('code', digestOf(next.code));
    const before = known === undefined ? undefined : records.get('tenant', known);
    const place = known ?? now.tenants.next;
    records.put('tenant', next, place);
    if (before?.key === next.key) return now;
    if (known === undefined) records.put('code', place, digestOf(next.code));
    return {
      ...now,
      tenantsVersion: now.tenantsVersion + 1,
      tenants: known === undefined ? { next: place + 1, count: now.tenants.count + 1 } : now.tenants,
    };
  };
  const removeTenant = (now: Head, code: string): Head => {
    const place = records.get('code', digestOf(code));
    if (place === undefined) return now;
    records.remove('code', digestOf(code));
    records.remove('tenant', place);
    return {
      ...now,
      tenantsVersion: now.tenantsVersion + 1,
      tenants: { ...now.tenants, count: now.tenants.count - 1 },
    };
  };
  const addRow = (now: Head, row: Transaction): Head => {
    let { first, next, bytes } = now.rows;
    records.put('row', row, next);
    next += 1;
    bytes += bytesOfTransaction(row);
    while (next - first > mostRows || bytes > mostRowBytes) {
      const oldest = records.get('row', first);
      if (oldest) bytes -= bytesOfTransaction(oldest);
      records.remove('row', first);
      first += 1;
    }
    return { ...now, rows: { first, next, bytes } };
  };
  const use = (now: Head, code: string, remembered: string): Head => {
    if (isUsed(code, remembered)) return now;
    const digest = digestOf(code, remembered);
    let { first, next } = now.used;
    records.put('used', next, digest);
    records.put('place', digest, next);
    next += 1;
    for (; next - first > mostUsedRefNumbers; first += 1) {
      const oldest = records.get('place', first);
      if (oldest !== undefined) records.remove('used', oldest);
      records.remove('place', first);
    }
    return { ...now, used: { first, next } };
  };
  const changed = (now: Head, change: StateChange): Head => {
    switch (change.type) {
      case 'answer': {
        const { counter, used, transaction } = change;
        let after = counter ? { ...now, counter } : now;
        if (used) after = use(after, ...used);
        const charged = transaction?.charged ? tenant(transaction.tenantCode) : undefined;
        if (charged) after = setTenant(after, { ...charged, balance: charged.balance - 1 });
        return transaction ? addRow(after, transaction) : after;
      }
      case 'tenant-set':
        return setTenant(now, change.tenant);
      case 'tenant-removed':
        return removeTenant(now, change.code);
    }
  };
  const replaceTenants = (tenants: readonly Tenant[], configured: readonly Tenant[]): void => {
    let now = head();
    for (const { code } of records.list('tenant')) now = removeTenant(now, code);
    for (const one of tenants) now = setTenant(now, one);
    records.put('head', now);
    records.put('setup', { ...setup(), configured });
  };
  return {
    head,
    setup,
    get texts() {
      return textsNow();
    },
    tenant,
    counter: () => head().counter,
    hasRefNumber: (code, refNumber) =>
      textsNow()
        .encodingsOf(refNumber)
        .some((remembered) => isUsed(code, remembered)),
    tenants: () => records.list('tenant'),
    rows: (first, end) => records.list('row', first, end),
    apply: (change) => records.put('head', changed(head(), change)),
    replaceTenants,
    numberFrom: (firstTrxNo) => {
      records.put('setup', { ...setup(), firstTrxNo });
      const now = head();
      if (now.counter.given === 0) records.put('head', { ...now, counter: initialCounter(firstTrxNo) });
    },
    begin: (tenants) => {
      const { marksKey, firstTrxNo } = setup();
      const { tenantsVersion } = head();
      records.clear();
      records.put('setup', { marksKey, configured: tenants, firstTrxNo });
      // Never a version that another process has seen.
      records.put('head', { ...emptyHead, counter: initialCounter(firstTrxNo), tenantsVersion: tenantsVersion + 1 });
      replaceTenants(tenants, tenants);
    },
  };
}
