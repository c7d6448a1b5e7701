import { bytesOfTexts, type LedgerBudget, type LedgerShare } from './ledger-budget.js';
import { createLedgerTexts, type LedgerTexts } from './ledger-text.js';
import { type Counter, newCounter } from './trx-no.js';
import { createUsedRefNumbers } from './used-ref-numbers.js';

/**
 * One transaction, for practising reconciliation (section 2, the paragraph on X-Trx-No): each answer that was charged, and
 * each that carried a number.
 */
export interface Transaction {
  readonly trxNo: string;
  /** As it was sent; masked as in the journal, with a mark of its own, where it holds a secret. So are the two below. */
  readonly refNumber: string;
  /** The tenant's; as it was sent where there is no such tenant, or the key was another. */
  readonly tenantCode: string;
  /** Who made the call; the tenant_code where loginId was not filled (section 1, row loginId). */
  readonly loginId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly scenario: string;
  /** Whether it was taken off a balance. A forced answer may find nobody to charge, or nothing left. */
  readonly charged: boolean;
}

/** What a ledger holds at one moment. */
export interface LedgerContents {
  /** The key of the marks that stand for secrets; absent in what was kept before there were any. */
  readonly marksKey?: string;
  readonly counter: Counter;
  readonly transactions: readonly Transaction[];
  /** By tenant, oldest first: itself, or the mark of one that held a secret. */
  readonly refNumbers: readonly (readonly [tenantCode: string, refNumbers: readonly string[]])[];
}

/** The transactions of one session, and the counter that numbers them. */
export interface Ledger {
  readonly counter: () => Counter;
  readonly setCounter: (counter: Counter) => void;
  readonly add: (transaction: Transaction) => void;
  /** How texts with a secret in them are written down. */
  readonly texts: LedgerTexts;
  /** Notes that a call of the tenant with this refNumber went through, charged or not; it is given as it is remembered. */
  readonly useRefNumber: (tenantCode: string, remembered: string) => void;
  /** Whether the tenant has used this refNumber, given as it came. */
  readonly hasRefNumber: (tenantCode: string, refNumber: string) => boolean;
  /** Oldest first. */
  readonly list: () => readonly Transaction[];
  readonly contents: () => LedgerContents;
  /** Counts it in with the ledgers of all sessions, as that of the session with the id; undefined for the mock's own. */
  readonly join: (budget: LedgerBudget, session: string | undefined) => void;
  /** Forgets all of it, and keeps nothing from now on: its session is there no more. */
  readonly close: () => void;
}

/** Transactions beyond this many push the oldest out, so that a mock can run for months. */
const mostKept = 100_000;
/** Bytes that the transactions of one ledger take up at most. */
const mostBytes = 48 * 1024 * 1024;

/**
 * Makes a ledger with these contents; an empty one unless some are given. Which rows it holds by its own bounds depends on what
 * was entered alone, so that the rows of a state file are the same when it is read again. One that has joined a budget sheds
 * besides where the ledgers of all sessions have used their memory up.
 */
export function createLedger(contents?: LedgerContents): Ledger {
  let counter = contents?.counter ?? newCounter;
  const texts = createLedgerTexts(contents?.marksKey);
  const used = createUsedRefNumbers(contents?.refNumbers ?? []);
  /** Those before `first` have been dropped; to move the others each time would cost too much. */
  let rows: Transaction[] = [];
  let first = 0;
  let rowBytes = 0;
  let share: LedgerShare | undefined;
  let closed = false;
  const dropOldest = (): void => {
    const oldest = rows[first];
    if (!oldest) return;
    rowBytes -= bytesOf(oldest);
    first += 1;
    if (first * 10 < rows.length) return;
    rows = rows.slice(first);
    first = 0;
  };
  const add = (transaction: Transaction): void => {
    rows.push(transaction);
    rowBytes += bytesOf(transaction);
    while (rows.length - first > mostKept || rowBytes > mostBytes) dropOldest();
  };
  const bytes = (): number => rowBytes + used.bytes();
  const measure = (): void => share?.hold(bytes());
  for (const transaction of contents?.transactions ?? []) add(transaction);
  return {
    texts,
    counter: () => counter,
    setCounter: (next) => {
      counter = next;
    },
    add: (transaction) => {
      if (closed) return;
      add(transaction);
      measure();
    },
    useRefNumber: (tenantCode, remembered) => {
      if (closed) return;
      used.use(tenantCode, remembered);
      measure();
    },
    hasRefNumber: (tenantCode, refNumber) =>
      texts.rememberedAs(refNumber).some((remembered) => used.has(tenantCode, remembered)),
    list: () => rows.slice(first),
    contents: () => ({
      marksKey: texts.key,
      counter,
      transactions: rows.slice(first),
      refNumbers: used.list(),
    }),
    join: (budget, session) => {
      const shed = (): number => {
        for (let many = Math.ceil((rows.length - first) / 10); many > 0; many -= 1) dropOldest();
        used.shed();
        return bytes();
      };
      share = budget.join({ session, shed });
      measure();
    },
    close: () => {
      closed = true;
      rows = [];
      [first, rowBytes] = [0, 0];
      used.clear();
      share?.leave();
    },
  };
}

function bytesOf({ trxNo, refNumber, tenantCode, loginId, at, scenario }: Transaction): number {
  return bytesOfTexts([trxNo, refNumber, tenantCode, loginId, at, scenario]);
}
