import { problem } from '../http/problem.js';
import { isClosing } from '../journal/events.js';
import type { JournalEntry } from '../journal/journal.js';
import { type AdminCall, type Operations, problemSpec } from './operation.js';

/** So often an idle stream says that it is alive, in milliseconds: below the minute after which proxies hang up. */
const heartbeatMs = 15_000;
/** Bytes that may wait for a reader that does not read. What comes beyond that is not told to it. */
const mostWaiting = 1024 * 1024;
/** Streams are refused when so many are open already. */
const mostStreams = 100;
/** How many each mock has open: its log, its metrics and who waits for a request listen to the same events. */
const open = new WeakMap<AdminCall['options']['events'], number>();

/** What is said of a request, written once for all that look on. */
const written = new WeakMap<JournalEntry, string>();

/** The requests as they end, for who wants to look on. */
export const eventOperations = {
  'GET /events': {
    summary: 'A server-sent event "request" for each request that ends; "missed" with a count for a reader too slow',
    session: 'visits',
    answers: {
      200: {
        description: 'One event for each request: data is {"session", "request"}. Ends when the mock stops.',
        contentType: 'text/event-stream',
      },
      503: problemSpec('Too many are looking on.'),
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
  if (count(0) >= mostStreams)
    return problem(503, 'Too many listen', `${mostStreams} listen already; close a stream that nobody reads.`);
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  if (request.method === 'HEAD' || isClosing(events)) {
    response.end();
    return undefined;
  }
  // It may have left while its session was looked for: 'close' would not come again.
  if (response.closed) return undefined;
  let missed = 0;
  const say = (text: string): boolean => {
    if (response.writableLength > mostWaiting) return false;
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
  events.on('closing', onClosing);
  response.on('drain', onDrain);
  response.once('close', () => {
    clearInterval(heartbeat);
    count(-1);
    events.off('entry', onEntry);
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
