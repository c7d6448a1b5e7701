import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';

/** One charged transaction, for practising reconciliation (section 2, the paragraph on X-Trx-No). */
export interface Transaction {
  readonly trxNo: string;
  readonly refNumber: string;
  readonly tenantCode: string;
  /** Who made the call; the tenant_code where loginId was not filled (section 1, row loginId). */
  readonly loginId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly scenario: string;
}

/** The charged transactions of one session, and the counter that numbers them. */
export interface Ledger {
  /** The number of the next transaction; each is given once. Increasing: each is larger than the one before it. */
  readonly nextTrxNo: (increasing: boolean) => string;
  readonly add: (transaction: Transaction) => void;
  /** Notes that a call of the tenant with this refNumber went through, charged or not. */
  readonly useRefNumber: (tenantCode: string, refNumber: string) => void;
  readonly list: () => readonly Transaction[];
  readonly hasRefNumber: (tenantCode: string, refNumber: string) => boolean;
}

/** Transactions and refNumbers beyond this many push the oldest out, so that a mock can run for months. */
const mostKept = 100_000;

/** A prime, and a factor near its golden section: multiples of the factor, modulo the prime, jump up and down. */
const shuffle = { size: 100_003, factor: 61_805 };

/** Opens an empty ledger. `first` is the number of its first transaction where the numbers are increasing. */
export function openLedger(first: number): Ledger {
  let given = 0;
  const transactions: Transaction[] = [];
  const refNumbers = new Set<string>();
  // A digest, since a refNumber may be as long as a text part may be, and so many are kept.
  const keyOf = (tenantCode: string, refNumber: string): string =>
    createHash('sha256')
      .update(JSON.stringify([tenantCode, refNumber]))
      .digest('base64');
  return {
    nextTrxNo: (increasing) => {
      const position = increasing ? given : shuffled(given + 1);
      given += 1;
      return String(first + position);
    },
    add: (transaction) => {
      const { refNumber, loginId } = transaction;
      transactions.push({ ...transaction, refNumber: bounded(refNumber), loginId: bounded(loginId) });
      if (transactions.length > mostKept) transactions.shift();
    },
    useRefNumber: (tenantCode, refNumber) => {
      refNumbers.add(keyOf(tenantCode, refNumber));
      const [oldest] = refNumbers;
      if (refNumbers.size > mostKept && oldest !== undefined) refNumbers.delete(oldest);
    },
    list: () => [...transactions],
    hasRefNumber: (tenantCode, refNumber) => refNumbers.has(keyOf(tenantCode, refNumber)),
  };
}

/** Letters of a refNumber or a loginId that are kept. */
const longestText = 500;

/** The beginning of a long text, and not a view of it, which would be kept with it. */
function bounded(text: string): string {
  return text.length <= longestText ? text : `${Buffer.from(text.slice(0, longestText - 1)).toString()}…`;
}

/** A different number for each count, in no order. */
function shuffled(count: number): number {
  const block = count - (count % shuffle.size);
  return block + ((count * shuffle.factor) % shuffle.size);
}

/**
 * Transactions as CSV with a head line, for a spreadsheet to reconcile. What a client sent cannot become a formula there.
 */
export function toCsv(transactions: readonly Transaction[]): string {
  const columns = ['trxNo', 'refNumber', 'tenantCode', 'loginId', 'at', 'scenario'] satisfies (keyof Transaction)[];
  return stringify([...transactions], {
    header: true,
    columns: [...columns],
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
