import { KitError } from '../../spec/index.js';
import { shownWord } from '../privacy/shown-word.js';
import type { Transaction } from '../schemas/session-types.js';
import type { Ledger } from './ledger.js';

/** A filter for transactions; an empty one matches all. */
export interface LedgerQuery {
  readonly tenant?: string;
  readonly refNumber?: string;
  /** A part of the refNumber, in any case. */
  readonly refNumberContains?: string;
  /** Answered at this time or later, in milliseconds since 1970. */
  readonly from?: number;
  /** Answered before this time. */
  readonly to?: number;
  /** Number of matching transactions to skip. */
  readonly offset: number;
  /** Maximum number to return. */
  readonly limit: number;
}

/** One page of the matching transactions. */
export interface LedgerPage {
  /** Number of matches on all pages. */
  readonly total: number;
  readonly transactions: readonly Transaction[];
  /** The offset of the next page; absent on the last one. */
  readonly next?: number;
}

/** The query parameters and their descriptions. */
export const ledgerParameters = {
  tenant: 'Transactions of this tenant_code.',
  refNumber: 'Transactions with this refNumber.',
  refNumberContains: 'Transactions whose refNumber contains this text, in any case, or is this text.',
  from: 'Answered on or after this day, or this time such as 2022-09-23T08:00:00Z.',
  to: 'Answered before this day or time.',
  offset: 'Number of matches to skip.',
  limit: 'Maximum number to return.',
} as const satisfies Record<string, string>;

/**
 * Parses a query from URL parameters. `limit` is the default.
 *
 * @throws KitError `usage` for an invalid value
 */
export function readLedgerQuery(parameters: URLSearchParams, limit: number): LedgerQuery {
  const [tenant, refNumber] = [parameters.get('tenant'), parameters.get('refNumber')];
  const refNumberContains = parameters.get('refNumberContains');
  const [from, to] = [timeOf(parameters, 'from'), timeOf(parameters, 'to')];
  return {
    ...(tenant === null ? {} : { tenant }),
    ...(refNumber === null ? {} : { refNumber }),
    ...(refNumberContains === null ? {} : { refNumberContains }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    offset: wholeNumberIn(parameters, 'offset') ?? 0,
    limit: wholeNumberIn(parameters, 'limit') ?? limit,
  };
}

/** Returns the matching page, oldest first. A text with a secret matches the rows in which it was masked. */
export function pageOf({ list, texts }: Pick<Ledger, 'list' | 'texts'>, query: LedgerQuery): LedgerPage {
  const { tenant, refNumber, refNumberContains, from, to, offset, limit } = query;
  const isTenant = tenant === undefined ? undefined : texts.createMatcher(tenant);
  const isRefNumber = refNumber === undefined ? undefined : texts.createMatcher(refNumber);
  const containsText = refNumberContains === undefined ? undefined : createContainsTest(texts, refNumberContains);
  const found = list().filter(
    (row) =>
      (isTenant?.(row.tenantCode) ?? true) &&
      (isRefNumber?.(row.refNumber) ?? true) &&
      (containsText?.(row.refNumber) ?? true) &&
      (from === undefined || Date.parse(row.at) >= from) &&
      (to === undefined || Date.parse(row.at) < to),
  );
  const page = found.slice(offset, offset + limit);
  const next = offset + page.length;
  return { total: found.length, transactions: page, ...(next < found.length && page.length > 0 ? { next } : {}) };
}

/** Returns a test for refNumbers that contain a text as kept. One that is masked is found by the whole text only. */
function createContainsTest(texts: Ledger['texts'], text: string): (kept: string) => boolean {
  const [isSame, lower] = [texts.createMatcher(text), text.toLowerCase()];
  return (kept) => kept.toLowerCase().includes(lower) || isSame(kept);
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

/** Parses a whole-number parameter; undefined if it is absent. @throws KitError `usage` for any other value */
export function wholeNumberIn(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw new KitError('usage', `${name} is ${shownWord(text)}; give a whole number such as 100`);
  return Number(text);
}
