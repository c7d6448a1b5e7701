import { randomUUID } from 'node:crypto';
import { KitError } from '../../../spec/index.js';
import type { Tenant, Transaction } from '../../schemas/session-types.js';
import { maskedRow } from '../decide-charge.js';
import { digestOf } from '../digest.js';
import { mostRows, mostUsedRefNumbers } from '../ledger.js';
import { type LedgerPage, type LedgerQuery, pageOf } from '../ledger-query.js';
import { createLedgerTexts, type LedgerTexts } from '../ledger-text.js';
import type { Account, AccountQuery, Charge, Settlement, Store } from '../store.js';
import { checkTenantChange, type TenantChange, type TenantSet } from '../tenant-change.js';
import type { RedisConnection } from './connection.js';
import {
  configureScript,
  lookUpScript,
  removeTenantScript,
  resetScript,
  setTenantScript,
  settleScript,
} from './scripts.js';

/** The keys of a session's store. Their common part in braces keeps them on one node of a cluster. */
export function worldKeys(world: string): readonly string[] {
  return ['meta', 'keys', 'balances', 'places', 'rows', 'used'].map((kind) => `eendigo-kit:{${world}}:${kind}`);
}

/**
 * Opens the store of a session on a server, and begins it with these tenants, or applies what changed in them since.
 *
 * @throws KitError `unwritable` when the server cannot be written
 */
export async function openRedisStore(
  connection: RedisConnection,
  world: string,
  tenants: readonly Tenant[],
): Promise<Store> {
  const marksKey = await configure(connection, world, tenants);
  const access = { connection, world, texts: createLedgerTexts(marksKey) };
  const store = createWorldStore(access);
  await store.tenants();
  return store;
}

/** The world of the mock's own session. No session has this id, because ids have no colon. */
export const ownRedisWorld = 'own:session';

/**
 * Opens the store of a session that another replica has begun.
 *
 * @throws KitError `unwritable` when the server cannot be reached, or no longer has it
 */
export async function attachRedisStore(connection: RedisConnection, world: string): Promise<Store> {
  const marksKey = await connection.run((redis) => redis.hget(worldKeys(world)[0] ?? '', 'marksKey'));
  if (marksKey === null) throw new KitError('unwritable', 'the session has just been closed; send the request again');
  const store = createWorldStore({ connection, world, texts: createLedgerTexts(marksKey) });
  await store.tenants();
  return store;
}

function configure({ script }: RedisConnection, world: string, tenants: readonly Tenant[]): Promise<string> {
  return script(configureScript, worldKeys(world), [JSON.stringify(tenants), createLedgerTexts().key]);
}

/** The result of {@link lookUpScript}. */
type LookedUp = readonly [version: string | null, key: string | null, balance: string | null, isUsed: number];

interface WorldAccess {
  readonly connection: RedisConnection;
  readonly world: string;
  readonly texts: LedgerTexts;
}

function createWorldStore(access: WorldAccess): Store {
  const { connection, world, texts } = access;
  const keys = worldKeys(world);
  const [meta = '', tenantKeys = '', balances = '', places = '', rows = ''] = keys;
  /** `reset`: another store has replaced this one. `dropped`: its session has ended. */
  let over: 'reset' | 'dropped' | undefined;
  let seenVersion: string | null | undefined;
  let known: readonly string[] = [];
  const listeners: ((keys: readonly string[]) => void)[] = [];
  /** Tenants that were configured while the server could not be written. */
  let unsaved: readonly Tenant[] | undefined;
  const saveConfigured = async (): Promise<void> => {
    const next = unsaved;
    if (!next) return;
    await configure(connection, world, next);
    if (unsaved === next) unsaved = undefined;
  };

  const list = async (): Promise<readonly Tenant[]> => {
    const [version, byCode, left, order] = await connection.run((redis) =>
      Promise.all([
        redis.hget(meta, 'version'),
        redis.hgetall(tenantKeys),
        redis.hgetall(balances),
        redis.hgetall(places),
      ]),
    );
    const tenants = Object.entries(byCode)
      .map(([code, key]) => ({ code, key, balance: Number(left[code] ?? 0) }))
      .sort((one, other) => Number(order[one.code]) - Number(order[other.code]));
    notice(
      version,
      tenants.map(({ key }) => key),
    );
    return tenants;
  };
  const notice = (version: string | null, now: readonly string[]): void => {
    if (version === seenVersion) return;
    seenVersion = version;
    known = now;
    for (const listener of listeners) listener(now);
  };

  const lookUp = async ({ tenantCode, key, codeCase, refNumber }: AccountQuery): Promise<Account> => {
    await saveConfigured();
    const read = async (code: string) => {
      const remembered = refNumber === '' ? [] : texts.encodingsOf(refNumber);
      const values = [code, ...remembered.map((text) => digestOf(code, text))];
      const [version, found, balance, isUsed] = await connection.script<LookedUp>(lookUpScript, keys, values);
      return { version, tenant: { code, key: found, balance: Number(balance) }, isRefNumberUsed: isUsed === 1 };
    };
    const { version, tenant: exact, isRefNumberUsed } = await read(tenantCode);
    if (codeCase === 'exact' && exact.key === key && version === seenVersion)
      return { tenant: { ...exact, key }, isRefNumberUsed };
    const tenants = await list();
    const plain = tenantCode.toLowerCase();
    const tenant = tenants.find(
      (one) => one.key === key && (codeCase === 'exact' ? one.code === tenantCode : one.code.toLowerCase() === plain),
    );
    if (!tenant) return { tenant, tenants };
    return tenant.code === tenantCode
      ? { tenant, isRefNumberUsed }
      : { tenant, isRefNumberUsed: (await read(tenant.code)).isRefNumberUsed };
  };

  const settle = async (charge: Charge): Promise<Settlement> => {
    const { tenant, isCharged, numbering, marksRefNumber, row } = charge;
    const code = tenant?.code ?? '';
    const charged = isCharged && tenant !== undefined;
    const json = JSON.stringify({ ...maskedRow(row, tenant?.code, texts), charged });
    const digests = texts.encodingsOf(row.refNumber.text).map((remembered) => digestOf(code, remembered));
    const values = [
      over ? 'dry' : 'charge',
      tenant ? '1' : '0',
      code,
      tenant?.key ?? '',
      isCharged ? '1' : '0',
      numbering,
      marksRefNumber ? '1' : '0',
      ...digests,
      digestOf(code, texts.encodeRefNumber(row.refNumber)),
      `${json.slice(0, -1)},"trxNo":"`,
      String(mostRows),
      String(mostUsedRefNumbers),
    ];
    const all = [...keys, `eendigo-kit:{${world}}:result:${randomUUID()}`];
    const [outcome, trxNo] = await connection.script<readonly [string, string?]>(settleScript, all, values);
    return (outcome === 'settled' && trxNo !== undefined ? { outcome, trxNo } : { outcome }) as Settlement;
  };

  const transactions = async (query: LedgerQuery): Promise<LedgerPage> => {
    if (over === 'dropped') return { total: 0, transactions: [] };
    const { offset, limit, ...filters } = query;
    const isFiltered = Object.keys(filters).length > 0;
    const [total, texted] = await connection.run((redis) =>
      Promise.all([
        redis.llen(rows),
        limit === 0 && !isFiltered
          ? []
          : redis.lrange(rows, isFiltered ? 0 : offset, isFiltered ? -1 : Math.min(offset + limit, mostRows) - 1),
      ]),
    );
    const found = texted.map((text): Transaction => JSON.parse(text));
    if (isFiltered) return pageOf({ list: () => found, texts }, query);
    const next = offset + found.length;
    return { total, transactions: found, ...(next < total && found.length > 0 ? { next } : {}) };
  };

  const setTenant = async (change: TenantChange): Promise<TenantSet> => {
    checkTenantChange(change);
    const { code, key = '', balance } = change;
    const set = await connection.script<readonly [number, string, string] | null>(setTenantScript, keys, [
      code,
      key,
      balance === undefined ? '' : String(balance),
    ]);
    if (!set) throw new KitError('usage', 'there is no tenant with this code yet; give a key and a balance');
    const [isNew, keyNow, balanceNow] = set;
    await list();
    return { tenant: { code, key: keyNow, balance: Number(balanceNow) }, isNew: isNew === 1 };
  };

  return {
    lookUp,
    settle,
    transactions,
    maskText: async (sent) => texts.encode(sent),
    tenants: list,
    setTenant,
    removeTenant: async (code) => {
      const removed = await connection.script<number>(removeTenantScript, keys, [code]);
      await list();
      return removed === 1;
    },
    configure: async (next) => {
      unsaved = next;
      await saveConfigured();
      await list();
    },
    reset: async () => {
      await connection.script(resetScript, keys, []);
      over = 'reset';
      const next = createWorldStore(access);
      await next.tenants();
      return next;
    },
    drop: async () => {
      if (over) return;
      over = 'dropped';
      await connection.run((redis) => redis.del(...keys));
    },
    watchKeys: (listener) => {
      listeners.push(listener);
      listener(known);
    },
  };
}
