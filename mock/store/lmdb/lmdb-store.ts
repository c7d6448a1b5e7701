import { chmodSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ABORT, open } from 'lmdb';
import { KitError, reasonOf, whyNotWritten } from '../../../spec/index.js';
import type { Tenant } from '../../schemas/session-types.js';
import { decideCharge } from '../decide-charge.js';
import type { StoreEngine } from '../engine.js';
import { type LedgerPage, type LedgerQuery, pageOf } from '../ledger-query.js';
import type { DecidedChange } from '../state.js';
import type { Account, AccountQuery, LocalStore } from '../store.js';
import { checkTenantChange, decideRemoval, decideTenant } from '../tenant-change.js';
import { tenantsAtStart } from '../tenants-at-start.js';
import { isSystemFailure, writeFailure } from '../write-failure.js';
import { type Batches, createBatches } from './batches.js';
import { checkFile } from './check-file.js';
import { type NewestCommit, watchNewestCommit } from './newest-commit.js';
import { openOptions } from './open-options.js';
import { createRecords, damageInWords, ownWorld, type RecordKey, type StateDatabase, writeFormat } from './records.js';
import { hasSpace } from './space.js';
import { createWorld, type World } from './world.js';

/** Options for opening a state file. */
export interface LmdbStoreOptions {
  /** The tenants in the mock's configuration. */
  readonly tenants: readonly Tenant[];
  /** The first number of transactions in the mock's configuration. */
  readonly firstTrxNo?: number | undefined;
  /** Whether each write waits for the disk, so that it also survives a power failure, not only a crash. */
  readonly sync: boolean;
}

/**
 * Opens a state file, or creates one. Several processes of one machine may share it.
 *
 * @throws KitError `setup` if the file is not a state file, is damaged, is on a network file system, or cannot be read;
 *   `unwritable` if it cannot be written
 */
export async function createLmdbStore(
  path: string,
  { tenants, firstTrxNo, sync }: LmdbStoreOptions,
): Promise<StoreEngine<LocalStore>> {
  const file = realPathOf(path);
  await checkFile(file);
  const database = openDatabase(file, sync);
  let newestCommit: NewestCommit | undefined;
  try {
    const commits = watchNewestCommit(file);
    newestCommit = commits;
    const inode = inodeOf(file);
    const trouble = (): string | undefined => {
      if (inodeOf(file) !== inode)
        return `${file}: was removed or replaced while the mock runs, so it saves and charges nothing; restart the mock`;
      return hasSpace(file) ? undefined : `${file}: cannot be written: ${writeFailure({ code: 'ENOSPC' })}`;
    };
    const inTransaction = <Result>(work: () => Result): Result => {
      const reason = trouble();
      if (reason !== undefined) throw new KitError('unwritable', reason);
      try {
        for (;;) {
          const outcome = database.transactionSync(() =>
            commits.isBaseOf(database.getWriteTxnId()) ? { result: work() } : ABORT,
          );
          if (outcome !== ABORT) return outcome.result;
        }
      } catch (error) {
        if (error instanceof KitError) throw error;
        const why = isSystemFailure(error)
          ? `cannot be written: ${writeFailure(error)}`
          : damageInWords(`LMDB reports "${reasonOf(error)}"`);
        throw new KitError('unwritable', `${file}: ${why}`, { cause: error });
      }
    };
    const world = createWorld(createRecords(database, ownWorld));
    /** Tenants that were configured while the file could not be written. */
    let unsaved: readonly Tenant[] | undefined;
    const configure = (next: readonly Tenant[]): void => {
      unsaved = next;
      withConfigured(() => {});
    };
    const withConfigured = <Result>(work: () => Result): Result => {
      const next = unsaved;
      const result = inTransaction(() => {
        if (next) world.replaceTenants(tenantsAtStart(world.tenants(), world.setup().configured, next), next);
        return work();
      });
      if (unsaved === next) unsaved = undefined;
      return result;
    };
    inTransaction(() => {
      writeFormat(database);
      const { tenantsVersion } = world.head();
      if (tenantsVersion === 0) world.begin(tenants);
      else world.replaceTenants(tenantsAtStart(world.tenants(), world.setup().configured, tenants), tenants);
      world.numberFrom(firstTrxNo);
    });
    const batches = createBatches(withConfigured);
    return {
      store: createWorldStore({ world, database, batches, inTransaction: withConfigured, configure }),
      warnings: [],
      trouble: async () => trouble(),
      close: async () => {
        batches.flush();
        await database.close();
        commits[Symbol.dispose]();
      },
    };
  } catch (error) {
    newestCommit?.[Symbol.dispose]();
    await database.close();
    throw error;
  }
}

/** What the stores of one world share. */
interface WorldAccess {
  readonly world: World;
  readonly database: StateDatabase;
  readonly batches: Batches;
  readonly inTransaction: <Result>(work: () => Result) => Result;
  /** @throws KitError `unwritable`; the next transaction tries again */
  readonly configure: (tenants: readonly Tenant[]) => void;
}

function createWorldStore(access: WorldAccess): LocalStore {
  const { world, database, batches, inTransaction, configure } = access;
  /** `reset`: another store has replaced this one. `dropped`: its session has ended. */
  let over: 'reset' | 'dropped' | undefined;
  let seenVersion = -1;
  const listeners: ((keys: readonly string[]) => void)[] = [];
  /** Reads what other processes have written, and notices changed keys. */
  const refresh = (): void => {
    database.resetReadTxn();
    const { tenantsVersion } = world.head();
    if (tenantsVersion === seenVersion) return;
    seenVersion = tenantsVersion;
    const keys = world.tenants().map(({ key }) => key);
    for (const listener of listeners) listener(keys);
  };
  const changing = async <Result>(decide: () => DecidedChange<Result>): Promise<Result> => {
    const result = await batches.run(() => {
      const { change, result } = decide();
      if (change && !over) world.apply(change);
      return result;
    });
    refresh();
    return result;
  };
  const resetNow = (): LocalStore => {
    batches.flush();
    inTransaction(() => world.begin(world.setup().configured));
    over = 'reset';
    return createWorldStore(access);
  };
  const rows = () => (over === 'dropped' ? [] : world.rows());
  return {
    lookUp: async (query) => {
      refresh();
      return accountIn(world, query);
    },
    settle: (charge) => changing(() => decideCharge(charge, world)),
    transactions: async (query) => {
      refresh();
      if (over === 'dropped') return { total: 0, transactions: [] };
      return ledgerPage(world, query);
    },
    maskText: async (sent) => world.texts.encode(sent),
    tenants: async () => {
      refresh();
      return world.tenants();
    },
    setTenant: async (change) => {
      checkTenantChange(change);
      return changing(() => decideTenant(change, world));
    },
    removeTenant: (code) => changing(() => decideRemoval(code, world)),
    configure: async (next) => {
      configure(next);
      refresh();
    },
    reset: async () => resetNow(),
    drop: async () => {
      if (over) return;
      await batches.run(() => world.begin([]));
      over = 'dropped';
    },
    watchKeys: (listener) => {
      listeners.push(listener);
      seenVersion = -1;
      refresh();
    },
    view: {
      tenants: () => {
        refresh();
        return world.tenants();
      },
      transactions: () => {
        refresh();
        return rows();
      },
    },
    resetNow,
    // The rows are on the disk. The file has its own limits.
    joinBudget: () => {},
  };
}

function accountIn(world: World, { tenantCode, key, codeCase, refNumber }: AccountQuery): Account {
  const exact = world.tenant(tenantCode);
  const plain = tenantCode.toLowerCase();
  const tenant =
    codeCase === 'exact'
      ? exact?.key === key
        ? exact
        : undefined
      : world.tenants().find((one) => one.key === key && one.code.toLowerCase() === plain);
  return tenant
    ? { tenant, isRefNumberUsed: refNumber !== '' && world.hasRefNumber(tenant.code, refNumber) }
    : { tenant: undefined, tenants: world.tenants() };
}

/** Reads only the rows of the page, unless they are filtered. */
function ledgerPage(world: World, query: LedgerQuery): LedgerPage {
  const { offset, limit, ...filters } = query;
  if (Object.keys(filters).length > 0) return pageOf({ list: () => world.rows(), texts: world.texts }, query);
  const { first, next } = world.head().rows;
  const total = next - first;
  const transactions = limit === 0 ? [] : world.rows(first + offset, Math.min(next, first + offset + limit));
  const end = offset + transactions.length;
  return { total, transactions, ...(end < total && transactions.length > 0 ? { next: end } : {}) };
}

function openDatabase(file: string, sync: boolean): StateDatabase {
  try {
    const database = open<string, RecordKey>({ ...openOptions(file), noSync: !sync });
    // A file that existed before, such as an empty one, may have other permissions.
    chmodSync(file, 0o600);
    return database;
  } catch (error) {
    throw new KitError('unwritable', `${file}: cannot be written: ${writeFailure(error)}`, { cause: error });
  }
}

function inodeOf(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats && `${stats.dev} ${stats.ino}`;
}

/** Resolves links, so that LMDB finds the same lock under every name of a file. */
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
