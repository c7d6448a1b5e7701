import type { Tenant } from '../schemas/session-types.js';
import { type Counter, type Ledger, type LedgerContents, openLedger, type Transaction } from './ledger.js';
import { openTenantBook, type TenantBook } from './tenants.js';

/** What an answer changes in a session's books. */
export interface Change {
  /** Where the answer took a number: the counter after it. */
  readonly counter?: Counter;
  /** A tenant's refNumber that went through, as it is remembered. */
  readonly used?: readonly [tenantCode: string, remembered: string];
  /** Its row in the ledger. */
  readonly transaction?: Transaction;
}

/** Tenants, ledger and counter at one moment. */
export interface BooksContents extends LedgerContents {
  readonly tenants: readonly Tenant[];
}

/** Who may call in a session, and what they were charged. */
export interface Books {
  readonly tenants: TenantBook;
  readonly ledger: Ledger;
  /**
   * Enters what an answer changes, at once. Where the books are kept on a file, the promise ends when the change is
   * there, and fails with the change undone when it could not be written.
   */
  readonly enter: (change: Change) => Promise<void> | undefined;
  /**
   * To be called when the tenants were changed otherwise than by a charge: puts them on file as they now are, where there
   * is one. Where that fails, they are in force all the same, and go on file with what is entered next. `configured` are
   * those of a configuration that has changed while the mock runs.
   */
  readonly tenantsChanged: (configured?: readonly Tenant[]) => Promise<void> | undefined;
  readonly contents: () => BooksContents;
}

/** Where books are kept. */
export interface BooksFile {
  /** Ends when the change is on the file. */
  readonly enter: (change: Change) => Promise<void>;
  readonly tenantsChanged: (tenants: readonly Tenant[], configured?: readonly Tenant[]) => Promise<void>;
}

/** Opens books. `file` keeps what is entered; without it nothing is waited for. */
export function openBooks(contents: BooksContents, file?: BooksFile): Books {
  const tenants = openTenantBook(contents.tenants);
  const ledger = openLedger(contents);
  return {
    tenants,
    ledger,
    enter: (change) => {
      const undo = applyChange(change, tenants, ledger);
      if (!file || (!change.counter && !change.used && !change.transaction)) return undefined;
      return file.enter(change).catch((error: unknown) => {
        undo();
        throw error;
      });
    },
    tenantsChanged: (configured) => file?.tenantsChanged(tenants.list(), configured),
    contents: () => ({ tenants: tenants.list(), ...ledger.contents() }),
  };
}

/** Changes a session's books. Returns what undoes it. */
export function applyChange({ counter, used, transaction }: Change, tenants: TenantBook, ledger: Ledger): () => void {
  if (counter) ledger.setCounter(counter);
  const isNew = used !== undefined && ledger.useRefNumber(...used);
  const isTaken = transaction?.charged === true && tenants.charge(transaction.tenantCode);
  if (transaction) ledger.add(transaction);
  return () => {
    // The number stays given: a gap does no harm, a number given twice would.
    if (isNew) ledger.freeRefNumber(...used);
    if (transaction && ledger.remove(transaction) && isTaken) tenants.adjust(transaction.tenantCode, 1);
  };
}

/** Books in which nothing has been entered yet. */
export function newBooks(tenants: readonly Tenant[]): BooksContents {
  return { tenants, counter: { given: 0, increasing: true }, transactions: [], refNumbers: [] };
}
