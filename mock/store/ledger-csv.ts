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

/** What a reader may take for the end of a line: Python's `splitlines` goes by Unicode's, for instance. */
const lineBreak = String.raw`\r\n\v\f\x1c-\x1e\x85\u2028\u2029`;
const lineBreaks = new RegExp(`[${lineBreak}]`);
/** What makes a formula of a cell that begins with it: OWASP's list, and the wide forms. */
const sign = String.raw`[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]`;
/** Blanks, and what cannot be seen: some readers pass over them. */
const unseen = String.raw`[\s\p{Cc}\p{Cf}]`;
/**
 * The places in a text where a formula could begin: at its start, behind a line break, and behind what a reader with other
 * settings splits cells at. Where the decimal sign is a comma, as in Indonesia, a spreadsheet splits at semicolons,
 * whatever is in quotes.
 */
const formulaStarts = new RegExp(
  [
    String.raw`^(?=[\t\r\n]|${unseen}*${sign})`,
    String.raw`(?<=[${lineBreak}])(?=\t)`,
    String.raw`(?<=[${lineBreak}\t,;|"])(?=(?:(?![${lineBreak}])${unseen})*${sign})`,
  ].join('|'),
  'gu',
);

/**
 * Transactions as CSV with a head line, for a spreadsheet to reconcile, row by row as the reader takes them. What a
 * client sent cannot become a formula there, nor a row of its own.
 */
export function csvOf(transactions: readonly Transaction[]): Readable {
  return Readable.from(pieces(transactions), { objectMode: false });
}

function* pieces(transactions: readonly Transaction[]): Generator<string> {
  for (let start = 0; start === 0 || start < transactions.length; start += rowsAtOnce)
    yield stringify(transactions.slice(start, start + rowsAtOnce), {
      header: start === 0,
      columns: [...columns],
      quoted_match: lineBreaks,
      // Not escape_formulas, which looks at the first character alone.
      cast: { boolean: String, string: withoutFormulas },
      record_delimiter: 'windows',
    });
}

/** A text with an apostrophe in front of all that a spreadsheet could take for the beginning of a formula. */
function withoutFormulas(text: string): string {
  return text.replaceAll(formulaStarts, "'");
}
