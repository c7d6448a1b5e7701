import type { TestCase } from './case.js';

/** How long a client is told to wait where the answer comes too late, in milliseconds. */
const shortTimeoutMs = 1500;

const unusableAnswer = {
  kind: 'success',
  cost: 'free',
  needs: [],
  request: {},
  directions: ['client'],
  requirements: [],
  tags: ['fault'],
} as const satisfies Partial<TestCase>;

const livenessError = {
  kind: 'liveness-error',
  cost: 'free',
  needs: [],
  request: {},
  directions: ['client'],
  requirements: ['liveness-error-text'],
  ambiguities: ['liveness-error-wording'],
  tags: ['answer'],
} as const satisfies Partial<TestCase>;

/** What only a client can be put to: answers that a good request does not bring about, and faults of the transport. */
export const clientOnlyCases: readonly TestCase[] = [
  {
    ...livenessError,
    id: 'liveness-error-dim-only',
    title: 'a liveness error whose text speaks of dim light alone',
    scenario: 'liveness-error-dim',
  },
  {
    ...livenessError,
    id: 'liveness-error-covered-only',
    title: 'a liveness error whose text speaks of a covered face alone',
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
    title: 'an answer that begins in time and dribbles in past the time limit: a transport error',
    timeoutMs: shortTimeoutMs,
    // Some 200 bytes take four seconds. Each byte comes soon after the one before it, so a limit on each read never ends it.
    fault: { type: 'slow-body', rate: 50 },
    ambiguities: ['time-out', 'retry'],
  },
  {
    ...unusableAnswer,
    id: 'fault-redirect',
    title: 'a redirect to another host: not followed, and no usable answer',
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
    title: 'the JSON stops in the middle: not a success',
    fault: { type: 'truncated-json' },
    ambiguities: ['server-error'],
  },
  {
    ...unusableAnswer,
    id: 'fault-bad-gateway',
    title: "a gateway's HTML page with status 502: not a success, and no kind of the contract",
    fault: { type: 'bad-gateway' },
    ambiguities: ['server-error'],
  },
  {
    ...unusableAnswer,
    id: 'printed-sample',
    title: "the document's printed sample, which is no JSON: not a success",
    scenario: 'success-printed',
    requirements: [],
    ambiguities: ['trailing-comma'],
    tags: ['answer', 'fault'],
  },
];
