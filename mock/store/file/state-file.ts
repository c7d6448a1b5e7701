import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { KitError, reasonOf, whyNotWritten } from '../../../spec/index.js';
import { hidesSecrets } from '../../privacy/hide-secrets.js';
import type { Tenant } from '../../schemas/session-types.js';
import { applyChange, type Books, type BooksContents, type BooksFile, newBooks, openBooks } from '../books.js';
import { type LedgerContents, openLedger } from '../ledger.js';
import type { LedgerTexts } from '../ledger-text.js';
import { openTenantBook } from '../tenants.js';
import { tenantsAtStart } from '../tenants-at-start.js';
import { lockState } from './lock.js';
import { openStateLog, type StateLog } from './log.js';
import { readState, type SavedState } from './read.js';
import type { Snapshot } from './record.js';

/** How a state file is opened. */
export interface StateFileOptions {
  /** The tenants that the mock is configured with. */
  readonly tenants: readonly Tenant[];
  /** Wait until the disk has each write, so that it outlives a loss of power and not the mock's process alone. */
  readonly sync: boolean;
  /** Hears in one line that the file is another mock's by now: from then on nothing is written. */
  readonly lost?: (text: string) => void;
}

/** A file on which the books of a mock's own session are kept. */
export interface StateFile {
  /** The books as the file has them. */
  readonly books: Books;
  /** What was mended when the file was opened, in words. */
  readonly warnings: readonly string[];
  /** Why nothing can be kept any more, in one line; undefined as long as it can. */
  readonly trouble: () => string | undefined;
  /** Begins anew, on the file too, and returns the new books. @throws KitError `unwritable` on a full disk */
  readonly reset: () => Books;
  /** Writes what waits, and lets another mock have the file. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a state file, or makes one.
 *
 * @throws KitError `setup` for a file that is none, is another mock's, was damaged, or cannot be read; `unwritable` for one that cannot be written
 */
export async function openStateFile(path: string, options: StateFileOptions): Promise<StateFile> {
  const { sync, lost = () => {} } = options;
  const file = realPathOf(path);
  let configured = options.tenants;
  let log: StateLog | undefined;
  let trouble: string | undefined;
  const lock = await lockState(file, (why) => {
    const because = `${why}, so another mock may write the file; this one charges and keeps nothing more, restart it`;
    trouble = `${file}: ${because}`;
    log?.stop(because);
    lost(trouble);
  });
  const confirm = (): void => {
    if (!lock.isHeld()) throw new KitError('unwritable', trouble ?? `${file}: is locked no more`);
  };
  try {
    const saved = readState(file);
    let books = openBooks(newBooks(configured));
    const snapshot = (): Snapshot => ({ ...books.contents(), configured });
    /** Opens books that write to the log for as long as they are the mock's. */
    const openOnFile = (contents: BooksContents): Books => {
      const kept: BooksFile = {
        enter: async (change) => {
          if (books === own) await log?.append({ type: 'answer', ...change });
        },
        tenantsChanged: async (tenants, configuredNow = configured) => {
          if (books !== own) return;
          configured = configuredNow;
          await log?.append({ type: 'tenants', tenants, configured });
        },
      };
      const own = openBooks(contents, kept);
      return own;
    };
    books = openOnFile(saved ? contentsOf(saved, configured) : newBooks(configured));
    const opened = openStateLog({ file, sync, snapshot, confirm }, snapshot());
    log = opened;
    return {
      books,
      trouble: () => {
        try {
          confirm();
          return undefined;
        } catch (error) {
          return reasonOf(error);
        }
      },
      warnings: saved && saved.torn > 0 ? [tornText(path, saved.torn)] : [],
      reset: () => {
        const contents = newBooks(configured);
        opened.replace({ ...contents, configured });
        books = openOnFile(contents);
        return books;
      },
      close: async () => {
        await opened.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** What the books held when the file was last written, with the tenants to start with. */
function contentsOf({ snapshot, records }: SavedState, configured: readonly Tenant[]): BooksContents {
  const ledger = openLedger(snapshot);
  let tenants = openTenantBook(snapshot.tenants);
  let configuredBefore = snapshot.configured;
  for (const record of records)
    switch (record.type) {
      case 'answer':
        applyChange(record, tenants, ledger);
        break;
      case 'tenants':
        tenants = openTenantBook(record.tenants);
        configuredBefore = record.configured;
        break;
    }
  const contents = ledger.contents();
  return {
    ...(snapshot.marksKey === undefined ? withoutSecrets(contents, ledger.texts, tenants.list()) : contents),
    tenants: tenantsAtStart(tenants.list(), configuredBefore, configured),
  };
}

/** What an older kit has kept as it came, as it is kept now. */
function withoutSecrets(contents: LedgerContents, texts: LedgerTexts, tenants: readonly Tenant[]): LedgerContents {
  const hide = hidesSecrets(tenants.map(({ key }) => key));
  return {
    ...contents,
    transactions: contents.transactions.map((row) => ({
      ...row,
      refNumber: texts.kept(row.refNumber, hide),
      tenantCode: tenants.some(({ code }) => code === row.tenantCode)
        ? row.tenantCode
        : texts.kept(row.tenantCode, hide),
      loginId: tenants.some(({ code }) => code === row.loginId) ? row.loginId : texts.kept(row.loginId, hide),
    })),
    refNumbers: contents.refNumbers.map(([code, own]) => [code, own.map((one) => texts.remembered(one, hide))]),
  };
}

function tornText(path: string, bytes: number): string {
  return `${path}: the last ${bytes} bytes are of a record that was not written to its end, and were cut off; no answer was sent for it`;
}

/** One name for a file that has several, so that two mocks see that they mean the same one. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Not there yet; its folder is.
  }
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch (error) {
    throw new KitError('setup', `${path}: its folder cannot be used: ${whyNotWritten(path, error, 'choose another')}`, {
      cause: error,
    });
  }
}
