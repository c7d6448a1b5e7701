// Clients that keep no time limit, or are impatient.
import { setTimeout as wait } from 'node:timers/promises';
import { headersOf, sendByHttp } from './send-by-http.mjs';

/** @type {readonly import('./fault-clients.mjs').BrokenClient[]} */
export const timeClients = [
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
];
