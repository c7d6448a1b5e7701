import { problem } from '../http/problem.js';
import { isClosing } from '../journal/events.js';
import type { JournalEntry } from '../schemas/journal-types.js';
import { type AdminCall, type Operations, problemSpec } from './operation.js';

/** Interval of heartbeats on an idle stream, in milliseconds. Proxies close idle connections after a minute. */
const heartbeatMs = 15_000;
/** Bytes buffered for a slow reader. Events beyond that are dropped. */
const maxBufferedBytes = 1024 * 1024;
/** Maximum number of open streams per mock. */
const maxStreams = 100;
/** Time after which an open request is reported before its end, in milliseconds. */
const slowMs = 200;
/** Shortest time between two reports of the open sessions, in milliseconds. A test run may open many. */
const sessionsMs = 100;
/** Open streams per mock. The emitter has other listeners too, so their number does not tell. */
const open = new WeakMap<AdminCall['options']['events'], number>();

/** Serialised events, shared by all streams. */
const written = new WeakMap<JournalEntry, string>();

/** Operations that stream requests as they end. */
export const eventOperations = {
  'GET /events': {
    summary:
      'Server-sent events: "request" for each ended request, "progress" for a slow one, "session" after a change by a caller, "sessions" at the start and after one was opened or has ended, "missed" with a count for a slow reader',
    session: 'visits',
    answers: {
      200: {
        description:
          '"request" and "progress" have the data {"session", "request"}, "session" has {"session"}, "sessions" has {"count", "isOpen"}: the number of open sessions, and whether that of the stream is open. The stream begins with "sessions" and ends when the mock stops.',
        contentType: 'text/event-stream',
      },
      503: problemSpec('Too many open streams.'),
    },
    handle: stream,
  },
} satisfies Operations;

function stream({ options: { events, sessions }, session, request, response }: AdminCall) {
  const count = (by: number): number => {
    const now = (open.get(events) ?? 0) + by;
    open.set(events, now);
    return now;
  };
  if (count(0) >= maxStreams) return problem(503, 'Too many streams', `${maxStreams} streams are open; close one.`);
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  if (request.method === 'HEAD' || isClosing(events)) {
    response.end();
    return undefined;
  }
  // The client may have left during the session lookup; 'close' does not fire again.
  if (response.closed) return undefined;
  let missed = 0;
  let isSaidOpen: boolean | undefined;
  const say = (text: string): boolean => {
    if (response.writableLength > maxBufferedBytes) return false;
    response.write(text);
    return true;
  };
  const isOpen = (): boolean => session.id === undefined || sessions.all().some(({ id }) => id === session.id);
  const saySessions = (): void => {
    isSaidOpen = isOpen();
    say(eventOf('sessions', { count: sessions.list().length, isOpen: isSaidOpen }));
  };
  const onEntry = (entry: JournalEntry, from: string | undefined, name: string | undefined): void => {
    if (from !== session.id) return;
    slow.forget(entry.id);
    if (missed > 0 && say(eventOf('missed', { count: missed }))) missed = 0;
    if (!say(requestEvent(entry, name))) missed += 1;
  };
  // Looked up by id, because a reset replaces the session.
  const journal = () => (sessions.find(session.id) ?? session).journal;
  const slow = createSlowRequests((id) => {
    const entry = journal().find(id);
    if (entry?.state === 'open') say(eventOf('progress', { session: session.name() ?? null, request: entry }));
  });
  const onChanged = (id: string, from: string | undefined): void => {
    if (from === session.id) slow.watch(id);
  };
  const onAltered = (from: string | undefined): void => {
    if (from !== session.id) return;
    // A reader that loads the session after this event must know whether there is one.
    if (isOpen() !== isSaidOpen) saySessions();
    say(eventOf('session', { session: session.name() ?? null }));
  };
  let report: NodeJS.Timeout | undefined;
  const onSessions = (): void => {
    report ??= setTimeout(() => {
      report = undefined;
      saySessions();
    }, sessionsMs).unref();
  };
  const onDrain = (): void => {
    if (missed > 0 && say(eventOf('missed', { count: missed }))) missed = 0;
  };
  const onClosing = (): void => {
    response.end();
  };
  const heartbeat = setInterval(() => say(': alive\n\n'), heartbeatMs).unref();
  count(1);
  events.on('entry', onEntry);
  events.on('changed', onChanged);
  events.on('altered', onAltered);
  events.on('sessions', onSessions);
  events.on('received', onEntry);
  events.on('closing', onClosing);
  response.on('drain', onDrain);
  response.once('close', () => {
    clearInterval(heartbeat);
    count(-1);
    events.off('entry', onEntry);
    events.off('changed', onChanged);
    events.off('altered', onAltered);
    events.off('sessions', onSessions);
    clearTimeout(report);
    slow.stop();
    events.off('received', onEntry);
    events.off('closing', onClosing);
  });
  say(': listening\n\n');
  saySessions();
  return undefined;
}

/** Reports the ids of requests that are still open a moment after they have changed. */
function createSlowRequests(report: (id: string) => void) {
  const timers = new Map<string, NodeJS.Timeout>();
  const forget = (id: string): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  return {
    watch: (id: string): void => {
      if (timers.has(id)) return;
      const fire = (): void => {
        timers.delete(id);
        report(id);
      };
      timers.set(id, setTimeout(fire, slowMs).unref());
    },
    forget,
    stop: (): void => {
      for (const id of timers.keys()) forget(id);
    },
  };
}

function requestEvent(entry: JournalEntry, session: string | undefined): string {
  const text = written.get(entry) ?? eventOf('request', { session: session ?? null, request: entry });
  written.set(entry, text);
  return text;
}

function eventOf(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
