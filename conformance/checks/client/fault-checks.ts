import type { ClientReport } from '../../protocol/protocol.js';
import { failed, notApplicable, passed } from '../check.js';
import type { ClientCheck, ClientContext } from './context.js';
import { rightReportOf } from './right-report.js';

/** Checks on what the client makes of an answer that comes damaged, in an unusual form, or not at all. */
export const faultChecks: readonly ClientCheck[] = [
  {
    id: 'understood-no-false-success',
    title: 'the client reports no contract answer when the answer is truncated, broken or missing',
    source: { ambiguity: 'server-error' },
    judge: (context) => {
      const { case: testCase, report } = context;
      if ('problem' in report || report.outcome === 'skip') return notApplicable;
      if (rightReportOf(testCase) !== 'transport-error') return notApplicable;
      if (report.outcome === 'transport-error') return passed;
      // A client may report a page that came whole as an error of the service, but without a kind.
      if (report.outcome === 'service-error' && !report.kind && hasWholePage(context)) return passed;
      return failed('transport-error', describeReport(report));
    },
  },
  {
    id: 'understood-unusual-form',
    title: 'what the client makes of a form of the answer in which right clients differ: recorded, not judged',
    source: { ambiguity: 'response-content-type' },
    judge: ({ case: testCase, report }) => {
      if (rightReportOf(testCase) !== 'either' || 'problem' in report || report.outcome === 'skip')
        return notApplicable;
      if (report.outcome === 'rejected-locally') return failed('success or transport-error', describeReport(report));
      const note = `right clients differ in this form of an answer, so the report is not judged: ${report.outcome}`;
      return { outcome: 'passed', note };
    },
  },
  {
    id: 'understood-next-case',
    title: 'the client handles the case after a fault as any other',
    source: { ambiguity: 'server-error' },
    judge: ({ next }) => {
      if (next === undefined) return notApplicable;
      const { report, requests } = next;
      const sent = requests.length === 1 ? '' : ` after ${requests.length} requests`;
      if ('problem' in report) return failed('success after 1 request', `${report.problem}${sent}`);
      return report.outcome === 'success' && requests.length === 1
        ? passed
        : failed('success after 1 request', `${describeReport(report)}${sent || ' after 1 request'}`);
    },
  },
];

/** Whether the client received a complete answer over HTTP, other than one of the contract. */
function hasWholePage({ requests }: ClientContext): boolean {
  return requests.some(({ state, answer }) => state === 'answered' && answer?.fault?.type !== 'redirect');
}

/** A report in words: its outcome, with its kind and the client's reason. */
export function describeReport({ outcome, kind, reason }: ClientReport): string {
  return `${outcome}${kind ? ` of kind ${kind}` : ''}${reason ? ` (${reason.slice(0, 300)})` : ''}`;
}
