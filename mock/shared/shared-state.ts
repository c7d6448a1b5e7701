import type { JournalEntry } from '../schemas/journal-types.js';
import type { Tenant } from '../schemas/session-types.js';
import type { Store } from '../store/store.js';

/**
 * What replicas of a mock share besides the stores of the sessions: which sessions are open, their settings with the
 * positions in queues and fault plans, request ids, and the journal. Pictures and metrics are not shared.
 *
 * Every method throws KitError `unwritable` when the server cannot be reached.
 */
export interface SharedState {
  /** The name of this replica, in each of its journal entries. */
  readonly replica: string;
  /** Returns a number that no replica has used for a request. */
  readonly nextRequestId: () => Promise<string>;
  readonly sessions: SharedSessions;
  /**
   * Opens the store of a session; undefined is the mock's own. Without tenants it exists already. Transactions of a new
   * one are numbered from `firstTrxNo` on.
   */
  readonly openStore: (id: string | undefined, tenants?: readonly Tenant[], firstTrxNo?: number) => Promise<Store>;
  readonly journal: SharedJournal;
}

/** The open sessions, by id; undefined is the mock's own session. */
export interface SharedSessions {
  /** Returns a session's settings, and keeps it from expiring. Undefined if it is not open. */
  readonly read: (id: string | undefined) => Promise<SharedSettings | undefined>;
  /**
   * Writes settings if their version is still the one that was read. Returns whether it did. Version 0 is that of a
   * session that is not open.
   */
  readonly write: (id: string | undefined, version: number, settings: SettingsText) => Promise<boolean>;
  readonly remove: (id: string) => Promise<void>;
  /** The ids of the open sessions, most recently used first. */
  readonly list: () => Promise<readonly string[]>;
}

/** The settings of a session as JSON. What they contain is a matter of `sessions`. */
export type SettingsText = string;

/** Settings with their version, which increases with each write. */
export interface SharedSettings {
  readonly version: number;
  readonly text: SettingsText;
}

/** A change of the journal of a session. */
export interface JournalMessage {
  readonly session: string | null;
  /** Distinguishes sessions of one id that were open one after another. */
  readonly generation: string;
  /** The entry, as it is now. Absent when the journal was cleared. */
  readonly entry?: JournalEntry;
  readonly isEnded?: boolean;
}

/** The journals of all replicas. It keeps the latest messages for replicas that start later. */
export interface SharedJournal {
  /** Sends a message to the other replicas. Resolves when they can read it; never rejects. */
  readonly publish: (message: JournalMessage) => Promise<void>;
  /** Calls the listener with each message of another replica, one after another, earlier ones included. */
  readonly follow: (listener: (message: JournalMessage) => Promise<void>) => void;
  /** Resolves when the listener has had every message that was published before the call. */
  readonly catchUp: () => Promise<void>;
  readonly close: () => void;
}
