// Clients that misread an answer that is damaged or missing, or has an unusual form.
import { headersOf, sendByHttp } from './send-by-http.mjs';

/** @type {readonly import('./fault-clients.mjs').BrokenClient[]} */
export const answerClients = [
  {
    name: 'swallows-an-empty-reply',
    cases: ['fault-empty-reply', 'fault-reset'],
    check: 'understood-no-false-success',
    change: () => ({ onTrouble: () => ({ outcome: 'service-error', reason: 'the answer is empty' }) }),
  },
  {
    name: 'takes-silence-for-success',
    cases: ['fault-empty-reply', 'fault-garbage'],
    check: 'understood-no-false-success',
    change: () => ({ onTrouble: () => ({ outcome: 'success', kind: 'success' }) }),
  },
  {
    name: 'reads-a-cut-answer',
    cases: ['fault-wrong-length'],
    check: 'understood-no-false-success',
    change: ({ testCase }) => ({
      async once() {
        const { response, text } = await sendByHttp(
          testCase,
          await this.form(),
          AbortSignal.timeout(testCase.timeoutMs),
        );
        return { response: headersOf(response), text };
      },
    }),
  },
  {
    name: 'guesses-a-kind-from-a-page',
    cases: ['fault-server-error', 'fault-too-many-requests'],
    check: 'understood-no-false-success',
    change: () => ({ onTrouble: () => ({ outcome: 'service-error', kind: 'parameter-invalid' }) }),
  },
  {
    name: 'crashes-on-a-broken-answer',
    cases: ['fault-corrupt-gzip'],
    check: 'report',
    change: () => ({
      onTrouble: (error) => {
        throw error;
      },
    }),
  },
  {
    name: 'blames-its-caller-for-an-answer',
    cases: ['fault-utf-16'],
    check: 'understood-unusual-form',
    change: () => ({ onTrouble: () => ({ outcome: 'rejected-locally', reason: 'unreadable' }) }),
  },
  {
    name: 'rejects-keys-that-it-does-not-know',
    cases: ['fault-extra-keys', 'fault-extra-keys-failure'],
    check: 'understood-outcome',
    change: ({ conforming }) => ({
      parse(text) {
        const body = conforming.parse(text);
        const known = ['date', 'datetime', 'message', 'error', 'result', 'status'];
        const unknown = Object.keys(body).find((key) => !known.includes(key));
        if (unknown) throw new Error(`unknown key ${unknown}`);
        return body;
      },
    }),
  },
  {
    name: 'demands-a-json-content-type',
    cases: ['fault-wrong-content-type', 'fault-wrong-content-type-failure'],
    check: 'understood-outcome',
    change: ({ conforming }) => ({
      read(answer) {
        const type = answer.response.headers.get('Content-Type');
        if (!type?.startsWith('application/json')) throw new Error(`an answer of the type ${type}`);
        return conforming.read.call(this, answer);
      },
    }),
  },
  {
    name: 'demands-x-trx-no',
    cases: ['fault-missing-trx-no'],
    check: 'understood-outcome',
    change: ({ conforming }) => ({
      read(answer) {
        const report = conforming.read.call(this, answer);
        if (report.outcome === 'success' && !report.fields.trxNo) throw new Error('no X-Trx-No');
        return report;
      },
    }),
  },
  {
    name: 'reads-x-trx-no-in-one-case-only',
    cases: ['fault-header-case', 'fault-header-case-upper'],
    check: 'understood-trx-no',
    change: ({ testCase }) => ({
      async once() {
        const { response, text } = await sendByHttp(
          testCase,
          await this.form(),
          AbortSignal.timeout(testCase.timeoutMs),
        );
        const at = response.rawHeaders.indexOf('X-Trx-No');
        return { response: { ok: true, headers: { get: () => (at < 0 ? null : response.rawHeaders[at + 1]) } }, text };
      },
    }),
  },
];
