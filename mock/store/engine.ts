import type { Store } from './store.js';

/** An engine that keeps the store of the mock's own session beyond the process. */
export interface StoreEngine<Kept extends Store = Store> {
  /** The store. A change takes effect once it is saved. */
  readonly store: Kept;
  /** Repairs made when it was opened, as messages. */
  readonly warnings: readonly string[];
  /** Resolves to why changes cannot be saved, in one line; undefined while they can. Never rejects. */
  readonly trouble: () => Promise<string | undefined>;
  /** Saves pending changes, and lets go of the engine. */
  readonly close: () => Promise<void>;
}
