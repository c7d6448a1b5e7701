import type { JournalEntry, JournalPart } from '../mock/index.js';
import type { ResponseKind } from '../spec/index.js';
import { isObject, parseJson, resultText } from './answer.js';
import type { Case } from './case.js';
import {
  type Check,
  type CheckSource,
  equal,
  type Finding,
  failed,
  listed,
  notApplicable,
  passed,
  show,
} from './check.js';
import { type ClientReport, type ReportedField, reportedFields } from './protocol.js';
import type { PartToSend } from './request.js';

/** What a client is judged by: what went over the wire, and what it says that it understood. */
export interface ClientContext {
  readonly case: Case;
  /** The parts that it was told to send. */
  readonly parts: readonly PartToSend[];
  /** SHA-256 (hex) of the pictures that it was told to send, by part. */
  readonly digests: ReadonlyMap<string, string>;
  /** What the mock received from it, oldest first. */
  readonly requests: readonly JournalEntry[];
  readonly report: ClientReport | { readonly problem: string };
}

type ClientCheck = Check<ClientContext>;

const source = (...requirements: string[]): CheckSource => ({ requirements });

/** Judges the first request on the wire; a client that sent none is told so by `wire-one-request`. */
const onWire =
  (judge: (request: JournalEntry, context: ClientContext) => Finding): ClientCheck['judge'] =>
  (context) =>
    context.requests[0] === undefined ? notApplicable : judge(context.requests[0], context);

/** Judges a readable report. */
const onReport =
  (judge: (report: ClientReport, context: ClientContext) => Finding): ClientCheck['judge'] =>
  (context) =>
    'problem' in context.report || context.report.outcome === 'skip' ? notApplicable : judge(context.report, context);

/** Judges what was understood of a usable answer, where the outcome shows that the client took it for one. */
const onUnderstanding = (judge: (report: ClientReport, context: ClientContext) => Finding): ClientCheck['judge'] =>
  onReport((report, context) =>
    isUsable(context.case) && outcomeFits(report, context.case) ? judge(report, context) : notApplicable,
  );

const fieldTitles: Readonly<Record<ReportedField, string>> = {
  date: 'the time, from date or datetime,',
  message: 'the message, or the text of a liveness error,',
  compare: 'whether the faces match',
  similarity: 'the similarity',
  threshold: 'the threshold',
  live: 'whether the selfie is live',
  score: 'the liveness score',
  trxNo: 'X-Trx-No',
};

/** The kinds of answer that hold a value; all of them hold the message. */
const fieldKinds: Readonly<Partial<Record<ReportedField, readonly ResponseKind[]>>> = {
  date: ['success', 'liveness-error'],
  compare: ['success'],
  similarity: ['success'],
  threshold: ['success'],
  live: ['success'],
  score: ['success'],
  trxNo: ['success'],
};

/** Every check on a client, in the order in which they are reported. A new one is one entry here. */
export const clientChecks: readonly ClientCheck[] = [
  {
    id: 'report',
    title: 'the client writes a report of the protocol',
    source: source('one-of-the-kinds'),
    judge: ({ report }) =>
      'problem' in report ? failed('a report as the protocol describes it', report.problem) : passed,
  },
  {
    id: 'wire-one-request',
    title: 'exactly one request is sent: a POST that may have been charged is never repeated blindly',
    source: { ambiguity: 'retry' },
    judge: ({ requests, report }) => {
      if (!('problem' in report) && report.outcome === 'rejected-locally') return equal(0, requests.length);
      return requests.length === 1 ? passed : failed('1 request', `${requests.length} requests`);
    },
  },
  {
    id: 'wire-method',
    title: 'the method is POST',
    source: source('method-post'),
    judge: onWire(({ method }) => equal('POST', method)),
  },
  {
    id: 'wire-path',
    title: "the path is the base URL's with the operation's path behind it",
    source: source('url-production', 'url-uat'),
    judge: onWire(({ answer, path }) =>
      answer?.scenario === undefined ? failed('the path of the operation', path) : passed,
    ),
  },
  {
    id: 'wire-content-type',
    title: 'the content type is multipart/form-data with a boundary',
    source: source('content-type-multipart', 'content-type-required'),
    judge: onWire(({ headers }) => {
      const got = headers['content-type'];
      return /^multipart\/form-data\s*;.*boundary=/is.test(got ?? '')
        ? passed
        : failed('multipart/form-data; boundary=...', show(got));
    }),
  },
  {
    id: 'wire-parts',
    title: 'every part is there under its name, and no other',
    source: source('img1-required', 'img2-required', 'key-required', 'tenant-code-required', 'ref-number-required'),
    judge: onWire((request, { parts }) => {
      const wanted = parts.filter((part) => !isEmptyText(part)).map(({ name }) => name);
      const allowed = parts.map(({ name }) => name);
      const got = request.parts.map(({ name }) => name);
      const missing = wanted.filter((name) => !got.includes(name)).map((name) => `no ${name}`);
      const extra = got
        .filter((name, index) => !allowed.includes(name) || got.indexOf(name) !== index)
        .map((name) => `${name || 'a part without name'} too`);
      return missing.length + extra.length === 0 ? passed : failed(listed(wanted), listed([...missing, ...extra]));
    }),
  },
  {
    id: 'wire-files',
    title: 'the pictures are sent as files, with a file name',
    source: source('img1-file', 'img2-file'),
    judge: onWire((request, { parts }) => {
      const wrong = fileParts(parts).flatMap(({ name }) => {
        const got = request.parts.find((part) => part.name === name);
        if (!got || (got.type === 'file' && got.filename)) return [];
        return [`${name} ${got.type === 'text' ? 'came as text' : 'has no file name'}`];
      });
      return wrong.length === 0 ? passed : failed('files with names', listed(wrong));
    }),
  },
  {
    id: 'wire-file-extension',
    title: 'the file names keep their extension',
    source: source('selfie-extensions', 'ktp-extensions'),
    judge: onWire((request, { parts }) => {
      const wrong = fileParts(parts).flatMap(({ name, filename }) => {
        const got = request.parts.find((part) => part.name === name);
        if (got?.type !== 'file' || got.filename === null) return [];
        return extensionOf(got.filename) === extensionOf(filename) ? [] : [`${name} is called ${show(got.filename)}`];
      });
      return wrong.length === 0
        ? passed
        : failed(listed(fileParts(parts).map(({ filename }) => filename)), listed(wrong));
    }),
  },
  {
    id: 'wire-bytes',
    title: 'the pictures arrive byte for byte',
    source: source('img1-selfie', 'img2-ktp'),
    judge: onWire((request, { digests }) => {
      const wrong = [...digests].flatMap(([name, sha256]) => {
        const got = request.parts.find((part) => part.name === name);
        return got?.type === 'file' && got.sha256 !== sha256
          ? [`${name} has sha256 ${got.sha256.slice(0, 12)}… in ${got.bytes} bytes`]
          : [];
      });
      return wrong.length === 0
        ? passed
        : failed(listed([...digests].map(([name, sha256]) => `${name} ${sha256.slice(0, 12)}…`)), listed(wrong));
    }),
  },
  {
    id: 'wire-texts',
    title: 'the text parts arrive as they were given',
    source: source('key-text', 'tenant-code-text', 'ref-number-text'),
    judge: onWire((request, { parts }) => {
      const wrong = parts.flatMap((part) => {
        const got = part.type === 'text' ? textPart(request, part.name) : undefined;
        if (part.type !== 'text' || got === undefined || got.value === part.value) return [];
        return [`${part.name} is ${show(got.value)}, not ${show(part.value)}`];
      });
      return wrong.length === 0 ? passed : failed('the values that were given', listed(wrong));
    }),
  },
  {
    id: 'understood-outcome',
    title: 'the outcome is the one that the answer has',
    source: ({ requirements, ambiguities }) =>
      requirements.length > 0 ? { requirements } : { ambiguity: ambiguities[0] ?? 'server-error' },
    judge: onReport((report, context) => {
      if (!isUsable(context.case)) return notApplicable;
      return outcomeFits(report, context.case) ? passed : failed(expectedOutcome(context.case), told(report));
    }),
  },
  {
    id: 'understood-no-false-success',
    title: 'an answer that is cut off, broken or missing is not taken for one of the contract',
    source: { ambiguity: 'server-error' },
    judge: onReport((report, context) => {
      if (isUsable(context.case)) return notApplicable;
      // A status of a gateway may be called the service's error, so long as no kind is read out of it.
      return report.outcome === 'transport-error' || (report.outcome === 'service-error' && !report.kind)
        ? passed
        : failed('transport-error', told(report));
    }),
  },
  {
    id: 'understood-kind',
    title: 'the kind is understood',
    source: ({ kind }) => source(kind === 'image-too-large' ? 'kind-image-too-large' : `kind-${documentedKind(kind)}`),
    judge: onUnderstanding((report, context) => equal(context.case.kind, report.kind ?? undefined)),
  },
  ...reportedFields.map(
    (field): ClientCheck => ({
      id: `understood-${field === 'trxNo' ? 'trx-no' : field}`,
      title: `${fieldTitles[field]} is understood`,
      source: ({ kind }) => source(...fieldRequirements(field, kind)),
      ...(fieldKinds[field] ? { kinds: fieldKinds[field] } : {}),
      judge: onUnderstanding((report, context) => {
        const expected = expectedFields(context)[field];
        return expected === undefined ? notApplicable : equal(expected, report.fields?.[field] ?? undefined);
      }),
    }),
  ),
];

function fieldRequirements(field: ReportedField, kind: ResponseKind): readonly string[] {
  switch (field) {
    case 'date':
      return [kind === 'success' ? 'success-date' : 'liveness-error-datetime'];
    case 'message':
      return [
        kind === 'success'
          ? 'success-message-empty'
          : kind === 'liveness-error'
            ? 'liveness-error-text'
            : 'one-of-the-kinds',
      ];
    case 'trxNo':
      return ['x-trx-no-on-success', 'x-trx-no-reconciliation'];
    case 'compare':
    case 'similarity':
    case 'threshold':
    case 'live':
    case 'score':
      return [`success-${field}`];
  }
}

/** The kind's name in the document's list of kinds, which has one entry for both errors about faces. */
function documentedKind(kind: ResponseKind): string {
  return kind === 'liveness-error' || kind === 'face-compare-error' ? 'face-not-detected' : kind;
}

/** Whether a client gets a whole answer of the contract in this case. */
function isUsable({ fault, scenario }: Case): boolean {
  return fault === undefined && scenario !== 'success-printed';
}

function expectedOutcome({ kind }: Case): 'success' | 'service-error' {
  return kind === 'success' ? 'success' : 'service-error';
}

function outcomeFits(report: ClientReport, of: Case): boolean {
  return report.outcome === expectedOutcome(of);
}

function told({ outcome, kind, reason }: ClientReport): string {
  return `${outcome}${kind ? ` of kind ${kind}` : ''}${reason ? ` (${reason})` : ''}`;
}

/** What a client should have read out of the answer that it was sent. */
function expectedFields({ requests }: ClientContext): Partial<Record<ReportedField, string>> {
  const answer = requests[0]?.answer;
  const body = parseJson(answer?.body ?? '');
  if (!isObject(body)) return {};
  if (answer?.kind !== 'success') {
    const date = body['date'] ?? body['datetime'];
    return { message: String(body['error'] ?? body['message']), ...(date === undefined ? {} : { date: String(date) }) };
  }
  const compare = (key: string): string => String(resultText(body, 'face_compare', key));
  const liveness = (key: string): string => String(resultText(body, 'face_liveness', key));
  return {
    date: String(body['date'] ?? body['datetime']),
    message: String(body['message']),
    compare: compare('compare'),
    similarity: compare('similarity'),
    threshold: compare('threshold'),
    live: liveness('live'),
    score: liveness('score'),
    ...(answer.trxNo === undefined ? {} : { trxNo: answer.trxNo }),
  };
}

function fileParts(parts: readonly PartToSend[]): readonly Extract<PartToSend, { type: 'file' }>[] {
  return parts.filter((part) => part.type === 'file');
}

function textPart({ parts }: JournalEntry, name: string): Extract<JournalPart, { type: 'text' }> | undefined {
  return parts.find(
    (part): part is Extract<JournalPart, { type: 'text' }> => part.type === 'text' && part.name === name,
  );
}

/** An empty optional value may as well be left out. */
function isEmptyText(part: PartToSend): boolean {
  return part.type === 'text' && part.value === '';
}

function extensionOf(filename: string): string {
  return /\.[^.]*$/.exec(filename)?.[0] ?? '';
}
