import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Contract } from '../../spec/index.js';
import { pathOf } from '../http/request.js';
import type { MockEvents } from '../journal/events.js';
import type { Sessions } from '../sessions/sessions.js';
import type { MetricsBook } from './metrics-book.js';

/** The measures of one mock, in Prometheus's text format. */
export interface Metrics {
  /** Counts a request to the operation as being in flight until its answer has ended. */
  readonly begin: (request: IncomingMessage, response: ServerResponse) => void;
  readonly render: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/**
 * Measures a mock from now on. Prometheus's client is loaded when there is something to count or to show, so that it
 * costs the start nothing.
 */
export function createMetrics(events: MockEvents, sessions: Sessions, contract: () => Contract): Metrics {
  let inFlight = 0;
  let loading: Promise<MetricsBook> | undefined;
  const load = (): Promise<MetricsBook> => {
    loading ??= import('./metrics-book.js').then(({ openMetricsBook }) =>
      openMetricsBook({
        inFlight: () => inFlight,
        sessions: () => sessions.list().length,
        isPart: (name) => contract().parts.some((part) => part.name === name),
      }),
    );
    return loading;
  };
  events.on('entry', (entry) => void load().then((book) => book.add(entry)));
  events.on('refused', (refusal) => void load().then((book) => book.addRefusal(refusal)));
  return {
    begin: (request, response) => {
      if (pathOf(request).startsWith('/__admin')) return;
      inFlight += 1;
      response.once('close', () => {
        inFlight -= 1;
      });
    },
    render: async () => (await load()).render(),
  };
}
