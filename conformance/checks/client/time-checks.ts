import type { JournalEntry } from '../../../mock/index.js';
import { failed, inconclusive, notApplicable, passed } from '../check.js';
import { arrivalOf, describeArrival, makesWait, seconds } from './answer-times.js';
import type { ClientCheck, ClientContext } from './context.js';

/** A client that reports after more than so many times its time limit has not kept it. */
const tolerance = 1.5;
/** A client that gives up before this part of its time limit is impatient. Clients may keep some of it for their own work. */
const patience = 0.8;
/** The least time that any client may take beside its call, in milliseconds. */
const leastPaceMs = 250;

/**
 * Checks on when the client reports. A slow machine must fail no right client, so both bounds are wide and rest on what was
 * measured:
 *
 * - Too early is counted from the moment when the client could begin, which is before any client can start its clock. On a
 *   slow machine more time passes until the request, and a right client reports later than the bound, never earlier.
 * - Too late is counted from the request, when every client's clock runs. On top of its time limit comes twice the longest
 *   time that the same client took in this run to start or to report, on the same machine under the same load. If the run
 *   itself stood still, its clock is not to be trusted, and the outcome is inconclusive.
 */
export const clientTimeChecks: readonly ClientCheck[] = [
  {
    id: 'time-limit',
    title: 'the client reports within its time limit',
    source: { ambiguity: 'time-out' },
    judge: (context) => {
      const { report, timing } = context;
      const { limitMs, timeoutMs, reportedAt, hasTimedOut, standstillMs } = timing;
      const request = firstPost(context);
      const expected = `a report at most ${seconds(timeoutMs * tolerance)} after the request, for the time limit of ${seconds(timeoutMs)}`;
      if (reportedAt === undefined) {
        if (!hasTimedOut) return notApplicable;
        const came = request === undefined ? 'it had sent no request' : describeArrival(request);
        return failed(expected, `no report: the client hung until the run ended it after ${seconds(limitMs)}; ${came}`);
      }
      if (request === undefined) return notApplicable;
      const tookMs = reportedAt - arrivalOf(request);
      const latestMs = timeoutMs * tolerance + 2 * Math.max(leastPaceMs, timing.paceMs);
      if (tookMs <= latestMs) return passed;
      const outcome = 'problem' in report ? 'a report' : `a report of ${report.outcome}`;
      const actual = `${outcome} ${seconds(tookMs)} after the request; ${describeArrival(request)}`;
      if (tookMs - standstillMs > latestMs) return failed(expected, actual);
      const stood = `the run itself stood still for ${seconds(standstillMs)}, so this is not judged`;
      return inconclusive(expected, `${actual}; ${stood}`, { ambiguity: 'time-out' });
    },
  },
  {
    id: 'time-patience',
    title: 'the client waits for an answer until its time limit',
    source: { ambiguity: 'time-out' },
    judge: (context) => {
      const { case: testCase, report, timing } = context;
      const { takenAt, reportedAt, timeoutMs } = timing;
      const request = firstPost(context);
      // An answer that is over, whole or not, is nothing to wait for. A fault that ends it at once is none either.
      if (!makesWait(testCase.fault) || request === undefined || reportedAt === undefined) return notApplicable;
      if ('problem' in report || report.outcome === 'success') return passed;
      const sinceStartMs = reportedAt - takenAt;
      if (request.state === 'answered' || hasEnded(request, context) || sinceStartMs >= timeoutMs * patience)
        return passed;
      return failed(
        `a wait of ${seconds(timeoutMs)}, which is the time limit`,
        `${report.outcome} ${seconds(Math.max(0, reportedAt - arrivalOf(request)))} after the request; ${describeArrival(request)}`,
      );
    },
  },
];

/** Whether the mock, and not the client, ended the connection: a late reset, for instance, which comes after its delay. */
function hasEnded({ durationMs }: JournalEntry, { case: { fault } }: ClientContext): boolean {
  if (fault === undefined || durationMs === null) return false;
  switch (fault.type) {
    case 'delay':
    case 'stall-upload':
    case 'slow-body':
    case 'stall-body':
      return false;
    default:
      return durationMs >= (fault.delay ?? 0);
  }
}

/** The first call of the operation that arrived. */
function firstPost({ requests }: ClientContext): JournalEntry | undefined {
  return requests.find(({ method }) => method === 'POST');
}
