import type { Transaction } from '../schemas/session-types.js';
import { bytesOfTexts, type LedgerBudget, type LedgerShare } from './ledger-budget.js';
import { createLedgerTexts, isMark, type LedgerTexts, ledgerText } from './ledger-text.js';
import { type Counter, initialCounter } from './trx-no.js';
import { createUsedRefNumbers } from './used-ref-numbers.js';

/** The contents of a ledger at one moment. */
export interface LedgerContents {
  /** The key of the marks that replace secrets; absent in files from before marks existed. */
  readonly marksKey?: string;
  readonly counter: Counter;
  readonly transactions: readonly Transaction[];
  /** By tenant, oldest first: the refNumber, or its mark if it contains a secret. */
  readonly refNumbers: readonly (readonly [tenantCode: string, refNumbers: readonly string[]])[];
}

/** The transactions of one session, and the counter that numbers them. */
export interface Ledger {
  readonly counter: () => Counter;
  readonly setCounter: (counter: Counter) => void;
  readonly add: (transaction: Transaction) => void;
  /** Encodes texts that may contain secrets. */
  readonly texts: LedgerTexts;
  /**
   * Records that a call of the tenant with this refNumber went through, charged or not. `remembered` is the encoded
   * refNumber.
   */
  readonly useRefNumber: (tenantCode: string, remembered: string) => void;
  /** Whether the tenant has used this refNumber, given as sent. */
  readonly hasRefNumber: (tenantCode: string, refNumber: string) => boolean;
  /** Oldest first. */
  readonly list: () => readonly Transaction[];
  readonly contents: () => LedgerContents;
  /** Adds it to the shared budget, under the session's id; undefined for the mock's own. */
  readonly join: (budget: LedgerBudget, session: string | undefined) => void;
  /** Deletes everything and keeps nothing from now on, because its session has ended. */
  readonly close: () => void;
}

/** Number of transactions kept; the oldest are dropped first, so that a mock can run for months. */
export const mostRows = 100_000;
/** Number of used refNumbers that an engine outside of the memory keeps; the oldest are dropped first. */
export const mostUsedRefNumbers = 150_000;
/** Maximum size of one ledger's transactions in bytes. */
export const mostRowBytes = 48 * 1024 * 1024;

/**
 * Creates a ledger with these contents, or an empty one. Its own limits depend only on what was added, so that reading
 * a state file again yields the same rows. A ledger that has joined a budget also sheds when all sessions together
 * exceed it.
 */
export function createLedger(contents?: LedgerContents): Ledger {
  let counter = contents?.counter ?? initialCounter();
  const texts = createLedgerTexts(contents?.marksKey);
  const used = createUsedRefNumbers(contents?.refNumbers ?? []);
  /** Rows before `first` are dropped; shifting the array each time would cost too much. */
  let rows: Transaction[] = [];
  let first = 0;
  let rowBytes = 0;
  let share: LedgerShare | undefined;
  let isClosed = false;
  /** Few refNumbers have a secret. A digest for each look-up would cost more than the rest of it. */
  let hasMarks = used.list().some(([, refNumbers]) => refNumbers.some(isMark));
  const dropOldest = (): void => {
    const oldest = rows[first];
    if (!oldest) return;
    rowBytes -= bytesOfTransaction(oldest);
    first += 1;
    if (first * 10 < rows.length) return;
    rows = rows.slice(first);
    first = 0;
  };
  const add = (transaction: Transaction): void => {
    rows.push(transaction);
    rowBytes += bytesOfTransaction(transaction);
    while (rows.length - first > mostRows || rowBytes > mostRowBytes) dropOldest();
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
      if (isClosed) return;
      add(transaction);
      measure();
    },
    useRefNumber: (tenantCode, remembered) => {
      if (isClosed) return;
      used.use(tenantCode, remembered);
      hasMarks ||= isMark(remembered);
      measure();
    },
    hasRefNumber: (tenantCode, refNumber) =>
      used.has(tenantCode, ledgerText(refNumber)) || (hasMarks && used.has(tenantCode, texts.markOf(refNumber))),
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
      isClosed = true;
      rows = [];
      [first, rowBytes] = [0, 0];
      used.clear();
      share?.leave();
    },
  };
}

/** Estimates the memory of a row in bytes. */
export function bytesOfTransaction({ trxNo, refNumber, tenantCode, loginId, at, scenario }: Transaction): number {
  return bytesOfTexts([trxNo, refNumber, tenantCode, loginId, at, scenario]);
}
