import { crc32 } from 'node:zlib';
import type { Database } from 'lmdb';
import { KitError } from '../../../spec/index.js';
import type { Tenant, Transaction } from '../../schemas/session-types.js';
import type { Counter } from '../trx-no.js';

/** The database of a state file. Values are texts, because the kit adds its own checksum to each. */
export type StateDatabase = Database<string, RecordKey>;

/** The key of a record: the world that it belongs to, its kind, and its place or digest. */
export type RecordKey = (string | number)[];

/** The world of the mock's own session. */
export const ownWorld = 'own';

/** What a world has once: its position in each list, and its counter. Every change rewrites it, so it is short. */
export interface Head {
  readonly counter: Counter;
  /** Increases with each change of a code or a key, so that other processes notice it. */
  readonly tenantsVersion: number;
  readonly tenants: { readonly next: number; readonly count: number };
  readonly rows: { readonly first: number; readonly next: number; readonly bytes: number };
  readonly used: { readonly first: number; readonly next: number };
}

/** What changes seldom in a world. */
export interface Setup {
  /** The key of the marks that replace secrets. */
  readonly marksKey: string;
  /** The tenants in the mock's configuration. */
  readonly configured: readonly Tenant[];
  /** The first number of transactions in the mock's configuration. */
  readonly firstTrxNo?: number | undefined;
}

/** The kinds of records, and their values. */
export interface Kinds {
  readonly head: Head;
  readonly setup: Setup;
  readonly tenant: Tenant;
  /** The place of a tenant, by the digest of its code. */
  readonly code: number;
  readonly row: Transaction;
  /** The place of a used refNumber, by its digest. */
  readonly used: number;
  /** The digest of a used refNumber, by its place. */
  readonly place: string;
}

/** Identifies the file. The version increases when older versions of the kit cannot read the records. */
export const formatKey: RecordKey = ['', 'format'];
const format = { name: 'eendigo-kit-state', version: 3 };

/** Writes a value as text with a checksum, which includes the key. So a record in a wrong place is damaged, too. */
export function encodeRecord(key: RecordKey, value: unknown): string {
  const json = JSON.stringify(value);
  return `${checksumOf(key, json)} ${json}`;
}

/** Reads a record; undefined if it is damaged. */
export function decodeRecord(key: RecordKey, text: string): unknown {
  const json = text.slice(9);
  if (text.slice(0, 9) !== `${checksumOf(key, json)} `) return undefined;
  return JSON.parse(json);
}

function checksumOf(key: RecordKey, json: string): string {
  return crc32(json, crc32(JSON.stringify(key)))
    .toString(16)
    .padStart(8, '0');
}

/** Reads and writes the records of one world. Writes need a transaction. */
export interface Records {
  readonly get: <Kind extends keyof Kinds>(kind: Kind, ...place: RecordKey) => Kinds[Kind] | undefined;
  readonly put: <Kind extends keyof Kinds>(kind: Kind, value: Kinds[Kind], ...place: RecordKey) => void;
  readonly remove: (kind: keyof Kinds, ...place: RecordKey) => void;
  /** The values of a kind with numbered places, from `first` until before `end`. */
  readonly list: <Kind extends keyof Kinds>(kind: Kind, first?: number, end?: number) => readonly Kinds[Kind][];
  /** Removes every record. */
  readonly clear: () => void;
}

/** Creates access to the records of a world. @throws KitError `setup` for a damaged record */
export function createRecords(database: StateDatabase, world: string): Records {
  const readValue = (key: RecordKey, text: string): unknown => {
    const value = decodeRecord(key, text);
    if (value === undefined) throw new KitError('setup', `the record ${key.join(' ')} of the state file is damaged`);
    return value;
  };
  const keysOf = (kind: string, first: number, end: number) => ({
    start: [world, kind, first],
    end: [world, kind, end],
  });
  return {
    get: <Kind extends keyof Kinds>(kind: Kind, ...place: RecordKey) => {
      const key = [world, kind, ...place];
      const text = database.get(key);
      return text === undefined ? undefined : (readValue(key, text) as Kinds[Kind]);
    },
    put: (kind, value, ...place) => {
      const key = [world, kind, ...place];
      database.putSync(key, encodeRecord(key, value));
    },
    remove: (kind, ...place) => {
      database.removeSync([world, kind, ...place]);
    },
    list: <Kind extends keyof Kinds>(kind: Kind, first = 0, end = Number.MAX_SAFE_INTEGER) =>
      Array.from(database.getRange(keysOf(kind, first, end)), ({ key, value }) => readValue(key, value) as Kinds[Kind]),
    clear: () => {
      const keys = Array.from(database.getKeys({ start: [world], end: [`${world}\u0001`] }));
      for (const key of keys) database.removeSync(key);
    },
  };
}

/** Why a database is not a state file that this kit can use; undefined if it is one, or is new. */
export function formatProblem(database: StateDatabase): string | undefined {
  const text = database.get(formatKey);
  if (text === undefined)
    return Array.from(database.getKeys({ limit: 1 })).length === 0
      ? undefined
      : 'is not a state file of the mock, but a database of another program; give --state another name, and nothing is overwritten';
  const found = decodeRecord(formatKey, text) as typeof format | undefined;
  if (found === undefined) return damageInWords('its format is unreadable');
  if (found.version === format.version) return undefined;
  return `is a state file of version ${found.version}, and this kit supports version ${format.version}; use the kit that wrote it, or give another name`;
}

/** Marks a new database as a state file. Needs a transaction. */
export function writeFormat(database: StateDatabase): void {
  if (database.get(formatKey) === undefined) database.putSync(formatKey, encodeRecord(formatKey, format));
}

/** The message about a damaged file. */
export function damageInWords(what: string): string {
  return `is damaged: ${what}; restore a copy of the file, or remove it to start with an empty state`;
}
