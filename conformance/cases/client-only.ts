import type { TestCase } from './case.js';

/** The client's time limit in cases whose answer exceeds it, in milliseconds. */
const shortTimeoutMs = 1500;

const unusableAnswer = {
  rightReport: 'transport-error',
  needs: [],
  request: {},
  directions: ['client'],
  requirements: [],
  tags: ['fault'],
} as const satisfies Partial<TestCase>;

const livenessError = {
  needs: [],
  request: {},
  directions: ['client'],
  requirements: ['liveness-error-text'],
  ambiguities: ['liveness-error-wording'],
  tags: ['answer'],
} as const satisfies Partial<TestCase>;

/** Cases for clients only: answers that no good request produces, and transport faults. */
export const clientOnlyCases: readonly TestCase[] = [
  {
    ...livenessError,
    id: 'liveness-error-dim-only',
    title: 'a liveness error that names dim light only',
    scenario: 'liveness-error-dim',
  },
  {
    ...livenessError,
    id: 'liveness-error-covered-only',
    title: 'a liveness error that names a covered face only',
    scenario: 'liveness-error-covered',
  },
  {
    ...unusableAnswer,
    id: 'fault-delay',
    title: 'no answer within the time limit: a transport error, and no second request',
    timeoutMs: shortTimeoutMs,
    fault: { type: 'delay', ms: shortTimeoutMs * 2 },
    ambiguities: ['time-out', 'retry'],
  },
  {
    ...unusableAnswer,
    id: 'fault-slow-body',
    title: 'an answer that starts in time and arrives slowly, past the time limit: a transport error',
    timeoutMs: shortTimeoutMs,
    // About 200 bytes take four seconds. Bytes follow each other closely, so a time limit on each read never expires.
    fault: { type: 'slow-body', rate: 50 },
    ambiguities: ['time-out', 'retry'],
  },
  {
    ...unusableAnswer,
    id: 'fault-redirect',
    title: 'a redirect to another host: a transport error, and no second request',
    fault: { type: 'redirect' },
    ambiguities: ['redirect', 'retry'],
  },
  {
    ...unusableAnswer,
    id: 'fault-reset',
    title: 'the connection is reset: a transport error, and no second request',
    fault: { type: 'reset' },
    ambiguities: ['retry'],
  },
  {
    ...unusableAnswer,
    id: 'fault-truncated-json',
    title: 'truncated JSON: not a success',
    fault: { type: 'truncated-json' },
    ambiguities: ['server-error'],
  },
  {
    ...unusableAnswer,
    id: 'fault-bad-gateway',
    title: "a gateway's HTML page with status 502: not an answer of the contract",
    fault: { type: 'bad-gateway' },
    ambiguities: ['server-error'],
  },
  {
    ...unusableAnswer,
    id: 'printed-sample',
    title: "the document's printed sample, which is not valid JSON: not a success",
    scenario: 'success-printed',
    rightReport: 'transport-error',
    requirements: [],
    ambiguities: ['trailing-comma'],
    tags: ['answer', 'fault'],
  },
];
