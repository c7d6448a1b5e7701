import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { KitError, reasonOf, whyNotWritten } from '../../../spec/index.js';
import type { Tenant } from '../../schemas/session-types.js';
import { newContents } from '../state.js';
import type { LocalStore } from '../store.js';
import { lockState } from './lock.js';
import { createStateLog, type StateLog } from './log.js';
import { createLoggedStore, type LoggedStore } from './logged-store.js';
import { readState } from './read.js';
import type { Snapshot } from './record.js';
import { savedContents } from './saved-contents.js';

/** How a state file is opened. */
export interface FileStoreOptions {
  /** The tenants that the mock is configured with. */
  readonly tenants: readonly Tenant[];
  /** Wait until the disk has each write, so that it outlives a loss of power and not the mock's process alone. */
  readonly sync: boolean;
  /** Hears in one line that the file is another mock's by now: from then on nothing is written. */
  readonly lost?: (text: string) => void;
}

/** The store of a mock's own session, on a file. */
export interface FileStore {
  /** The store as the file has it. A change is in force once it is on the file. */
  readonly store: LocalStore;
  /** What was mended when the file was opened, in words. */
  readonly warnings: readonly string[];
  /** Why nothing can be kept any more, in one line; undefined as long as it can. */
  readonly trouble: () => string | undefined;
  /** Writes what waits, and lets another mock have the file. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a state file, or makes one.
 *
 * @throws KitError `setup` for a file that is none, is another mock's, was damaged, or cannot be read; `unwritable` for one that cannot be written
 */
export async function createFileStore(path: string, options: FileStoreOptions): Promise<FileStore> {
  const { tenants, sync, lost = () => {} } = options;
  const file = realPathOf(path);
  let log: StateLog | undefined;
  let trouble: string | undefined;
  const lock = await lockState(file, (why) => {
    const reason = `${why}, so another mock may write the file; this one charges and keeps nothing more, restart it`;
    trouble = `${file}: ${reason}`;
    log?.stop(reason);
    lost(trouble);
  });
  const confirm = (): void => {
    if (!lock.isHeld()) throw new KitError('unwritable', trouble ?? `${file}: is locked no more`);
  };
  try {
    const saved = readState(file);
    const first = { ...(saved ? savedContents(saved, tenants) : newContents(tenants)), configured: tenants };
    const open = (contents: Snapshot): LoggedStore =>
      createLoggedStore(contents, {
        append: (records) => opened.append(records),
        fallBehind: () => opened.fallBehind(),
        begin: (next) => {
          const logged = open(next);
          opened.replace(logged.snapshot());
          current = logged;
          return logged.store;
        },
      });
    let current = open(first);
    const opened = createStateLog({ file, sync, snapshot: () => current.snapshot(), confirm }, current.snapshot());
    log = opened;
    return {
      store: current.store,
      trouble: () => {
        try {
          confirm();
          return undefined;
        } catch (error) {
          return reasonOf(error);
        }
      },
      warnings: saved && saved.torn > 0 ? [tornText(path, saved.torn)] : [],
      close: async () => {
        await current.idle();
        await opened.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
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
