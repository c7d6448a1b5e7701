import type { Tenant } from '../../schemas/session-types.js';
import { createLocalStore } from '../local-store.js';
import { contentsOf, createState, emptyContents } from '../state.js';
import type { LocalStore } from '../store.js';
import { tenantsAtStart } from '../tenants-at-start.js';
import { createCommitter } from './committer.js';
import type { StateLog } from './log.js';
import type { Snapshot } from './record.js';

/** A store that writes each change to a log before applying it. */
export interface LoggedStore {
  readonly store: LocalStore;
  /** The contents in force. */
  readonly snapshot: () => Snapshot;
  /** Resolves when no write is pending. */
  readonly idle: () => Promise<void>;
}

/** The log that successive stores are written to. */
export interface StoreLog extends Pick<StateLog, 'append' | 'fallBehind'> {
  /** Replaces the contents of the log, and returns their store. @throws KitError `unwritable` */
  readonly begin: (contents: Snapshot) => LocalStore;
}

/** Creates a store from the contents of a log. Changes settled with it after its reset are not written. */
export function createLoggedStore({ configured: atStart, ...contents }: Snapshot, log: StoreLog): LoggedStore {
  const state = createState(contents);
  let configured: readonly Tenant[] = atStart;
  let isOver = false;
  const committer = createCommitter({
    state,
    write: async (records) => {
      if (!isOver) await log.append(records);
    },
    tenantsRecord: (draft) => ({ type: 'tenants', tenants: draft.tenants(), configured }),
    onTenantsUnwritten: log.fallBehind,
  });
  const resetNow = (): LocalStore => {
    const next = log.begin({ ...emptyContents(configured), configured });
    isOver = true;
    return next;
  };
  const store = createLocalStore(state, {
    change: committer.change,
    configure: (next) => {
      state.tenants.replace(tenantsAtStart(state.tenants.list(), configured, next));
      configured = next;
      return committer.writeTenants();
    },
    resetNow,
  });
  return { store, snapshot: () => ({ ...contentsOf(state), configured }), idle: committer.idle };
}
