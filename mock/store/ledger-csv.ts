import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { Transaction } from '../schemas/session-types.js';

const columns = [
  'trxNo',
  'refNumber',
  'tenantCode',
  'loginId',
  'at',
  'scenario',
  'charged',
] satisfies (keyof Transaction)[];
/** Rows written at a time; the mock answers requests in between. */
const rowsAtOnce = 1000;

/** Characters that a reader may treat as a line break: Python's `splitlines` uses Unicode's, for example. */
const lineBreak = String.raw`\r\n\v\f\x1c-\x1e\x85\u2028\u2029`;
const lineBreaks = new RegExp(`[${lineBreak}]`);
/** Characters that start a formula in a cell: OWASP's list and the fullwidth forms. */
const sign = String.raw`[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]`;
/** Blanks and invisible characters, which some readers skip. */
const unseen = String.raw`[\s\p{Cc}\p{Cf}]`;
/**
 * Positions where a formula could begin: at the start, after a line break, and after a separator under other settings.
 * Where the decimal sign is a comma, as in Indonesia, a spreadsheet splits at semicolons, even within quotes.
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
 * Streams transactions as CSV with a header line, for reconciliation in a spreadsheet. A client's text cannot become a
 * formula or a separate row.
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
      // Not escape_formulas, which checks only the first character.
      cast: { boolean: String, string: withoutFormulas },
      record_delimiter: 'windows',
    });
}

/** Inserts an apostrophe wherever a spreadsheet could see the beginning of a formula. */
function withoutFormulas(text: string): string {
  return text.replaceAll(formulaStarts, "'");
}
