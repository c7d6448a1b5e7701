import type { JournalEntry, JournalPart } from '../../../mock/index.js';
import { formatList } from '../../wire/format-list.js';
import type { PartToSend } from '../../wire/request.js';
import { type CheckOutcome, equal, failed, formatValue, inconclusive, notApplicable, passed } from '../check.js';
import { hasRunOutOfTime } from './answer-times.js';
import { type ClientCheck, type ClientContext, requirementSource } from './context.js';

/**
 * Judges the first POST on the wire, or another first request where there is no POST. `wire-method` fails for a client that
 * sends something else before its POST, and the other checks judge the call itself. `wire-one-request` fails when there is none.
 */
const judgeFirstRequest =
  (judge: (request: JournalEntry, context: ClientContext) => CheckOutcome): ClientCheck['judge'] =>
  (context) => {
    const request = context.requests.find(({ method }) => method === 'POST') ?? context.requests[0];
    return request === undefined || isUnread(request, context) ? notApplicable : judge(request, context);
  };

/** Whether the client gave up while the mock was not reading its request, or before it had come whole. */
function isUnread({ answer, parts }: JournalEntry, context: ClientContext): boolean {
  if (answer?.scenario !== undefined) return false;
  return (context.case.fault?.type === 'stall-upload' && parts.length === 0) || hasRunOutOfTime(context);
}

/** Checks on the requests that a client sends, and on the presence of a report. */
export const wireChecks: readonly ClientCheck[] = [
  {
    id: 'report',
    title: 'the client writes a report that follows the protocol',
    source: requirementSource('one-of-the-kinds'),
    judge: ({ report }) =>
      'problem' in report ? failed('a report that follows the protocol', report.problem) : passed,
  },
  {
    id: 'wire-one-request',
    title: 'the client sends exactly one request: it never repeats a POST that the server may have charged',
    source: { ambiguity: 'retry' },
    judge: (context) => {
      const { requests, report, elsewhere } = context;
      if (!('problem' in report) && report.outcome === 'rejected-locally') return equal(0, requests.length);
      // `wire-method` names what comes before the call, such as a HEAD.
      const calls = requests.filter(({ method }) => method === 'POST' || requests.length === 1);
      if (calls.length === 1) return passed;
      if (requests.length === 0 && hasRunOutOfTime(context))
        return inconclusive('1 request', 'no request had come when the time limit was over', { ambiguity: 'time-out' });
      return failed('1 request', `${calls.length} requests${describeElsewhere(elsewhere)}`);
    },
  },
  {
    id: 'wire-no-redirect',
    title: 'the client follows no redirect: pictures and key go to no host that the document does not name',
    source: { ambiguity: 'redirect' },
    judge: ({ case: { fault }, requests: [first, ...later] }) => {
      if (fault?.type !== 'redirect' || first === undefined) return notApplicable;
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
    judge: judgeFirstRequest(({ answer, path }) =>
      answer?.scenario === undefined ? failed('the path of the operation', path) : passed,
    ),
  },
  {
    id: 'wire-content-type',
    title: 'the content type is multipart/form-data with a boundary',
    source: requirementSource('content-type-multipart', 'content-type-required'),
    judge: judgeFirstRequest(({ headers }) => {
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
    judge: judgeFirstRequest((request, { parts }) => {
      const wanted = parts.filter((part) => !isEmptyText(part)).map(({ name }) => name);
      const allowed = parts.map(({ name }) => name);
      const received = request.parts.map(({ name }) => name);
      const missing = wanted.filter((name) => !received.includes(name)).map((name) => `no ${name}`);
      const extra = received
        .filter((name, index) => !allowed.includes(name) || received.indexOf(name) !== index)
        .map((name) => `an additional ${name || 'part without name'}`);
      return missing.length + extra.length === 0
        ? passed
        : failed(formatList(wanted), formatList([...missing, ...extra]));
    }),
  },
  {
    id: 'wire-files',
    title: 'the client sends the pictures as files, with a file name',
    source: requirementSource('img1-file', 'img2-file'),
    judge: judgeFirstRequest((request, { parts }) => {
      const wrong = fileParts(parts).flatMap(({ name }) => {
        const received = request.parts.find((part) => part.name === name);
        if (!received || (received.type === 'file' && received.filename)) return [];
        return [`${name} ${received.type === 'text' ? 'is a text part' : 'has no file name'}`];
      });
      return wrong.length === 0 ? passed : failed('files with names', formatList(wrong));
    }),
  },
  {
    id: 'wire-file-extension',
    title: 'the file names keep their extension',
    source: requirementSource('selfie-extensions', 'ktp-extensions'),
    judge: judgeFirstRequest((request, { parts }) => {
      const wrong = fileParts(parts).flatMap(({ name, filename }) => {
        const received = request.parts.find((part) => part.name === name);
        if (received?.type !== 'file' || received.filename === null) return [];
        return extensionOf(received.filename) === extensionOf(filename)
          ? []
          : [`${name} is called ${formatValue(received.filename)}`];
      });
      return wrong.length === 0
        ? passed
        : failed(formatList(fileParts(parts).map(({ filename }) => filename)), formatList(wrong));
    }),
  },
  {
    id: 'wire-bytes',
    title: 'the pictures arrive byte for byte',
    source: requirementSource('img1-selfie', 'img2-ktp'),
    judge: judgeFirstRequest((request, { digests }) => {
      const wrong = [...digests].flatMap(([name, sha256]) => {
        const received = request.parts.find((part) => part.name === name);
        return received?.type === 'file' && received.sha256 !== sha256
          ? [`${name} has sha256 ${received.sha256.slice(0, 12)}… in ${received.bytes} bytes`]
          : [];
      });
      return wrong.length === 0
        ? passed
        : failed(
            formatList([...digests].map(([name, sha256]) => `${name} ${sha256.slice(0, 12)}…`)),
            formatList(wrong),
          );
    }),
  },
  {
    id: 'wire-texts',
    title: 'the text parts arrive unchanged',
    source: requirementSource('key-text', 'tenant-code-text', 'ref-number-text'),
    judge: judgeFirstRequest((request, { parts }) => {
      const wrong = parts.flatMap((part) => {
        const received = part.type === 'text' ? textPart(request, part.name) : undefined;
        if (part.type !== 'text' || received === undefined || received.value === part.value) return [];
        return [`${part.name} is ${formatValue(received.value)}, not ${formatValue(part.value)}`];
      });
      return wrong.length === 0 ? passed : failed('the values of the case', formatList(wrong));
    }),
  },
];

/** The requests outside of a case's address, for a case that received none. */
function describeElsewhere(paths: readonly string[]): string {
  if (paths.length === 0) return '';
  const [path = ''] = paths;
  const count = paths.length === 1 ? 'one request came' : `${paths.length} requests came`;
  return `; ${count} to ${path}, outside this case's address: send to baseUrl followed by path`;
}

function partsIn({ parts }: JournalEntry): string {
  return parts.length === 0 ? 'no parts' : `the parts ${formatList(parts.map(({ name }) => name))}`;
}

function fileParts(parts: readonly PartToSend[]): readonly Extract<PartToSend, { type: 'file' }>[] {
  return parts.filter((part) => part.type === 'file');
}

function textPart({ parts }: JournalEntry, name: string): Extract<JournalPart, { type: 'text' }> | undefined {
  return parts.find(
    (part): part is Extract<JournalPart, { type: 'text' }> => part.type === 'text' && part.name === name,
  );
}

/** A client may omit a part whose value is empty. */
function isEmptyText(part: PartToSend): boolean {
  return part.type === 'text' && part.value === '';
}

function extensionOf(filename: string): string {
  return /\.[^.]*$/.exec(filename)?.[0] ?? '';
}
