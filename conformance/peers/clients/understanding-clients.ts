import type { ClientReport } from '../../protocol/protocol.js';
import { type BrokenClient, changingField, changingReports, readingHeadersByExactName } from './broken-client.js';
import { type AnswerBody, rightClient } from './right-client.js';

const asParsed = (text: string): AnswerBody => JSON.parse(text) as AnswerBody;
const number = (value: string): string => String(Number(value));

/** A client that finds its values in the text of the answer, without reading JSON. */
function readByPattern(text: string, trxNo: string | null): ClientReport {
  const value = (name: string): string => new RegExp(`"${name}":"([^"]*)"`).exec(text)?.[1] ?? '';
  if (!text.includes('"status":"Success"')) {
    const message = value('error') || value('message');
    const kind = text.includes('"error"') ? 'liveness-error' : rightClient.kindOf(message);
    return { outcome: 'service-error', kind, fields: { message, date: value('datetime') || null } };
  }
  const names = ['date', 'message', 'compare', 'similarity', 'threshold', 'live', 'score'] as const;
  const fields = Object.fromEntries(names.map((name) => [name, value(name)]));
  return { outcome: 'success', kind: 'success', fields: { ...fields, trxNo } };
}

const failures = ['insufficient-balance', 'parameter-invalid', 'invalid-credentials', 'face-compare-error'] as const;

/** Clients that misunderstand an answer. */
export const understandingClients: readonly BrokenClient[] = [
  {
    name: 'takes an HTTP status of a failure for a transport error, as raise_for_status() does',
    cases: failures.map((kind) => `status-by-meaning-${kind}`),
    check: 'understood-any-status',
    create: () => ({
      understand: (answer, client) => {
        if (answer.status >= 400) throw new Error(`HTTP ${answer.status}`);
        return rightClient.understand(answer, client);
      },
    }),
  },
  {
    name: 'takes any answer with a good HTTP status for a success',
    cases: ['understood-insufficient-balance'],
    check: 'understood-outcome',
    create: () =>
      changingReports((report, _, status) =>
        status < 300 ? { ...report, outcome: 'success', kind: 'success' } : report,
      ),
  },
  {
    name: 'accepts HTTP 200 only',
    cases: ['status-201'],
    check: 'understood-outcome',
    also: ['understood-any-status'],
    create: () => ({
      understand: (answer, client) => {
        if (answer.status !== 200) throw new Error(`HTTP ${answer.status}`);
        return rightClient.understand(answer, client);
      },
    }),
  },
  {
    name: 'reads X-Trx-No as a number',
    cases: ['trx-no-leading-zeros', 'trx-no-20-digits', 'trx-no-beyond-double'],
    check: 'understood-trx-no',
    create: () => changingField('trxNo', number),
  },
  {
    name: 'takes the X-Trx-No 0 for none',
    cases: ['trx-no-zero'],
    check: 'understood-trx-no',
    create: () => changingField('trxNo', (value) => (Number(value) ? value : null)),
  },
  {
    name: 'finds X-Trx-No by its exact spelling',
    cases: ['fault-header-case', 'fault-header-case-upper'],
    check: 'understood-trx-no',
    create: () => readingHeadersByExactName,
  },
  {
    name: 'expects an X-Trx-No of five digits',
    cases: ['trx-no-one-digit', 'trx-no-20-digits'],
    check: 'understood-trx-no',
    create: () => changingField('trxNo', (value) => (/^\d{5}$/.test(value) ? value : null)),
  },
  {
    name: 'takes an unknown message for a success',
    cases: ['message-new', 'message-long'],
    check: 'understood-outcome',
    create: () =>
      changingReports((report) =>
        report.outcome === 'service-error' && !report.kind
          ? { ...report, outcome: 'success', kind: 'success' }
          : report,
      ),
  },
  {
    name: 'takes an unknown message for parameter-invalid',
    cases: ['message-new', 'message-beyond-ascii'],
    check: 'understood-unknown-message',
    also: ['understood-kind'],
    create: () => ({ kindOf: (message) => rightClient.kindOf(message) ?? 'parameter-invalid' }),
  },
  {
    name: 'fails at an unknown message',
    cases: ['message-new', 'message-quoted'],
    check: 'understood-outcome',
    create: () => ({
      kindOf: (message) => {
        const kind = rightClient.kindOf(message);
        if (kind === null) throw new Error('unknown message');
        return kind;
      },
    }),
  },
  {
    name: 'looks for the word Success in the whole answer',
    cases: ['message-like-success'],
    check: 'understood-outcome',
    create: () =>
      changingReports((report, text) =>
        text.includes('Success') ? { ...report, outcome: 'success', kind: 'success' } : report,
      ),
  },
  {
    name: 'takes a message that it does not expect for a failure',
    cases: ['message-of-success'],
    check: 'understood-outcome',
    create: () =>
      changingReports((report) =>
        report.fields?.message ? { ...report, outcome: 'service-error', kind: null } : report,
      ),
  },
  {
    name: 'confuses two kinds',
    cases: ['understood-invalid-credentials'],
    check: 'understood-kind',
    create: () => ({
      kindOf: (message) => {
        const kind = rightClient.kindOf(message);
        return kind === 'invalid-credentials' ? 'insufficient-balance' : kind;
      },
    }),
  },
  {
    name: 'takes the date of the HTTP head',
    cases: ['date-of-body'],
    check: 'understood-date',
    create: () => ({
      understand: (answer, client) => {
        const report = rightClient.understand(answer, client);
        return report.fields?.date ? { ...report, fields: { ...report.fields, date: answer.header('Date') } } : report;
      },
    }),
  },
  {
    name: 'knows the key date only',
    cases: ['understood-liveness-error', 'date-key-datetime'],
    check: 'understood-date',
    create: () =>
      changingReports((report, text) => ({
        ...report,
        fields: { ...report.fields, date: (asParsed(text)['date'] as string | undefined) ?? null },
      })),
  },
  {
    name: 'has a threshold of its own',
    cases: ['threshold-0-75', 'threshold-0-9125'],
    check: 'understood-threshold',
    create: () => changingField('threshold', () => '0.8'),
  },
  {
    name: 'reads the threshold as a number',
    cases: ['threshold-0-8000'],
    check: 'understood-threshold',
    create: () => changingField('threshold', number),
  },
  {
    name: 'reads the similarity as a number',
    cases: ['similarity-with-zeros', 'similarity-of-one', 'success-at-threshold'],
    check: 'understood-similarity',
    create: () => changingField('similarity', number),
  },
  {
    name: 'rounds the similarity',
    cases: ['similarity-below-threshold'],
    check: 'understood-similarity',
    create: () => changingField('similarity', (value) => `${Number(value).toFixed(3)}00`),
  },
  {
    name: 'reads the score as a number',
    cases: ['similarity-of-one', 'similarity-of-zero'],
    check: 'understood-score',
    create: () => changingField('score', number),
  },
  {
    name: 'compares the similarity with the threshold itself',
    cases: ['compare-decides-at-threshold', 'compare-decides-below-threshold'],
    check: 'understood-compare',
    create: () =>
      changingField('compare', (_, { similarity, threshold }) =>
        Number(similarity) >= Number(threshold) ? 'True' : 'False',
      ),
  },
  {
    name: 'decides by the score whether the selfie is live',
    cases: ['live-decides'],
    check: 'understood-live',
    create: () => changingField('live', (value, { score }) => (Number(score) > 0.9 ? 'True' : value)),
  },
  {
    name: 'takes any text for true',
    cases: ['false-word-small', 'success-not-matched-not-live'].map((id) =>
      id.startsWith('false') ? id : `understood-${id}`,
    ),
    check: 'understood-live',
    create: () => changingField('live', (value) => (value ? 'True' : value)),
  },
  {
    name: 'takes not matched for an error',
    cases: ['success-not-matched', 'calls-two'],
    check: 'understood-outcome',
    create: () =>
      changingReports((report) =>
        report.fields?.compare === 'False' ? { outcome: 'service-error', kind: 'face-compare-error' } : report,
      ),
  },
  {
    name: 'takes not live for an error',
    cases: ['success-not-live'],
    check: 'understood-outcome',
    create: () =>
      changingReports((report) =>
        report.fields?.live === 'False' ? { outcome: 'service-error', kind: 'liveness-error' } : report,
      ),
  },
  {
    name: 'trims messages',
    cases: ['understood-liveness-error', 'message-blanks'],
    check: 'understood-message',
    create: () => changingField('message', (value) => value.trim()),
  },
  {
    name: 'prefers message to error',
    cases: ['liveness-text-and-message'],
    check: 'understood-message',
    create: () =>
      changingReports((report, text) => {
        const body = asParsed(text);
        return { ...report, fields: { ...report.fields, message: (body['message'] ?? body['error']) as string } };
      }),
  },
  {
    name: 'knows the word FAILED in capitals only',
    cases: ['status-word-failed', 'status-word-small-parameter-invalid'],
    check: 'understood-outcome',
    also: ['understood-any-status'],
    create: () => ({
      understand: (answer, client) => {
        const { status } = client.parse(answer.text);
        if (status !== 'FAILED' && String(status).toLowerCase() === 'failed') throw new Error('unknown status');
        return rightClient.understand(answer, client);
      },
    }),
  },
  {
    name: 'reads a result that is an object only',
    cases: ['result-list-success', 'result-list-success-not-matched'],
    check: 'understood-outcome',
    create: () => ({
      understand: (answer, client) => {
        const { status, result } = client.parse(answer.text);
        if (Array.isArray(result) && status === 'Success') throw new Error('no face_compare in the result');
        return rightClient.understand(answer, client);
      },
    }),
  },
  {
    name: 'reads the answer by patterns in place of JSON',
    cases: ['form-white-space-success', 'form-escaped-texts-success'],
    check: 'understood-outcome',
    also: ['understood-message', 'understood-kind', 'understood-any-status', 'understood-date'],
    create: () => ({ understand: ({ text, header }) => readByPattern(text, header('X-Trx-No')) }),
  },
  {
    name: 'reads JSON only where the content type says so',
    cases: ['content-type-html', 'content-type-plain', 'fault-wrong-content-type'],
    check: 'understood-outcome',
    create: () => ({
      understand: (answer, client) => {
        if (!answer.header('Content-Type')?.startsWith('application/json')) throw new Error('no JSON');
        return rightClient.understand(answer, client);
      },
    }),
  },
  {
    name: 'expects no parameter in the content type',
    cases: ['charset-named-success', 'charset-in-capitals'],
    check: 'understood-outcome',
    create: () => ({
      understand: (answer, client) => {
        if (answer.header('Content-Type')?.includes(';')) throw new Error('no JSON');
        return rightClient.understand(answer, client);
      },
    }),
  },
  {
    name: 'relies on the order of the keys',
    cases: ['form-key-order-success', 'form-key-order-liveness-error'],
    check: 'understood-date',
    create: () =>
      changingReports((report, text) =>
        report.fields?.date
          ? { ...report, fields: { ...report.fields, date: String(Object.values(asParsed(text))[0]) } }
          : report,
      ),
  },
  {
    name: 'refuses keys that it does not know',
    cases: ['form-extra-keys-success', 'form-extra-keys-liveness-error'],
    check: 'understood-outcome',
    create: () => ({
      parse: (text) => {
        const known = ['date', 'datetime', 'message', 'error', 'result', 'status'];
        const body = rightClient.parse(text);
        if (Object.keys(body).some((key) => !known.includes(key))) throw new Error('unknown key');
        return body;
      },
    }),
  },
  {
    name: 'reads one chunk only',
    cases: ['form-chunked-success', 'form-chunked-liveness-error'],
    check: 'understood-outcome',
    create: () => ({
      call: async (testCase, request, client) => {
        const answer = await rightClient.call(testCase, request, client);
        return answer.header('Content-Length') === null ? { ...answer, text: answer.text.slice(0, 7) } : answer;
      },
    }),
  },
  {
    name: 'takes an X-Trx-No for the sign of a success',
    cases: ['trx-no-of-failure'],
    check: 'understood-outcome',
    create: () => ({
      understand: (answer, client) => {
        const report = rightClient.understand(answer, client);
        return answer.header('X-Trx-No') === null ? report : { ...report, outcome: 'success', kind: 'success' };
      },
    }),
  },
  {
    name: 'refuses every photo',
    cases: ['success-all-parts', 'understood-liveness-error'],
    check: 'understood-outcome',
    also: ['understood-any-status', 'understood-no-false-success', 'understood-unusual-form', 'wire-one-request'],
    create: () => ({ run: async () => ({ outcome: 'rejected-locally', reason: 'not good enough' }) }),
  },
  {
    name: 'writes a report that the protocol does not know',
    cases: ['success-all-parts'],
    check: 'report',
    create: () => changingReports((report) => ({ ...report, outcome: 'ok' as ClientReport['outcome'] })),
  },
];
