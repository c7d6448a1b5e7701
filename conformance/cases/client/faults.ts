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

/** Creates a case with this fault, and with what differs from its kind of cases. */
type CreateFaultCase = (id: string, title: string, fault: Fault, more?: Partial<TestCase>) => TestCase;

/** A service that has accepted the call, and an answer that no client can use: a transport error, and no second request. */
const unusable: CreateFaultCase = (id, title, fault, more) => ({
  ...base,
  id,
  title,
  fault,
  ambiguities: ['server-error', 'retry'],
  rightReport: 'transport-error',
  ...more,
});

/** An answer that exceeds the client's time limit. */
const tooLate: CreateFaultCase = (id, title, fault) =>
  unusable(id, title, fault, { timeoutMs: shortTimeoutMs, ambiguities: ['time-out', 'retry'] });

/** A complete answer that a client understands although it has an unusual form, or comes late. */
const usable: CreateFaultCase = (id, title, fault, more) => ({
  ...base,
  id,
  title,
  fault,
  ambiguities: ['retry'],
  rightReport: 'answer',
  ...more,
});

/** A form of the answer that right clients read or do not read. */
const recorded: CreateFaultCase = (id, title, fault) => ({
  ...base,
  id,
  title: `${title}: recorded, not judged`,
  fault,
  ambiguities: ['response-content-type', 'retry'],
  rightReport: 'either',
});

const redirect = (status: '302' | '307' | '308'): Fault => ({ type: 'redirect', status });

/** Answers that never come whole, or are no answers of the contract. */
const unusableCases: readonly TestCase[] = [
  unusable('fault-reset', 'the connection is reset without an answer', { type: 'reset' }, { ambiguities: ['retry'] }),
  unusable(
    'fault-reset-late',
    'the connection is reset after a while without an answer',
    { type: 'reset', delay: 600 },
    { ambiguities: ['retry'] },
  ),
  unusable('fault-reset-body', 'the connection is reset in the middle of the answer', { type: 'reset-body' }),
  unusable('fault-empty-reply', 'the connection is closed without an answer', { type: 'empty-reply' }),
  unusable('fault-garbage', 'the answer is not HTTP', { type: 'garbage' }),
  unusable('fault-chunk-error', 'a chunked answer whose second chunk is malformed', { type: 'chunk-error' }),
  unusable('fault-wrong-length', 'Content-Length promises more than comes, although the JSON is whole', {
    type: 'wrong-length',
    promises: 'more',
  }),
  unusable('fault-wrong-length-less', 'Content-Length ends in the middle of the JSON', {
    type: 'wrong-length',
    promises: 'less',
  }),
  unusable(
    'fault-truncated-json',
    'the JSON is cut off in the middle, in an answer that is complete as HTTP',
    { type: 'truncated-json' },
    { ambiguities: ['server-error'] },
  ),
  unusable('fault-corrupt-gzip', 'the answer is declared as gzip, but cannot be decompressed', {
    type: 'corrupt-gzip',
  }),
  unusable('fault-server-error', 'status 500 with an HTML page', { type: 'server-error' }),
  unusable('fault-bad-gateway', "a gateway's HTML page with status 502", { type: 'bad-gateway' }),
  unusable('fault-unavailable', "a gateway's HTML page with status 503", { type: 'unavailable' }),
  unusable(
    'fault-unavailable-retry-after',
    'status 503 with Retry-After, which is no permission to repeat a POST that may be charged',
    { type: 'unavailable', seconds: 1 },
  ),
  unusable(
    'fault-unavailable-not-charged',
    "a gateway's HTML page with status 503, from a service that has not charged: a client cannot know",
    { type: 'unavailable', charged: 'no' },
  ),
  unusable('fault-gateway-timeout', "a gateway's HTML page with status 504, after a while", {
    type: 'gateway-timeout',
    delay: 600,
  }),
  unusable(
    'fault-too-many-requests',
    'status 429 with Retry-After',
    { type: 'too-many-requests', seconds: 1 },
    { ambiguities: ['rate-limit', 'retry'] },
  ),
  unusable('fault-redirect', 'a redirect (307) to another host', redirect('307'), {
    ambiguities: ['redirect', 'retry'],
  }),
  unusable('fault-redirect-308', 'a permanent redirect (308) to another host', redirect('308'), {
    ambiguities: ['redirect', 'retry'],
  }),
  unusable('fault-redirect-302', 'a redirect (302) to another host', redirect('302'), {
    ambiguities: ['redirect', 'retry'],
  }),
];

/** Answers that exceed the client's time limit. */
const lateCases: readonly TestCase[] = [
  tooLate('fault-delay', 'no answer within the time limit', { type: 'delay', ms: farTooLateMs }),
  // About 200 bytes take four seconds. Bytes follow each other closely, so a time limit on each read never expires.
  tooLate('fault-slow-body', 'an answer that starts in time and arrives slowly, past the time limit', {
    type: 'slow-body',
    rate: 50,
  }),
  tooLate('fault-stall-body', 'an answer that stops in the middle for ever', { type: 'stall-body' }),
  tooLate('fault-stall-upload-past-limit', 'a server that does not read the request within the time limit', {
    type: 'stall-upload',
    ms: farTooLateMs,
  }),
];

/** Answers that come late, but within the client's time limit. */
const patientCases: readonly TestCase[] = [
  usable(
    'fault-late-answer',
    'an answer that comes after a second, long before the time limit',
    { type: 'delay', ms: 1000 },
    { ambiguities: ['time-out'] },
  ),
  usable(
    'fault-very-late-answer',
    'an answer that comes after three seconds, long before the time limit',
    { type: 'delay', ms: 3000 },
    { ambiguities: ['time-out'] },
  ),
  usable(
    'fault-late-failure',
    'a failure that comes after a second, long before the time limit',
    { type: 'delay', ms: 1000 },
    { scenario: 'insufficient-balance', ambiguities: ['time-out'] },
  ),
  usable(
    'fault-slow-body-in-time',
    'an answer that arrives slowly, within the time limit',
    { type: 'slow-body', rate: 250 },
    { ambiguities: ['time-out'] },
  ),
  usable(
    'fault-stall-upload',
    'a server that reads the request after a while, within the time limit',
    { type: 'stall-upload', ms: 600 },
    { ambiguities: ['time-out'] },
  ),
];

/** Complete answers in an unusual form. */
const readableCases: readonly TestCase[] = [
  usable(
    'fault-header-case',
    'all header names are in lower case',
    { type: 'header-case', case: 'lower' },
    { requirements: ['x-trx-no-on-success'] },
  ),
  usable(
    'fault-header-case-upper',
    'all header names are in upper case',
    { type: 'header-case', case: 'upper' },
    { requirements: ['x-trx-no-on-success'] },
  ),
  usable(
    'fault-wrong-content-type',
    'a success that is declared as text/html',
    { type: 'wrong-content-type' },
    { ambiguities: ['response-content-type'] },
  ),
  usable(
    'fault-wrong-content-type-failure',
    'a failure that is declared as text/html',
    { type: 'wrong-content-type' },
    { scenario: 'parameter-invalid', ambiguities: ['response-content-type'] },
  ),
  usable(
    'fault-extra-keys',
    'a success with keys that the document does not show',
    { type: 'extra-keys' },
    { ambiguities: ['extra-answer-keys'] },
  ),
  usable(
    'fault-extra-keys-failure',
    'a failure with keys that the document does not show',
    { type: 'extra-keys' },
    { scenario: 'insufficient-balance', ambiguities: ['extra-answer-keys'] },
  ),
  usable(
    'fault-duplicate-keys',
    'a success whose first key is repeated',
    { type: 'duplicate-keys' },
    { ambiguities: ['extra-answer-keys'] },
  ),
  usable(
    'fault-missing-trx-no',
    'a success without X-Trx-No: charged, and still a success',
    { type: 'missing-trx-no' },
    { requirements: ['success-when'] },
  ),
];

/** Forms that right clients read or do not read. The run records what the client does with them. */
const recordedCases: readonly TestCase[] = [
  recorded('fault-gzip', 'an answer in gzip, which the request may not allow', { type: 'gzip' }),
  recorded('fault-byte-order-mark', 'an answer that begins with a byte order mark', { type: 'byte-order-mark' }),
  recorded('fault-utf-16', 'an answer in UTF-16, and declared so', { type: 'utf-16' }),
  recorded('fault-latin-1', 'an answer in Latin-1 that is declared as UTF-8', { type: 'latin-1', says: 'utf-8' }),
  recorded('fault-latin-1-declared', 'an answer in Latin-1, and declared so', { type: 'latin-1', says: 'iso-8859-1' }),
];

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
