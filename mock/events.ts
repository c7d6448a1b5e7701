import { EventEmitter } from 'node:events';
import type { JournalEntry } from './journal.js';

/** What a mock tells those who listen inside its process: the admin API's event stream, logs, metrics, and who waits for a request. */
export type MockEvents = EventEmitter<{
  /** A request has ended, answered or aborted. `session` is the id of its session, undefined for the mock's own. */
  entry: [entry: JournalEntry, session: string | undefined];
  /** The mock is about to stop: what waits or streams has to end now. */
  closing: [];
}>;

/** Makes the events of one mock. Any number of listeners may stand at it: each open event stream is one. */
export function createEvents(): MockEvents {
  const events: MockEvents = new EventEmitter();
  events.setMaxListeners(0);
  return events;
}
