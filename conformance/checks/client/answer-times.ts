import type { Fault, JournalEntry } from '../../../mock/index.js';
import type { ClientContext } from './context.js';

/** Whether a fault lets the client wait, so that its time limit matters. */
export function makesWait(fault: Fault | undefined): boolean {
  if (fault === undefined) return false;
  switch (fault.type) {
    case 'delay':
    case 'stall-upload':
    case 'slow-body':
    case 'stall-body':
      return true;
    default:
      return (fault.delay ?? 0) > 0;
  }
}

/**
 * Whether the client's time was up, in a case with a short time limit. On a slow machine that may happen before the whole
 * request has arrived, and is no defect.
 */
export function hasRunOutOfTime({ case: { timeoutMs }, report, timing }: ClientContext): boolean {
  if (timeoutMs === undefined || timing.reportedAt === undefined || 'problem' in report) return false;
  return report.outcome === 'transport-error' && timing.reportedAt - timing.takenAt >= timeoutMs;
}

/** When the mock received a request, in milliseconds since the epoch. */
export function arrivalOf({ at }: JournalEntry): number {
  return Date.parse(at);
}

/** What of the answer had come, and when: `HTTP 200 had come whole after 1.2 s`. */
export function describeArrival({ answer, state, durationMs }: JournalEntry): string {
  const after = durationMs === null ? '' : ` after ${seconds(durationMs)}`;
  const status = answer?.status ?? 0;
  const hasBody = answer?.fault?.type === 'slow-body' || answer?.fault?.type === 'stall-body';
  switch (state) {
    case 'answered':
      return `the answer (HTTP ${status}) had come whole${after}`;
    case 'aborted':
      return status === 0
        ? `no answer had come when the connection ended${after}`
        : `HTTP ${status} and a part of the body had come when the connection ended${after}`;
    case 'open':
      return hasBody ? `HTTP ${status} and a part of the body had come` : 'no answer had come';
  }
}

/** A time in words: `1.5 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
