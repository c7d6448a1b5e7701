import { EventEmitter } from 'node:events';
import type { Refusal } from '../http/refusal.js';
import type { JournalEntry } from '../schemas/journal-types.js';

/** Events of a mock for listeners in its process: the event stream, logs, metrics and waits. */
export type MockEvents = EventEmitter<{
  /**
   * A request has ended, answered or aborted. `session` is the session's id, undefined for the default session; `name`
   * is its displayed name.
   */
  entry: [entry: JournalEntry, session: string | undefined, name: string | undefined];
  /** A request that another replica has handled has ended. Its own log and metrics report it. */
  received: [entry: JournalEntry, session: string | undefined, name: string | undefined];
  /** A request was received or its answer decided. `id` is the entry's. The end is reported by `entry`. */
  changed: [id: string, session: string | undefined];
  /**
   * A caller has changed a session's settings, tenants or journal, by the admin API or in process. `session` is its id,
   * undefined for the default session.
   */
  altered: [session: string | undefined];
  /** A session with an id was opened or has ended. */
  sessions: [];
  /** The mock is about to stop. Waits and streams must end. */
  closing: [];
  /** A connection or an invalid request was rejected. */
  refused: [refusal: Refusal];
}>;

/** Creates the events of one mock. The number of listeners is unlimited, because each event stream adds one. */
export function createEvents(): MockEvents {
  const events: MockEvents = new EventEmitter();
  events.setMaxListeners(0);
  return events;
}

const closing = new WeakSet<MockEvents>();

/** Emits `closing`. Later listeners can query {@link isClosing}. */
export function announceClosing(events: MockEvents): void {
  closing.add(events);
  events.emit('closing');
}

/** Whether the mock is about to stop, so that no wait or stream may start. */
export function isClosing(events: MockEvents): boolean {
  return closing.has(events);
}
