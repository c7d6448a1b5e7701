import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Refusal } from '../http/refusal.js';
import type { JournalEntry } from '../schemas/journal-types.js';
import { bodyBytesOf } from './log.js';

/** Registry of a mock's metrics. */
export interface MetricsRegistry {
  readonly add: (entry: JournalEntry) => void;
  readonly addRefusal: (refusal: Refusal) => void;
  readonly render: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Values read when metrics are rendered. */
export interface Gauges {
  readonly inFlight: () => number;
  readonly sessions: () => number;
  /**
   * Returns whether the contract has a part of that name. Only those get their own label, because clients choose the
   * others.
   */
  readonly isPart: (name: string) => boolean;
}

/** Maximum number of scenario and part labels. Further names count as `other`. */
const mostNames = 100;

/** Process metrics, shared by all mocks in the process. */
let process: Registry | undefined;

/** Creates the registry of one mock. */
export function createMetricsRegistry({ inFlight, sessions, isPart }: Gauges): MetricsRegistry {
  const registers = [new Registry()];
  const name = (rest: string): string => `eendigo_kit_mock_${rest}`;
  const requests = new Counter({
    name: name('requests_total'),
    help: 'Requests that ended, by kind and scenario of the answer, how it was chosen, and status (0: the client got none).',
    labelNames: ['kind', 'scenario', 'selected_by', 'status'],
    registers,
  });
  const violations = new Counter({
    name: name('violations_total'),
    help: 'What the rules found wrong, by rule and part.',
    labelNames: ['rule', 'part'],
    registers,
  });
  const faults = new Counter({
    name: name('faults_total'),
    help: 'Faults that were done to answers, by name.',
    labelNames: ['fault'],
    registers,
  });
  const refusals = new Counter({
    name: name('refusals_total'),
    help: 'Connections and requests that were rejected before the application, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const duration = new Histogram({
    name: name('request_duration_seconds'),
    help: 'From the first byte of a request to the end of its answer, by kind.',
    labelNames: ['kind'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const body = new Histogram({
    name: name('request_body_bytes'),
    help: 'Size of request bodies.',
    buckets: [1e3, 1e4, 1e5, 2.5e5, 5e5, 1e6, 2.5e6, 5e6, 1e7, 2.5e7],
    registers,
  });
  gauge(name('requests_in_flight'), 'Requests that are being answered.', inFlight, registers);
  gauge(name('sessions'), "Sessions that are open beside the mock's own.", sessions, registers);
  const scenarioName = bounded(mostNames);
  const partName = bounded(mostNames);
  return {
    add: (entry) => {
      const { kind = 'none', scenario, selectedBy = 'none', status = 0, fault } = entry.answer ?? {};
      requests.inc({
        kind,
        scenario: scenario === undefined ? 'none' : scenarioName(scenario),
        selected_by: selectedBy,
        status,
      });
      for (const { rule, part, outcome } of entry.violations)
        if (outcome !== 'accepted')
          violations.inc({ rule, part: part === undefined ? 'none' : isPart(part) ? partName(part) : 'other' });
      if (fault) faults.inc({ fault: fault.type });
      duration.observe({ kind }, (entry.durationMs ?? 0) / 1000);
      body.observe(bodyBytesOf(entry));
    },
    addRefusal: ({ reason }) => refusals.inc({ reason }),
    render: async () => {
      if (!process) {
        process = new Registry();
        collectDefaultMetrics({ register: process });
      }
      const all = Registry.merge([...registers, process]);
      return { contentType: all.contentType, text: await all.metrics() };
    },
  };
}

function gauge(name: string, help: string, value: () => number, registers: Registry[]): void {
  new Gauge({
    name,
    help,
    registers,
    collect() {
      this.set(value());
    },
  });
}

/** Returns the first `most` distinct names unchanged, and `other` for the rest. */
function bounded(most: number): (name: string) => string {
  const known = new Set<string>();
  return (name) => {
    if (known.has(name)) return name;
    if (known.size >= most || name.length > 100) return 'other';
    known.add(name);
    return name;
  };
}
