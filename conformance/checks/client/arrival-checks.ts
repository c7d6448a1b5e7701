import { formatList } from '../../wire/format-list.js';
import { failed, notApplicable, passed, unjudged } from '../check.js';
import { hasRunOutOfTime } from './answer-times.js';
import { type ClientCheck, type ClientContext, requirementSource } from './context.js';
import { describeDamage, isDamaged } from './damaged-request.js';
import { judgeRequests } from './judge-requests.js';

/** Checks on whether the request of a case arrives: at its address, whole, and once. */
export const arrivalChecks: readonly ClientCheck[] = [
  {
    id: 'wire-request',
    title: 'the client sends the request of the case to its address',
    source: requirementSource('method-post'),
    judge: (context) => {
      const { requests, elsewhere, refusals } = context;
      const { wanted, sent } = countsOf(context);
      if (sent >= wanted) return wanted === 0 ? notApplicable : passed;
      // `wire-complete` says what is wrong with what came instead.
      if (refusals.length > 0) return notApplicable;
      if (requests.length === 0 && hasRunOutOfTime(context))
        return unjudged(inWords(wanted), 'no request had come when the time limit was over');
      return failed(inWords(wanted), `${inWords(sent)}${describeElsewhere(elsewhere)}`);
    },
  },
  {
    id: 'wire-complete',
    title: 'the request arrives whole, in a form that a server can read',
    source: requirementSource('content-type-multipart'),
    judge: (context) => {
      const { refusals } = context;
      const { wanted, sent } = countsOf(context);
      if (sent < wanted && refusals.length > 0) return failed(whole, formatList([...new Set(refusals)]));
      return judgeRequests((request) => {
        const damage = describeDamage(request, refusals);
        if (damage !== undefined) return failed(whole, damage);
        if (isDamaged(request)) return notApplicable;
        const odd = request.violations.filter(({ outcome, part }) => outcome === 'accepted' && part === undefined);
        const remarks = [
          ...odd.map(({ text }) => `the form is readable and unusual: ${text}`),
          ...[...new Set(refusals)].map((text) => `beside the request came what is none: ${text}`),
        ];
        return remarks.length === 0 ? passed : { outcome: 'passed', note: remarks.join('; ') };
      })(context);
    },
  },
  {
    id: 'wire-one-request',
    title: 'the client sends each request once: it never repeats a POST that the server may have charged',
    source: { ambiguity: 'retry' },
    judge: (context) => {
      const { wanted, sent } = countsOf(context);
      if (sent > wanted) return failed(inWords(wanted), inWords(sent));
      return sent === 0 ? notApplicable : passed;
    },
  },
];

const whole = 'a whole request that HTTP allows';

/** The number of requests that the client must send, and the number of those that came. */
function countsOf({ calls, requests, report }: ClientContext): { readonly wanted: number; readonly sent: number } {
  const wanted = !('problem' in report) && report.outcome === 'rejected-locally' ? calls.length - 1 : calls.length;
  // `wire-method` names what comes before the call, such as a HEAD.
  const sent = requests.filter(({ method }) => method === 'POST' || requests.length === wanted).length;
  return { wanted, sent };
}

function inWords(count: number): string {
  return count === 1 ? '1 request' : `${count} requests`;
}

/** The requests outside of a case's address, for a case that received none. */
function describeElsewhere(paths: readonly string[]): string {
  return paths.length === 0 ? '' : `; ${requestsElsewhere(paths)}`;
}

/** Says to which other paths of the mock requests came. */
export function requestsElsewhere(paths: readonly string[]): string {
  const count = paths.length === 1 ? 'one request came' : `${paths.length} requests came`;
  const distinct = [...new Set(paths)];
  const shown = formatList(distinct.length > 3 ? [...distinct.slice(0, 3), `${distinct.length - 3} more`] : distinct);
  return `${count} to ${shown}, outside this case's address: send to baseUrl followed by path, or run with --port-per-case`;
}
