import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { Transaction } from './ledger.js';

const columns = [
  'trxNo',
  'refNumber',
  'tenantCode',
  'loginId',
  'at',
  'scenario',
  'charged',
] satisfies (keyof Transaction)[];
/** Rows that are written at a time; requests are answered in between. */
const rowsAtOnce = 1000;

/**
 * Transactions as CSV with a head line, for a spreadsheet to reconcile, row by row as the reader takes them. What a
 * client sent cannot become a formula there.
 */
export function csvOf(transactions: readonly Transaction[]): Readable {
  return Readable.from(pieces(transactions), { objectMode: false });
}

function* pieces(transactions: readonly Transaction[]): Generator<string> {
  for (let start = 0; start === 0 || start < transactions.length; start += rowsAtOnce)
    yield stringify(transactions.slice(start, start + rowsAtOnce), {
      header: start === 0,
      columns: [...columns],
      escape_formulas: true,
      cast: { boolean: String },
      record_delimiter: 'windows',
    });
}
