import { signal } from '@preact/signals';
import type { Transaction } from '../../../schemas/session-types.js';
import type { AdminRequest, AdminResult } from '../../api/admin-types.js';
import { callAdmin } from '../../api/call-admin.js';

/** The rows that the ledger tab shows. */
export interface LedgerFilter {
  /** Exact tenant_code; empty for all tenants. */
  readonly tenant: string;
  /** A part of the refNumber. */
  readonly refNumber: string;
  /** Answered at this time or later, in the reader's time zone, such as `2026-11-27T08:00:00`; empty for any time. */
  readonly from: string;
  /** Answered before this time; empty for any time. */
  readonly to: string;
  /** Pages back from the newest. */
  readonly page: number;
}

/** The filter. It stays while another tab is open. */
export const ledgerFilter = signal<LedgerFilter>({ tenant: '', refNumber: '', from: '', to: '', page: 0 });

/** Rows on one page of the tab. */
export const rowsOnPage = 100;

/** A page of the ledger. */
export interface LedgerRows {
  /** Number of matches on all pages. */
  readonly total: number;
  /** Newest first. */
  readonly rows: readonly Transaction[];
}

interface AnsweredPage {
  readonly total: number;
  readonly transactions: readonly Transaction[];
}

/** Loads a page of the ledger, the newest row first. The admin API counts from the oldest. */
export async function loadLedger(filter: LedgerFilter): Promise<AdminResult<LedgerRows>> {
  const counted = await callAdmin<AnsweredPage>(ledgerCall('/transactions', filter, { limit: '0' }));
  // The session is not open.
  if (counted.status === 404) return { ok: true, status: 200, value: { total: 0, rows: [] } };
  if (!counted.ok) return counted;
  const end = counted.value.total - filter.page * rowsOnPage;
  if (end <= 0) return { ...counted, value: { total: counted.value.total, rows: [] } };
  const start = Math.max(0, end - rowsOnPage);
  const page = { offset: String(start), limit: String(end - start) };
  const answer = await callAdmin<AnsweredPage>(ledgerCall('/transactions', filter, page));
  if (!answer.ok) return answer;
  return { ...answer, value: { total: answer.value.total, rows: answer.value.transactions.toReversed() } };
}

/** Whether a filter leaves out any transaction. */
export function isFiltered({ tenant, refNumber, from, to }: LedgerFilter): boolean {
  return [tenant, refNumber, from, to].some((text) => text !== '');
}

/** Returns a time of the reader's time zone as the admin API reads it. It refuses a text that is no time. */
function instantOf(local: string): string {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? local : time.toISOString();
}

/** Returns the call of the admin API that gives the rows of a filter. */
export function ledgerCall(
  path: '/transactions' | '/transactions.csv',
  { tenant, refNumber, from, to }: LedgerFilter,
  page: Readonly<Record<string, string>> = {},
): AdminRequest {
  const query = new URLSearchParams({
    ...(tenant === '' ? {} : { tenant }),
    ...(refNumber === '' ? {} : { refNumberContains: refNumber }),
    ...(from === '' ? {} : { from: instantOf(from) }),
    ...(to === '' ? {} : { to: instantOf(to) }),
    ...page,
  });
  return { method: 'GET', path: `${path}${query.size === 0 ? '' : `?${query}`}`, readsSession: true };
}
