// Clients that fail under faults, keep no time limit, charge twice, or let secrets out. One entry each: the cases that show
// the defect, the check that names it, and what the client does in place of the conforming one (../client.mjs).
import { readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';

/** @typedef {{ conforming: any, testCase: any }} Given */

/** Every case in which the service accepts and charges the call, and no usable answer arrives. */
const chargedWithoutAnswer = [
  'fault-delay',
  'fault-slow-body',
  'fault-stall-body',
  'fault-reset',
  'fault-reset-late',
  'fault-reset-body',
  'fault-empty-reply',
  'fault-garbage',
  'fault-chunk-error',
  'fault-wrong-length',
  'fault-wrong-length-less',
  'fault-truncated-json',
  'fault-corrupt-gzip',
  'fault-server-error',
  'fault-bad-gateway',
  'fault-unavailable',
  'fault-unavailable-retry-after',
  'fault-gateway-timeout',
  'fault-too-many-requests',
];

/** Sends again after any trouble, or after an answer that says when. */
const retrying = (again, isWorthIt = () => true) => ({
  async send() {
    let response;
    try {
      const answer = await this.once();
      response = answer.response;
      this.conforming.read.call(this, answer);
      return answer;
    } catch (error) {
      if (!isWorthIt(response)) throw error;
      await again(response);
    }
    return this.once();
  },
});

const print = (text) => process.stdout.write(`${text}\n`);

/** Prints something before it works. */
const printing = (printSecret) => ({
  async run() {
    await printSecret(this);
    return this.conforming.run.call(this);
  },
});

/** Sends the form with node:http, which tells a cut answer from a whole one only if the client listens for that. */
function sendByHttp({ baseUrl, path }, form, signal, onSent = () => {}) {
  return new Promise((resolve, reject) => {
    const encoded = new Response(form);
    const call = httpRequest(
      baseUrl + path,
      { method: 'POST', headers: { 'Content-Type': encoded.headers.get('Content-Type') }, signal },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece) => {
          text += piece;
        });
        const end = () => resolve({ response, text, status: response.statusCode });
        response.on('end', end).on('error', end);
      },
    );
    call.on('error', reject).on('finish', onSent);
    encoded.arrayBuffer().then((body) => call.end(Buffer.from(body)), reject);
  });
}

const headersOf = (response) => ({
  ok: true,
  headers: { get: (name) => response.headers[name.toLowerCase()] ?? null },
});

/** @type {readonly { name: string, cases: readonly string[], check: string, change: (given: Given) => object }[]} */
export const faultClients = [
  // Retries.
  {
    name: 'retries-blindly',
    cases: chargedWithoutAnswer,
    check: 'charged-once',
    change: () => retrying(() => {}),
  },
  {
    name: 'retries-in-hope-of-idempotency',
    cases: ['fault-reset', 'fault-unavailable'],
    check: 'charged-once',
    change: () => ({ init: { headers: { 'Idempotency-Key': 'one-and-the-same' } }, ...retrying(() => {}) }),
  },
  {
    name: 'retries-with-a-new-ref-number',
    cases: ['fault-reset', 'fault-gateway-timeout'],
    check: 'charged-once',
    change: ({ testCase }) =>
      retrying(() => {
        testCase.request.refNumber += '-2';
      }),
  },
  {
    name: 'obeys-retry-after',
    cases: ['fault-unavailable-retry-after', 'fault-too-many-requests'],
    check: 'wire-one-request',
    change: () =>
      retrying(
        (response) => wait(1000 * Number(response?.headers.get('Retry-After'))),
        (response) => response?.headers.has('Retry-After'),
      ),
  },
  {
    name: 'retries-what-was-not-charged',
    cases: ['fault-unavailable-not-charged', 'fault-stall-upload-past-limit'],
    check: 'wire-one-request',
    change: () => retrying(() => {}),
  },
  {
    name: 'retries-after-its-report',
    cases: ['fault-reset'],
    check: 'charged-once',
    change: ({ conforming }) => ({
      async report(report) {
        await conforming.report.call(this, report);
        await this.once().catch(() => {});
      },
    }),
  },
  {
    name: 'sends-twice-at-once',
    cases: ['success-all-parts'],
    check: 'charged-once',
    change: () => ({
      async send() {
        const [answer] = await Promise.all([this.once(), this.once()]);
        return answer;
      },
    }),
  },
  // Redirects.
  {
    name: 'follows-redirects-with-the-body',
    cases: ['fault-redirect', 'fault-redirect-308'],
    check: 'wire-no-redirect',
    change: () => ({ init: { redirect: 'follow' } }),
  },
  {
    name: 'follows-redirects-without-the-body',
    cases: ['fault-redirect-302'],
    check: 'wire-no-redirect',
    change: () => ({ init: { redirect: 'follow' } }),
  },
  // Answers that are none.
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
  // Answers in an unusual form.
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
  // Times.
  {
    name: 'waits-for-ever',
    cases: ['fault-stall-body'],
    check: 'time-limit',
    change: ({ testCase }) => ({
      async once() {
        const response = await fetch(testCase.baseUrl + testCase.path, { method: 'POST', body: await this.form() });
        return { response, text: await response.text() };
      },
    }),
  },
  {
    name: 'limits-the-head-only',
    cases: ['fault-stall-body'],
    check: 'time-limit',
    change: ({ testCase }) => ({
      async once() {
        const limit = new AbortController();
        const timer = setTimeout(() => limit.abort(), testCase.timeoutMs);
        const init = { method: 'POST', body: await this.form(), signal: limit.signal };
        const response = await fetch(testCase.baseUrl + testCase.path, init);
        clearTimeout(timer);
        return { response, text: await response.text() };
      },
    }),
  },
  {
    name: 'has-no-time-limit',
    cases: ['fault-delay', 'fault-slow-body', 'fault-stall-upload-past-limit'],
    check: 'understood-no-false-success',
    change: ({ testCase }) => ({
      async once() {
        const response = await fetch(testCase.baseUrl + testCase.path, { method: 'POST', body: await this.form() });
        return { response, text: await response.text() };
      },
    }),
  },
  {
    name: 'gives-up-late',
    cases: ['fault-stall-body', 'fault-delay'],
    check: 'time-limit',
    change: ({ testCase }) => ({
      send() {
        testCase.timeoutMs = 5500;
        return this.once();
      },
    }),
  },
  {
    name: 'gives-up-early',
    cases: ['fault-late-answer', 'fault-late-failure', 'fault-slow-body-in-time', 'fault-very-late-answer'],
    check: 'time-patience',
    change: ({ testCase }) => ({
      async once() {
        const limit = new AbortController();
        // From the moment when all is sent, so that the request arrives on a slow machine too.
        const onSent = () => setTimeout(() => limit.abort(), 300);
        const { response, text } = await sendByHttp(testCase, await this.form(), limit.signal, onSent);
        return { response: headersOf(response), text };
      },
    }),
  },
  {
    name: 'reports-long-after-the-answer',
    cases: ['fault-bad-gateway'],
    check: 'time-limit',
    change: ({ conforming, testCase }) => ({
      async report(report) {
        await wait(1.6 * testCase.timeoutMs);
        return conforming.report.call(this, report);
      },
    }),
  },
  // Secrets in addresses and headers.
  {
    name: 'key-in-the-query',
    cases: ['success-all-parts'],
    check: 'secret-address',
    change: ({ testCase }) => {
      testCase.path += `?api_key=${encodeURIComponent(testCase.request.key)}`;
      return {};
    },
  },
  {
    name: 'nik-in-the-query',
    cases: ['success-all-parts'],
    check: 'secret-address',
    change: ({ testCase }) => {
      testCase.path += `?trace=${Buffer.from(`nik=${testCase.request.nik}`).toString('base64url')}`;
      return {};
    },
  },
  {
    name: 'key-in-a-header',
    cases: ['success-all-parts'],
    check: 'secret-headers',
    change: ({ testCase }) => ({ init: { headers: { 'X-Api-Key': testCase.request.key } } }),
  },
  {
    name: 'key-in-basic-credentials',
    cases: ['success-all-parts'],
    check: 'secret-headers',
    change: ({ testCase: { request } }) => ({
      init: {
        headers: { Authorization: `Basic ${Buffer.from(`${request.tenant_code}:${request.key}`).toString('base64')}` },
      },
    }),
  },
  {
    name: 'thumbnail-in-a-header',
    cases: ['success-all-parts'],
    check: 'secret-headers',
    change: ({ conforming, testCase }) => ({
      async once() {
        const thumbnail = (await readFile(testCase.request.img1.file)).toString('base64', 0, 600);
        return conforming.once.call({ ...this, init: { headers: { 'X-Thumbnail': thumbnail } } });
      },
    }),
  },
  // Secrets in the output.
  {
    name: 'prints-the-request',
    cases: ['success-all-parts'],
    check: 'secret-output',
    change: ({ testCase }) => printing(() => print(`sending ${inspect(testCase.request)}`)),
  },
  {
    name: 'prints-the-nik-on-stderr',
    cases: ['success-all-parts'],
    check: 'secret-output',
    change: ({ testCase }) => printing(() => process.stderr.write(`checking the holder of ${testCase.request.nik}`)),
  },
  {
    name: 'prints-the-key-long-before-its-end',
    cases: ['success-all-parts'],
    check: 'secret-output',
    change: ({ testCase }) =>
      printing(() => print(`${encodeURIComponent(`key=${testCase.request.key}`)}\n${'progress '.repeat(20_000)}`)),
  },
  {
    name: 'prints-pictures-in-base64',
    cases: ['success-all-parts'],
    check: 'secret-output',
    change: ({ testCase }) =>
      printing(async () => print((await readFile(testCase.request.img2.file)).toString('base64'))),
  },
  {
    name: 'prints-the-body',
    cases: ['success-all-parts'],
    check: 'secret-output',
    change: () =>
      printing(async (client) =>
        process.stdout.write(Buffer.from(await new Response(await client.form()).arrayBuffer())),
      ),
  },
  {
    name: 'prints-a-buffer',
    cases: ['success-all-parts'],
    check: 'secret-output',
    change: ({ testCase }) => printing(async () => print(inspect(await readFile(testCase.request.img1.file)))),
  },
  // Where and how it sends.
  {
    name: 'asks-with-head-first',
    cases: ['success-all-parts'],
    check: 'wire-method',
    change: ({ conforming, testCase }) => ({
      async send() {
        await fetch(testCase.baseUrl + testCase.path, { method: 'HEAD' });
        return conforming.send.call(this);
      },
    }),
  },
  {
    name: 'puts-before-it-posts',
    cases: ['success-all-parts'],
    check: 'wire-method',
    change: ({ conforming, testCase }) => ({
      async send() {
        await fetch(testCase.baseUrl + testCase.path, { method: 'PUT', body: await this.form() });
        return conforming.send.call(this);
      },
    }),
  },
  {
    name: 'has-a-path-of-its-own',
    cases: ['success-all-parts'],
    check: 'wire-one-request',
    change: ({ testCase }) => {
      testCase.baseUrl = new URL(testCase.baseUrl).origin;
      return {};
    },
  },
];
