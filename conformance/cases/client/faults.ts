import type { Fault } from '../../../mock/index.js';
import type { TestCase } from '../case.js';

/** The client's time limit in cases whose answer exceeds it, in milliseconds. Short, because a right client waits that long. */
const shortTimeoutMs = 1500;
/** Longer than any client may take for the short time limit, in milliseconds. */
const farTooLateMs = 4 * shortTimeoutMs;

const base = {
  needs: [],
  request: {},
  directions: ['client'],
  requirements: [],
  tags: ['fault'],
} as const satisfies Partial<TestCase>;

type Detail = Partial<TestCase> & Pick<TestCase, 'id' | 'title' | 'fault'>;

/** A service that has accepted the call, and an answer that no client can use: a transport error, and no second request. */
const unusable = (detail: Detail): TestCase => ({
  ...base,
  ambiguities: ['server-error', 'retry'],
  rightReport: 'transport-error',
  ...detail,
});

/** An answer that exceeds the client's time limit. */
const tooLate = (detail: Detail): TestCase =>
  unusable({ timeoutMs: shortTimeoutMs, ambiguities: ['time-out', 'retry'], ...detail });

/** A complete answer that a client understands although it has an unusual form, or comes late. */
const usable = (detail: Detail): TestCase => ({
  ...base,
  ambiguities: ['retry'],
  rightReport: 'answer',
  ...detail,
});

const redirect = (status: '302' | '307' | '308'): Fault => ({ type: 'redirect', status });

/** Answers that never come whole, or are no answers of the contract. */
const unusableCases: readonly TestCase[] = [
  unusable({
    id: 'fault-reset',
    title: 'the connection is reset without an answer',
    ambiguities: ['retry'],
    fault: { type: 'reset' },
  }),
  unusable({
    id: 'fault-reset-late',
    title: 'the connection is reset after a while without an answer',
    ambiguities: ['retry'],
    fault: { type: 'reset', delay: 600 },
  }),
  unusable({
    id: 'fault-reset-body',
    title: 'the connection is reset in the middle of the answer',
    fault: { type: 'reset-body' },
  }),
  unusable({
    id: 'fault-empty-reply',
    title: 'the connection is closed without an answer',
    fault: { type: 'empty-reply' },
  }),
  unusable({ id: 'fault-garbage', title: 'the answer is not HTTP', fault: { type: 'garbage' } }),
  unusable({
    id: 'fault-chunk-error',
    title: 'a chunked answer whose second chunk is malformed',
    fault: { type: 'chunk-error' },
  }),
  unusable({
    id: 'fault-wrong-length',
    title: 'Content-Length promises more than comes, although the JSON is whole',
    fault: { type: 'wrong-length', promises: 'more' },
  }),
  unusable({
    id: 'fault-wrong-length-less',
    title: 'Content-Length ends in the middle of the JSON',
    fault: { type: 'wrong-length', promises: 'less' },
  }),
  unusable({
    id: 'fault-truncated-json',
    title: 'the JSON is cut off in the middle, in an answer that is complete as HTTP',
    ambiguities: ['server-error'],
    fault: { type: 'truncated-json' },
  }),
  unusable({
    id: 'fault-corrupt-gzip',
    title: 'the answer is declared as gzip, but cannot be decompressed',
    fault: { type: 'corrupt-gzip' },
  }),
  unusable({ id: 'fault-server-error', title: 'status 500 with an HTML page', fault: { type: 'server-error' } }),
  unusable({
    id: 'fault-bad-gateway',
    title: "a gateway's HTML page with status 502",
    fault: { type: 'bad-gateway' },
  }),
  unusable({
    id: 'fault-unavailable',
    title: "a gateway's HTML page with status 503",
    fault: { type: 'unavailable' },
  }),
  unusable({
    id: 'fault-unavailable-retry-after',
    title: 'status 503 with Retry-After, which is no permission to repeat a POST that may be charged',
    fault: { type: 'unavailable', seconds: 1 },
  }),
  unusable({
    id: 'fault-unavailable-not-charged',
    title: "a gateway's HTML page with status 503, from a service that has not charged: a client cannot know",
    fault: { type: 'unavailable', charged: 'no' },
  }),
  unusable({
    id: 'fault-gateway-timeout',
    title: "a gateway's HTML page with status 504, after a while",
    fault: { type: 'gateway-timeout', delay: 600 },
  }),
  unusable({
    id: 'fault-too-many-requests',
    title: 'status 429 with Retry-After',
    ambiguities: ['rate-limit', 'retry'],
    fault: { type: 'too-many-requests', seconds: 1 },
  }),
  unusable({
    id: 'fault-redirect',
    title: 'a redirect (307) to another host',
    ambiguities: ['redirect', 'retry'],
    fault: redirect('307'),
  }),
  unusable({
    id: 'fault-redirect-308',
    title: 'a permanent redirect (308) to another host',
    ambiguities: ['redirect', 'retry'],
    fault: redirect('308'),
  }),
  unusable({
    id: 'fault-redirect-302',
    title: 'a redirect (302) to another host',
    ambiguities: ['redirect', 'retry'],
    fault: redirect('302'),
  }),
];

/** Answers that exceed the client's time limit. */
const lateCases: readonly TestCase[] = [
  tooLate({
    id: 'fault-delay',
    title: 'no answer within the time limit',
    fault: { type: 'delay', ms: farTooLateMs },
  }),
  tooLate({
    id: 'fault-slow-body',
    title: 'an answer that starts in time and arrives slowly, past the time limit',
    // About 200 bytes take four seconds. Bytes follow each other closely, so a time limit on each read never expires.
    fault: { type: 'slow-body', rate: 50 },
  }),
  tooLate({
    id: 'fault-stall-body',
    title: 'an answer that stops in the middle for ever',
    fault: { type: 'stall-body' },
  }),
  tooLate({
    id: 'fault-stall-upload-past-limit',
    title: 'a server that does not read the request within the time limit',
    fault: { type: 'stall-upload', ms: farTooLateMs },
  }),
];

/** Answers that come late, but within the client's time limit. */
const patientCases: readonly TestCase[] = [
  usable({
    id: 'fault-late-answer',
    title: 'an answer that comes after a second, long before the time limit',
    ambiguities: ['time-out'],
    fault: { type: 'delay', ms: 1000 },
  }),
  usable({
    id: 'fault-very-late-answer',
    title: 'an answer that comes after three seconds, long before the time limit',
    ambiguities: ['time-out'],
    fault: { type: 'delay', ms: 3000 },
  }),
  usable({
    id: 'fault-late-failure',
    title: 'a failure that comes after a second, long before the time limit',
    scenario: 'insufficient-balance',
    ambiguities: ['time-out'],
    fault: { type: 'delay', ms: 1000 },
  }),
  usable({
    id: 'fault-slow-body-in-time',
    title: 'an answer that arrives slowly, within the time limit',
    ambiguities: ['time-out'],
    fault: { type: 'slow-body', rate: 250 },
  }),
  usable({
    id: 'fault-stall-upload',
    title: 'a server that reads the request after a while, within the time limit',
    ambiguities: ['time-out'],
    fault: { type: 'stall-upload', ms: 600 },
  }),
];

/** Complete answers in an unusual form. */
const readableCases: readonly TestCase[] = [
  usable({
    id: 'fault-header-case',
    title: 'all header names are in lower case',
    requirements: ['x-trx-no-on-success'],
    fault: { type: 'header-case', case: 'lower' },
  }),
  usable({
    id: 'fault-header-case-upper',
    title: 'all header names are in upper case',
    requirements: ['x-trx-no-on-success'],
    fault: { type: 'header-case', case: 'upper' },
  }),
  usable({
    id: 'fault-wrong-content-type',
    title: 'a success that is declared as text/html',
    ambiguities: ['response-content-type'],
    fault: { type: 'wrong-content-type' },
  }),
  usable({
    id: 'fault-wrong-content-type-failure',
    title: 'a failure that is declared as text/html',
    scenario: 'parameter-invalid',
    ambiguities: ['response-content-type'],
    fault: { type: 'wrong-content-type' },
  }),
  usable({
    id: 'fault-extra-keys',
    title: 'a success with keys that the document does not show',
    ambiguities: ['extra-answer-keys'],
    fault: { type: 'extra-keys' },
  }),
  usable({
    id: 'fault-extra-keys-failure',
    title: 'a failure with keys that the document does not show',
    scenario: 'insufficient-balance',
    ambiguities: ['extra-answer-keys'],
    fault: { type: 'extra-keys' },
  }),
  usable({
    id: 'fault-duplicate-keys',
    title: 'a success whose first key is repeated',
    ambiguities: ['extra-answer-keys'],
    fault: { type: 'duplicate-keys' },
  }),
  usable({
    id: 'fault-missing-trx-no',
    title: 'a success without X-Trx-No: charged, and still a success',
    requirements: ['success-when'],
    fault: { type: 'missing-trx-no' },
  }),
];

/** Forms that right clients read or do not read. The run records what the client does with them. */
const recordedCases: readonly TestCase[] = (
  [
    ['fault-gzip', 'an answer in gzip, which the request may not allow', { type: 'gzip' }],
    ['fault-byte-order-mark', 'an answer that begins with a byte order mark', { type: 'byte-order-mark' }],
    ['fault-utf-16', 'an answer in UTF-16, and declared so', { type: 'utf-16' }],
    ['fault-latin-1', 'an answer in Latin-1 that is declared as UTF-8', { type: 'latin-1', says: 'utf-8' }],
    ['fault-latin-1-declared', 'an answer in Latin-1, and declared so', { type: 'latin-1', says: 'iso-8859-1' }],
  ] as const
).map(
  ([id, title, fault]): TestCase => ({
    ...base,
    id,
    title: `${title}: recorded, not judged`,
    fault,
    ambiguities: ['response-content-type', 'retry'],
    rightReport: 'either',
  }),
);

/**
 * Every fault of the mock, given to a client. What a right client makes of each was tried on clients in several languages.
 *
 * The last case has no fault. A client that serves several cases shows in it that the faults have left it able to work.
 */
export const clientFaultCases: readonly TestCase[] = [
  ...lateCases,
  ...patientCases,
  ...unusableCases,
  ...readableCases,
  ...recordedCases,
  {
    ...base,
    id: 'success-after-faults',
    title: 'a success after all faults',
    requirements: ['success-when'],
    ambiguities: [],
  },
];
