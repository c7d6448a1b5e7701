import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Contract } from '../../spec/index.js';
import { pathOf } from '../http/request.js';
import type { MockEvents } from '../journal/events.js';
import type { Sessions } from '../sessions/sessions.js';
import type { MetricsRegistry } from './metrics-registry.js';

/** Metrics of one mock in Prometheus's text format. */
export interface Metrics {
  /** Counts a request to the operation as in flight until its answer has ended. */
  readonly begin: (request: IncomingMessage, response: ServerResponse) => void;
  readonly render: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Creates the metrics of a mock. The Prometheus client is loaded on first use, to keep the start fast. */
export function createMetrics(events: MockEvents, sessions: Sessions, contract: () => Contract): Metrics {
  let inFlight = 0;
  let loading: Promise<MetricsRegistry> | undefined;
  const load = (): Promise<MetricsRegistry> => {
    loading ??= import('./metrics-registry.js').then(({ createMetricsRegistry }) =>
      createMetricsRegistry({
        inFlight: () => inFlight,
        sessions: () => sessions.list().length,
        isPart: (name) => contract().parts.some((part) => part.name === name),
      }),
    );
    return loading;
  };
  events.on('entry', (entry) => void load().then((registry) => registry.add(entry)));
  events.on('refused', (refusal) => void load().then((registry) => registry.addRefusal(refusal)));
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
