import { createLedgerTexts, type LedgerTexts } from './ledger-text.js';

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

/** How far the numbering of transactions has come. */
export interface Counter {
  /** Numbers given so far. */
  readonly given: number;
  /** Whether the last of them were increasing. */
  readonly increasing: boolean;
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
  /** The number of the next transaction; each is given once. Increasing: each is larger than the one before it. */
  readonly nextTrxNo: (increasing: boolean) => string;
  readonly counter: () => Counter;
  readonly setCounter: (counter: Counter) => void;
  readonly add: (transaction: Transaction) => void;
  /** Takes a transaction out again. Returns whether it was there. */
  readonly remove: (transaction: Transaction) => boolean;
  /** How texts with a secret in them are written down. */
  readonly texts: LedgerTexts;
  /**
   * Notes that a call of the tenant with this refNumber went through, charged or not; it is given as it is remembered.
   * Returns whether it is the first.
   */
  readonly useRefNumber: (tenantCode: string, remembered: string) => boolean;
  /** Forgets that the refNumber was used. */
  readonly freeRefNumber: (tenantCode: string, remembered: string) => void;
  /** Whether the tenant has used this refNumber, given as it came. */
  readonly hasRefNumber: (tenantCode: string, refNumber: string) => boolean;
  /** Oldest first. */
  readonly list: () => readonly Transaction[];
  readonly contents: () => LedgerContents;
}

/** Transactions, and refNumbers of a tenant, beyond this many push the oldest out, so that a mock can run for months. */
const mostKept = 100_000;
/** How many are thrown out at once: one at a time would cost each request more than all else in here. */
const slack = 10_000;

/** The number that section 2's sample answer shows, so that the first success of a fresh mock is the document's. */
const firstTrxNo = 10_877;

/** A prime, and a factor near its golden section: multiples of the factor, modulo the prime, jump up and down. */
const shuffle = { size: 100_003, factor: 61_805 };

/** Opens a ledger with these contents; an empty one unless some are given. */
export function openLedger(contents?: LedgerContents): Ledger {
  let { given, increasing: grew } = contents?.counter ?? { given: 0, increasing: true };
  const texts = createLedgerTexts(contents?.marksKey);
  const transactions = [...(contents?.transactions ?? [])];
  const used = new Map(contents?.refNumbers.map(([code, refNumbers]) => [code, new Set(refNumbers)]));
  return {
    texts,
    nextTrxNo: (increasing) => {
      // Both ways of counting fill a block of numbers before they touch the next one; a new block is safe from either.
      if (increasing !== grew && given > 0) given = (Math.floor(given / shuffle.size) + 1) * shuffle.size;
      grew = increasing;
      const position = increasing ? given : shuffled(given + 1);
      given += 1;
      return String(firstTrxNo + position);
    },
    counter: () => ({ given, increasing: grew }),
    setCounter: (counter) => {
      given = counter.given;
      grew = counter.increasing;
    },
    add: (transaction) => {
      transactions.push(transaction);
      if (transactions.length >= mostKept + slack) transactions.splice(0, slack);
    },
    remove: (transaction) => {
      const index = transactions.lastIndexOf(transaction);
      if (index >= 0) transactions.splice(index, 1);
      return index >= 0;
    },
    useRefNumber: (tenantCode, remembered) => {
      const own = used.get(tenantCode) ?? new Set();
      used.set(tenantCode, own);
      const before = own.size;
      own.add(remembered);
      if (own.size >= mostKept + slack) for (const oldest of [...own].slice(0, slack)) own.delete(oldest);
      return own.size !== before;
    },
    freeRefNumber: (tenantCode, remembered) => {
      used.get(tenantCode)?.delete(remembered);
    },
    hasRefNumber: (tenantCode, refNumber) => {
      const own = used.get(tenantCode);
      return own !== undefined && texts.rememberedAs(refNumber).some((remembered) => own.has(remembered));
    },
    list: () => transactions.slice(-mostKept),
    contents: () => ({
      marksKey: texts.key,
      counter: { given, increasing: grew },
      transactions: transactions.slice(-mostKept),
      refNumbers: [...used].map(([code, own]) => [code, [...own].slice(-mostKept)]),
    }),
  };
}

/** A different number for each count, in no order. */
function shuffled(count: number): number {
  const block = count - (count % shuffle.size);
  return block + ((count * shuffle.factor) % shuffle.size);
}
