// What the kit uses of lmdb (tsconfig.json maps the package to this file). Its own declarations have an `export =`, which
// TypeScript rejects in an ES module.

type Key = string | number | readonly (string | number)[];

interface Range {
  readonly start?: Key;
  readonly end?: Key;
  readonly limit?: number;
}

/** A database. Methods outside of a transaction read a snapshot, which `resetReadTxn` renews. */
export interface Database<V, K> {
  readonly get: (key: K) => V | undefined;
  readonly putSync: (key: K, value: V) => void;
  readonly removeSync: (key: K) => boolean;
  readonly getRange: (range: Range) => Iterable<{ readonly key: K; readonly value: V }>;
  readonly getKeys: (range: Range) => Iterable<K>;
  /** Holds the lock of all processes meanwhile. Commits; or changes nothing, when the work throws or returns ABORT. */
  readonly transactionSync: <Result>(work: () => Result) => Result;
  /** The id of the transaction under way: one more than that of the commit from which it starts. */
  readonly getWriteTxnId: () => number;
  readonly resetReadTxn: () => void;
  readonly close: () => Promise<void>;
}

export declare const ABORT: unique symbol;

export interface OpenOptions {
  readonly path: string;
  readonly noSubdir?: boolean;
  readonly encoding?: 'string';
  readonly overlappingSync?: boolean;
  readonly noSync?: boolean;
  readonly readOnly?: boolean;
  readonly maxDbs?: number;
  readonly permissionsMode?: number;
}

export function open<V, K>(options: OpenOptions): Database<V, K>;
