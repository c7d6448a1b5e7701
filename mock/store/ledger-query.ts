import { KitError } from '../../spec/index.js';
import { shownWord } from '../privacy/shown-word.js';
import type { Ledger, Transaction } from './ledger.js';

/** Which transactions a query finds: all of them, unless it says something. */
export interface LedgerQuery {
  readonly tenant?: string;
  readonly refNumber?: string;
  /** Answered at this time or later, in milliseconds since 1970. */
  readonly from?: number;
  /** Answered before this time. */
  readonly to?: number;
  /** How many of the first to leave out. */
  readonly offset: number;
  /** How many at most. */
  readonly limit: number;
}

/** Some of the transactions that a query finds. */
export interface LedgerPage {
  /** How many there are on all pages. */
  readonly total: number;
  readonly transactions: readonly Transaction[];
  /** The offset of the next page; absent on the last one. */
  readonly next?: number;
}

/** The parameters that a query may have, and what each says. */
export const ledgerParameters = {
  tenant: 'Only those of this tenant_code.',
  refNumber: 'Only those with this refNumber.',
  from: 'Answered on this day or later; a time such as 2022-09-23T08:00:00Z too.',
  to: 'Answered before this day or time.',
  offset: 'Number of requests to skip.',
  limit: 'How many at most.',
} as const satisfies Record<string, string>;

/**
 * Reads a query out of an address's parameters. `limit` holds where none is given.
 *
 * @throws KitError `usage` for a value that a parameter cannot have
 */
export function readLedgerQuery(parameters: URLSearchParams, limit: number): LedgerQuery {
  const [tenant, refNumber] = [parameters.get('tenant'), parameters.get('refNumber')];
  const [from, to] = [timeOf(parameters, 'from'), timeOf(parameters, 'to')];
  return {
    ...(tenant === null ? {} : { tenant }),
    ...(refNumber === null ? {} : { refNumber }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    offset: wholeNumberIn(parameters, 'offset') ?? 0,
    limit: wholeNumberIn(parameters, 'limit') ?? limit,
  };
}

/** The page of transactions that a query finds, oldest first. A text with a secret finds those that it was masked in. */
export function pageOf({ list, texts }: Pick<Ledger, 'list' | 'texts'>, query: LedgerQuery): LedgerPage {
  const { tenant, refNumber, from, to, offset, limit } = query;
  const isTenant = tenant === undefined ? undefined : texts.finds(tenant);
  const isRefNumber = refNumber === undefined ? undefined : texts.finds(refNumber);
  const found = list().filter(
    (row) =>
      (isTenant?.(row.tenantCode) ?? true) &&
      (isRefNumber?.(row.refNumber) ?? true) &&
      (from === undefined || Date.parse(row.at) >= from) &&
      (to === undefined || Date.parse(row.at) < to),
  );
  const page = found.slice(offset, offset + limit);
  const next = offset + page.length;
  return { total: found.length, transactions: page, ...(next < found.length && page.length > 0 ? { next } : {}) };
}

function timeOf(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === null) return undefined;
  const time = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new KitError(
      'usage',
      `${name} is ${shownWord(text)}; give a day or a time such as 2022-09-23 or 2022-09-23T08:00:00Z`,
    );
  return time;
}

/** A parameter that is a whole number; undefined where it is not there. @throws KitError `usage` for anything else */
export function wholeNumberIn(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw new KitError('usage', `${name} is ${shownWord(text)}; give a whole number such as 100`);
  return Number(text);
}
