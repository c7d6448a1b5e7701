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
/** Open streams per mock. The emitter has other listeners too, so their number does not tell. */
const open = new WeakMap<AdminCall['options']['events'], number>();

/** Serialised events, shared by all streams. */
const written = new WeakMap<JournalEntry, string>();

/** Operations that stream requests as they end. */
export const eventOperations = {
  'GET /events': {
    summary: 'Server-sent events: "request" for each ended request, "missed" with a count for a slow reader',
    session: 'visits',
    answers: {
      200: {
        description: 'One event per request, with the data {"session", "request"}. Ends when the mock stops.',
        contentType: 'text/event-stream',
      },
      503: problemSpec('Too many open streams.'),
    },
    handle: stream,
  },
} satisfies Operations;

function stream({ options: { events }, session, request, response }: AdminCall) {
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
  const say = (text: string): boolean => {
    if (response.writableLength > maxBufferedBytes) return false;
    response.write(text);
    return true;
  };
  const onEntry = (entry: JournalEntry, from: string | undefined, name: string | undefined): void => {
    if (from !== session.id) return;
    if (missed > 0 && say(eventOf('missed', { count: missed }))) missed = 0;
    if (!say(requestEvent(entry, name))) missed += 1;
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
  events.on('received', onEntry);
  events.on('closing', onClosing);
  response.on('drain', onDrain);
  response.once('close', () => {
    clearInterval(heartbeat);
    count(-1);
    events.off('entry', onEntry);
    events.off('received', onEntry);
    events.off('closing', onClosing);
  });
  say(': listening\n\n');
  return undefined;
}

function requestEvent(entry: JournalEntry, session: string | undefined): string {
  const text = written.get(entry) ?? eventOf('request', { session: session ?? null, request: entry });
  written.set(entry, text);
  return text;
}

function eventOf(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
