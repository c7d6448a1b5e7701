// Clients that send again, or follow a redirect, after a call that may have been charged.
import { setTimeout as wait } from 'node:timers/promises';

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

/** @type {readonly import('./fault-clients.mjs').BrokenClient[]} */
export const chargeClients = [
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
];
