import { EventEmitter } from 'node:events';
import type { Refusal } from '../http/refusal.js';
import type { JournalEntry } from './entry.js';

/** What a mock tells those who listen inside its process: the admin API's event stream, logs, metrics, and who waits for a request. */
export type MockEvents = EventEmitter<{
  /** A request has ended, answered or aborted. `session` is the id of its session, undefined for the mock's own; `name` what it is shown as. */
  entry: [entry: JournalEntry, session: string | undefined, name: string | undefined];
  /** A request has come, or its answer is decided; that it has ended, `entry` says. `id` is the entry's. */
  changed: [id: string, session: string | undefined];
  /** The mock is about to stop: what waits or streams has to end now. */
  closing: [];
  /** A connection was refused, or what came over it was no request. */
  refused: [refusal: Refusal];
}>;

/** Makes the events of one mock. Any number of listeners may stand at it: each open event stream is one. */
export function createEvents(): MockEvents {
  const events: MockEvents = new EventEmitter();
  events.setMaxListeners(0);
  return events;
}

const closing = new WeakSet<MockEvents>();

/** Tells those who listen that the mock is about to stop, and those who come later as well, by {@link isClosing}. */
export function announceClosing(events: MockEvents): void {
  closing.add(events);
  events.emit('closing');
}

/** Whether the mock is about to stop, so that nothing may begin to wait or to stream. */
export function isClosing(events: MockEvents): boolean {
  return closing.has(events);
}
