/** How sessions are kept unless it is said otherwise. */
export const defaultKeep = { most: 1000, idleMs: 30 * 60_000 };

/** Requests that a session's journal holds where nothing else is said. */
export const journalEntries = 1000;
