import type { ResponseKind } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import { type ClientReport, type ReportedField, reportedFields } from '../../protocol/protocol.js';
import { isObject, parseJson, resultText } from '../../wire/answer.js';
import { type CheckOutcome, equal, failed, notApplicable, passed } from '../check.js';
import { type ClientCheck, type ClientContext, requirementSource } from './context.js';
import { describeReport } from './fault-checks.js';
import { hasOtherAnswer, reportedRequest } from './judge-requests.js';
import { judgeRefusal } from './local-refusal.js';
import { rightReportOf } from './right-report.js';

/** Judges a report that the runner can read, on the answer that the case has. */
const judgeReport =
  (judge: (report: ClientReport, context: ClientContext) => CheckOutcome): ClientCheck['judge'] =>
  (context) =>
    'problem' in context.report || context.report.outcome === 'skip' || hasOtherAnswer(context)
      ? notApplicable
      : judge(context.report, context);

/** Judges the details of a report whose outcome is right for a usable answer. */
const judgeUnderstanding = (
  judge: (report: ClientReport, context: ClientContext) => CheckOutcome,
): ClientCheck['judge'] =>
  judgeReport((report, context) =>
    isUsable(context.case) && outcomeFits(report, context) ? judge(report, context) : notApplicable,
  );

const fieldTitles: Readonly<Record<ReportedField, string>> = {
  date: 'the time in date or datetime',
  message: 'the message, or the text of a liveness error',
  compare: 'whether the faces match',
  similarity: 'the similarity',
  threshold: 'the threshold',
  live: 'whether the selfie is live',
  score: 'the liveness score',
  trxNo: 'X-Trx-No',
};

/** The kinds of answer that have the field. Every kind has the message. */
const fieldKinds: Readonly<Partial<Record<ReportedField, readonly ResponseKind[]>>> = {
  date: ['success', 'liveness-error'],
  compare: ['success'],
  similarity: ['success'],
  threshold: ['success'],
  live: ['success'],
  score: ['success'],
  trxNo: ['success'],
};

/** Checks on how the client understands the answer, according to its report. */
export const understoodChecks: readonly ClientCheck[] = [
  {
    id: 'understood-outcome',
    title: 'the client reports the outcome of the answer',
    source: ({ requirements, ambiguities }) =>
      requirements.length > 0 ? { requirements } : { ambiguity: ambiguities[0] ?? 'server-error' },
    judge: judgeReport((report, context) => {
      if (!isUsable(context.case) || isFailureStatus(context)) return notApplicable;
      if (report.outcome === 'rejected-locally') return judgeRefusal(context, report, expectedOutcome(context));
      return outcomeFits(report, context) ? passed : failed(expectedOutcome(context), describeReport(report));
    }),
  },
  {
    id: 'understood-any-status',
    title: 'the client reads the answer whatever its HTTP status, which the document does not state',
    source: { ambiguity: 'http-status' },
    judge: judgeReport((report, context) => {
      if (!isUsable(context.case) || !isFailureStatus(context)) return notApplicable;
      if (report.outcome === 'rejected-locally') return judgeRefusal(context, report, expectedOutcome(context));
      const status = reportedRequest(context)?.answer?.status;
      return outcomeFits(report, context)
        ? passed
        : failed(`${expectedOutcome(context)} with HTTP ${status}`, describeReport(report));
    }),
  },
  {
    id: 'understood-kind',
    title: 'the client understands the kind',
    source: (_, kind) =>
      requirementSource(kind === 'image-too-large' ? 'kind-image-too-large' : `kind-${documentedKind(kind)}`),
    judge: judgeUnderstanding((report, context) => {
      const { kind, case: testCase } = context;
      if (testCase.kindIs === 'unknown' || (testCase.kindIs === 'optional' && !report.kind)) return notApplicable;
      return equal(kind, report.kind ?? undefined);
    }),
  },
  {
    id: 'understood-unknown-message',
    title: 'the client reports a failure with a text that the document does not show as one without a kind',
    source: { ambiguity: 'answer-texts' },
    judge: judgeUnderstanding((report, { case: { kindIs } }) =>
      kindIs === 'unknown' ? equal(undefined, report.kind ?? undefined) : notApplicable,
    ),
  },
  ...reportedFields.map(
    (field): ClientCheck => ({
      id: `understood-${field === 'trxNo' ? 'trx-no' : field}`,
      title: `the client understands ${fieldTitles[field]}`,
      source: (_, kind) => requirementSource(...fieldRequirements(field, kind)),
      ...(fieldKinds[field] ? { kinds: fieldKinds[field] } : {}),
      judge: judgeUnderstanding((report, context) => {
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

/** The kind's name in the document's list of kinds, which has one entry for both face errors. */
function documentedKind(kind: ResponseKind): string {
  return kind === 'liveness-error' || kind === 'face-compare-error' ? 'face-not-detected' : kind;
}

/** Whether a right client understands the answer in this case. */
function isUsable(testCase: TestCase): boolean {
  return rightReportOf(testCase) === 'answer';
}

/** Whether the answer came with an HTTP status of a failure. */
function isFailureStatus(context: ClientContext): boolean {
  return (reportedRequest(context)?.answer?.status ?? 0) >= 400;
}

function expectedOutcome({ kind }: ClientContext): 'success' | 'service-error' {
  return kind === 'success' ? 'success' : 'service-error';
}

function outcomeFits(report: ClientReport, context: ClientContext): boolean {
  return report.outcome === expectedOutcome(context);
}

/** The fields that the client must report for the answer that it received. */
function expectedFields(context: ClientContext): Partial<Record<ReportedField, string>> {
  const answer = reportedRequest(context)?.answer;
  const body = parseJson(answer?.body ?? '');
  if (!isObject(body)) return {};
  if (answer?.kind !== 'success') {
    const date = body['date'] ?? body['datetime'];
    // Under one reading, `message` is there beside `error`, and empty.
    return { message: String(body['error'] ?? body['message']), ...(date === undefined ? {} : { date: String(date) }) };
  }
  // Of two values of one key, parsers give one or the other.
  const date = answer.fault?.type === 'duplicate-keys' ? undefined : String(body['date'] ?? body['datetime']);
  const trxNo = answer.fault?.type === 'missing-trx-no' ? undefined : (context.case.answer?.trxNo ?? answer.trxNo);
  const compare = (key: string): string => String(resultText(body, 'face_compare', key));
  const liveness = (key: string): string => String(resultText(body, 'face_liveness', key));
  return {
    ...(date === undefined ? {} : { date }),
    message: String(body['message']),
    compare: compare('compare'),
    similarity: compare('similarity'),
    threshold: compare('threshold'),
    live: liveness('live'),
    score: liveness('score'),
    ...(trxNo === undefined ? {} : { trxNo }),
  };
}
