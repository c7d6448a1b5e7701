import type { JournalEntry } from '../../../mock/index.js';
import { formatList } from '../../wire/format-list.js';
import type { PartToSend } from '../../wire/request.js';
import { failed, formatValue, notApplicable, passed, unjudged } from '../check.js';
import { arrivalChecks } from './arrival-checks.js';
import { type ClientCheck, requirementSource } from './context.js';
import { isDamaged } from './damaged-request.js';
import { judgeRequests } from './judge-requests.js';
import { pictureChecks } from './picture-checks.js';
import { textChecks } from './text-checks.js';

/** Checks on the requests that a client sends, and on the presence of a report. */
export const wireChecks: readonly ClientCheck[] = [
  {
    id: 'report',
    title: 'the client writes a report that follows the protocol',
    source: requirementSource('one-of-the-kinds'),
    judge: ({ report }) => {
      if (!('problem' in report)) return passed;
      const expected = 'a report that follows the protocol';
      // Without a report, what the client sent is judged all the same. What it understood is not known.
      return report.isMissing ? unjudged(expected, report.problem) : failed(expected, report.problem);
    },
  },
  ...arrivalChecks,
  {
    id: 'wire-no-redirect',
    title: 'the client follows no redirect: pictures and key go to no host that the document does not name',
    source: { ambiguity: 'redirect' },
    judge: ({ case: { fault }, requests: [first, ...later] }) => {
      if (fault?.type !== 'redirect' || first === undefined) return notApplicable;
      const status = first.answer?.status ?? 0;
      if (status < 300 || status > 399)
        return unjudged('a redirect to follow', 'the client left before the redirect was sent');
      // The fault redirects every request except the one that follows the redirect.
      const followed = later.find(({ answer }) => answer?.status !== first.answer?.status);
      return followed === undefined
        ? passed
        : failed('no request to the address in Location', `a ${followed.method} with ${partsIn(followed)}`);
    },
  },
  {
    id: 'wire-method',
    title: 'the method is POST',
    source: requirementSource('method-post'),
    judge: ({ case: { fault }, requests }) => {
      // A redirect turns a POST that follows it into a GET: `wire-no-redirect` names that.
      const own = fault?.type === 'redirect' ? requests.slice(0, 1) : requests;
      if (own.length === 0) return notApplicable;
      const others = own.filter(({ method }) => method !== 'POST');
      return others.length === 0 ? passed : failed('POST', formatList(own.map(({ method }) => method)));
    },
  },
  {
    id: 'wire-path',
    title: "the path is the base URL's path followed by the operation's path",
    source: requirementSource('url-production', 'url-uat'),
    judge: judgeRequests((request, _, { address }) => {
      const { answer, path } = request;
      const own = path.replace(/^\/s\/[^/]+/, '');
      if (own !== address) return failed(address, own);
      return answer?.scenario !== undefined || isDamaged(request) ? passed : failed(address, path);
    }),
  },
  {
    id: 'wire-content-type',
    title: 'the content type is multipart/form-data with a boundary',
    source: requirementSource('content-type-multipart', 'content-type-required'),
    judge: judgeRequests(({ headers }) => {
      const actual = headers['content-type'];
      return /^multipart\/form-data\s*;.*boundary=/is.test(actual ?? '')
        ? passed
        : failed('multipart/form-data; boundary=...', formatValue(actual));
    }),
  },
  {
    id: 'wire-parts',
    title: 'the request has every part of the case under its name, and no other part',
    source: requirementSource(
      'img1-required',
      'img2-required',
      'key-required',
      'tenant-code-required',
      'ref-number-required',
    ),
    judge: judgeRequests((request, { parts }) => {
      if (isDamaged(request)) return notApplicable;
      const wanted = parts.filter((part) => !isEmptyText(part)).map(({ name }) => name);
      const allowed = parts.map(({ name }) => name);
      const received = request.parts.map(({ name }) => name);
      const missing = wanted.filter((name) => !received.includes(name)).map((name) => `no ${name}`);
      const extra = received
        .filter((name) => !allowed.includes(name))
        .map((name) => `an additional ${name || 'part without name'}`);
      return missing.length + extra.length === 0
        ? passed
        : failed(formatList(wanted), formatList([...missing, ...extra]));
    }),
  },
  {
    id: 'wire-parts-once',
    title: 'the request has each part once',
    source: { ambiguity: 'repeated-part' },
    judge: judgeRequests(({ parts }) => {
      const names = parts.map(({ name }) => name);
      const repeated = names.filter(
        (name, index) => names.indexOf(name) === index && names.lastIndexOf(name) !== index,
      );
      const times = (name: string): number => names.filter((other) => other === name).length;
      return repeated.length === 0
        ? passed
        : failed('each part once', formatList(repeated.map((name) => `${name} ${times(name)} times`)));
    }),
  },
  ...pictureChecks,
  ...textChecks,
];

function partsIn({ parts }: JournalEntry): string {
  return parts.length === 0 ? 'no parts' : `the parts ${formatList(parts.map(({ name }) => name))}`;
}

/** A client may omit a part whose value is empty. */
function isEmptyText(part: PartToSend): boolean {
  return part.type === 'text' && part.value === '';
}
