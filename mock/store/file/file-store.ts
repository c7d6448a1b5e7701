import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { KitError, reasonOf, whyNotWritten } from '../../../spec/index.js';
import type { Tenant } from '../../schemas/session-types.js';
import { emptyContents } from '../state.js';
import type { LocalStore } from '../store.js';
import { lockState } from './lock.js';
import { createStateLog, type StateLog } from './log.js';
import { createLoggedStore, type LoggedStore } from './logged-store.js';
import { readState } from './read.js';
import type { Snapshot } from './record.js';
import { savedContents } from './saved-contents.js';

/** Options for opening a state file. */
export interface FileStoreOptions {
  /** The tenants in the mock's configuration. */
  readonly tenants: readonly Tenant[];
  /** Whether each write waits for the disk, so that it also survives a power failure, not only a crash. */
  readonly sync: boolean;
  /** Called once with a one-line reason when another mock takes the file. Nothing is written after that. */
  readonly onLost?: (text: string) => void;
}

/** The store of the mock's own session, backed by a file. */
export interface FileStore {
  /** The store. A change takes effect once it is in the file. */
  readonly store: LocalStore;
  /** Repairs made when the file was opened, as messages. */
  readonly warnings: readonly string[];
  /** Why changes can no longer be saved, in one line; undefined while they can. */
  readonly trouble: () => string | undefined;
  /** Writes pending changes and releases the lock on the file. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a state file, or creates one.
 *
 * @throws KitError `setup` if the file is not a state file, is in use by another mock, is damaged, or cannot be read;
 * `unwritable` if it cannot be written
 */
export async function createFileStore(path: string, options: FileStoreOptions): Promise<FileStore> {
  const { tenants, sync, onLost = () => {} } = options;
  const file = realPathOf(path);
  let log: StateLog | undefined;
  let trouble: string | undefined;
  const lock = await lockState(file, (why) => {
    const reason = `${why}, so another mock may write the file; this mock no longer charges or saves anything, restart it`;
    trouble = `${file}: ${reason}`;
    log?.stop(reason);
    onLost(trouble);
  });
  const confirm = (): void => {
    if (!lock.isHeld()) throw new KitError('unwritable', trouble ?? `${file}: the lock is no longer held`);
  };
  try {
    const saved = readState(file);
    const first = { ...(saved ? savedContents(saved, tenants) : emptyContents(tenants)), configured: tenants };
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
  return `${path}: the last ${bytes} bytes belong to an incomplete record and were cut off; no answer was sent for it`;
}

/** Resolves links, so that two mocks with different names for one file find the same lock. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // The file does not exist yet; its folder may.
  }
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch (error) {
    throw new KitError('setup', `${path}: its folder cannot be used: ${whyNotWritten(path, error, 'choose another')}`, {
      cause: error,
    });
  }
}
