import { type Contract, defaultScenario, figurePattern, httpDatePattern, type ResponseKind } from '../spec/index.js';
import { isObject, type JsonObject, messageOf, resultOf, resultText } from './answer.js';
import type { Case } from './case.js';
import {
  type Check,
  type CheckSource,
  equal,
  type Finding,
  failed,
  inconclusive,
  listed,
  notApplicable,
  passed,
  show,
} from './check.js';
import type { ReceivedAnswer } from './send.js';

/** What a server's answer is judged by. */
export interface ServerContext {
  readonly case: Case;
  readonly contract: Contract;
  readonly answer: ReceivedAnswer;
  /** The parsed body; undefined where it is not JSON. */
  readonly body: unknown;
  /** The kind that the answer is; undefined where it is none. */
  readonly kind: ResponseKind | undefined;
  /** The kind whose shape the answer is held against: what it is, or where that is unknown what it should be. */
  readonly shape: ResponseKind;
  /** The X-Trx-No of the answers before this one, in order. */
  readonly earlierTrxNos: readonly string[];
}

type ServerCheck = Check<ServerContext>;
type Judge = (body: JsonObject, context: ServerContext) => Finding;

/** Judges only where the body is a JSON object; what is none is told by body-json. */
const onBody =
  (judge: Judge): ServerCheck['judge'] =>
  (context) =>
    isObject(context.body) ? judge(context.body, context) : notApplicable;

const withResult = ['success', 'liveness-error'] as const;
const withMessage = [
  'insufficient-balance',
  'parameter-invalid',
  'invalid-credentials',
  'face-compare-error',
  'image-too-large',
] as const;
const failures = [...withMessage, 'liveness-error'] as const;

const hasResult = (kind: ResponseKind): boolean => withResult.some((one) => one === kind);

/** The statements on a kind's body in section 2, `<kind>-<statement>`. image-too-large has none: no row shows it. */
function statements(kind: ResponseKind, ...names: string[]): CheckSource {
  return kind === 'image-too-large'
    ? { ambiguity: 'image-too-large-answer' }
    : { requirements: names.map((name) => `${kind}-${name}`) };
}

const stating =
  (...names: string[]) =>
  (_: Case, kind: ResponseKind): CheckSource =>
    statements(kind, ...names);

/** The body as the contract's example of the kind has it. */
function exampleOf({ contract, shape }: ServerContext): JsonObject {
  const example = contract.scenarios.get(defaultScenario(shape))?.example;
  return isObject(example) ? example : {};
}

const dateKeyOf = (context: ServerContext): string =>
  Object.keys(exampleOf(context)).find((key) => key === 'date' || key === 'datetime') ?? 'date';

/** Every check on a server's answer, in the order in which they are reported. A new one is one entry here. */
export const serverChecks: readonly ServerCheck[] = [
  {
    id: 'http-status',
    title: 'the HTTP status is the one of the kind',
    source: { ambiguity: 'http-status' },
    judge: ({ answer: { status }, contract, case: { request }, shape }) => {
      const wrongMethod = 'raw' in request && request.raw.method !== contract.method;
      const expected = wrongMethod
        ? contract.rules.wrongMethod.status
        : contract.scenarios.get(defaultScenario(shape))?.status;
      if (status === expected) return passed;
      // The document states no status, so one that a client can live with is a reading; a server's fault is none.
      const readable = status >= 200 && status < 500;
      return (readable ? inconclusive : failed)(String(expected), String(status));
    },
  },
  {
    id: 'content-type',
    title: 'the content type is JSON',
    source: { ambiguity: 'response-content-type' },
    judge: ({ answer: { headers } }) => {
      const got = headers['content-type'];
      return got?.split(';')[0]?.trim().toLowerCase() === 'application/json'
        ? passed
        : inconclusive('application/json', show(got));
    },
  },
  {
    id: 'body-json',
    title: 'the body is a JSON object',
    source: { requirements: ['one-of-the-kinds'] },
    judge: ({ answer, body }) => (isObject(body) ? passed : failed('a JSON object', show(answer.text.slice(0, 200)))),
  },
  {
    id: 'kind',
    title: 'the answer is of the expected kind',
    source: ({ openKind, requirements }) => (openKind ? { ambiguity: openKind } : { requirements }),
    judge: ({ body, kind, case: { kind: expected, openKind } }) => {
      if (kind === expected || !isObject(body)) return kind === expected ? passed : notApplicable;
      if (kind === undefined) return failed(expected, `none of the seven kinds: ${show(body)}`);
      return (openKind ? inconclusive : failed)(expected, kind);
    },
  },
  {
    id: 'keys',
    title: 'the body has exactly the keys that the document shows',
    source: (_, kind) => (hasResult(kind) ? statements(kind, 'keys', 'result-keys') : statements(kind, 'answer')),
    probes: ['extra-answer-keys', 'liveness-error-message', 'liveness-error-result'],
    judge: (context) => (isObject(context.body) ? keysFinding(context.body, context) : notApplicable),
  },
  {
    id: 'value-types',
    title: 'every value is a string',
    source: (_, kind) => ({ requirements: hasResult(kind) ? [`${kind}-strings`] : ['one-of-the-kinds'] }),
    judge: ({ body }) => {
      if (!isObject(body)) return notApplicable;
      const others = leaves(body).filter(([, value]) => typeof value !== 'string');
      return others.length === 0
        ? passed
        : failed('strings', others.map(([path, value]) => `${path} is ${show(value)}`).join(', '));
    },
  },
  {
    id: 'status-word',
    title: 'status is the word that the document shows, letter by letter',
    source: stating('status'),
    probes: ['status-words'],
    judge: (context) =>
      isObject(context.body) ? equal(exampleOf(context)['status'], context.body['status']) : notApplicable,
  },
  {
    id: 'message',
    title: 'message is the text that the document shows',
    source: stating('message'),
    kinds: withMessage,
    judge: onBody((body, { contract, shape }) => {
      const expected = messageOf(contract, shape);
      if (shape !== 'image-too-large' || body['message'] === expected) return equal(expected, body['message']);
      return inconclusive(show(expected), show(body['message']));
    }),
  },
  {
    id: 'message-empty',
    title: 'message is empty in a success',
    source: { requirements: ['success-message-empty'] },
    kinds: ['success'],
    judge: onBody((body) => equal('', body['message'])),
  },
  {
    id: 'error-text',
    title: "error is the liveness error's text, trailing space included",
    source: { requirements: ['liveness-error-text'] },
    kinds: ['liveness-error'],
    judge: onBody((body, context) => {
      const expected = exampleOf(context)['error'];
      const got = body['error'];
      if (got === expected || typeof got !== 'string') return equal(expected, got);
      // Whether the text is fixed or combined from what applies is open; a text of none of its parts is another matter.
      const known = String(expected)
        .split('; ')
        .map((part) => part.trim());
      const combined = got.split(';').every((part) => known.includes(part.trim()));
      return combined && got !== String(expected).trim()
        ? inconclusive(show(expected), show(got))
        : failed(show(expected), show(got));
    }),
  },
  {
    id: 'date-key',
    title: 'the time stands under the key that the document shows: date in a success, datetime in a liveness error',
    source: (_, kind) => ({ requirements: [kind === 'success' ? 'success-date' : 'liveness-error-datetime'] }),
    probes: ['date-keys'],
    kinds: withResult,
    judge: onBody((body, context) => {
      const got = ['date', 'datetime'].filter((key) => key in body);
      return equal(dateKeyOf(context), listed(got));
    }),
  },
  {
    id: 'date-format',
    title: 'the time is written as RFC 1123 in GMT',
    source: stating('date-format'),
    kinds: withResult,
    judge: onBody((body) => {
      const got = body['date'] ?? body['datetime'];
      if (got === undefined) return notApplicable;
      const real = new RegExp(httpDatePattern).test(String(got)) && new Date(String(got)).toUTCString() === got;
      return real ? passed : failed('a time such as Thu, 14 Apr 2022 03:56:41 GMT', show(got));
    }),
  },
  {
    id: 'date-now',
    title: 'the time is that of the answer, within five minutes',
    source: { ambiguity: 'date-meaning' },
    kinds: withResult,
    judge: onBody((body, { answer }) => {
      const got = body['date'] ?? body['datetime'];
      const time = Date.parse(String(got));
      if (Number.isNaN(time)) return notApplicable;
      const near = Math.abs(time - answer.receivedAt) < 5 * 60_000;
      return near ? passed : inconclusive(new Date(answer.receivedAt).toUTCString(), show(got));
    }),
  },
  {
    id: 'key-order',
    title: 'the keys come in the order of the document',
    source: { ambiguity: 'body-layout' },
    judge: (context) => {
      if (!isObject(context.body)) return notApplicable;
      const [expected, got] = [keyPaths(exampleOf(context)), keyPaths(context.body)];
      // What is missing or too much is told by keys.
      const common = [expected.filter((path) => got.includes(path)), got.filter((path) => expected.includes(path))].map(
        listed,
      );
      return common[0] === common[1] ? passed : inconclusive(common[0] ?? '', common[1] ?? '');
    },
  },
  {
    id: 'result-shape',
    title: 'result is an object, not a list',
    source: { ambiguity: 'result-shape' },
    kinds: withResult,
    judge: onBody((body, context) => {
      const list = (value: unknown): string => (Array.isArray(value) ? `a list of ${value.length}` : 'an object');
      if (resultOf(body) === undefined) return failed(list(exampleOf(context)['result']), show(body['result']));
      const [expected, got] = [list(exampleOf(context)['result']), list(body['result'])];
      return expected === got ? passed : inconclusive(expected, got);
    }),
  },
  {
    id: 'threshold',
    title: 'threshold is there and is the one that the document shows',
    source: stating('threshold'),
    probes: ['threshold'],
    kinds: withResult,
    judge: onBody((body, context) => {
      const expected = resultText(exampleOf(context), 'face_compare', 'threshold');
      const got = resultText(body, 'face_compare', 'threshold');
      if (got === expected || got === undefined || Number.isNaN(Number(got))) return equal(expected, got);
      // Whether it is constant is open.
      return Number(got) === Number(expected)
        ? failed(show(expected), show(got))
        : inconclusive(show(expected), show(got));
    }),
  },
  {
    id: 'figures',
    title: 'similarity and score are written with five decimals',
    source: { requirements: ['success-similarity', 'success-score'] },
    probes: ['figure-format'],
    kinds: ['success'],
    judge: onBody((body) => {
      const figures = [resultText(body, 'face_compare', 'similarity'), resultText(body, 'face_liveness', 'score')];
      // What is no string at all is told by value-types, what is missing by keys.
      const wrong = figures.filter((figure) => typeof figure === 'string' && !new RegExp(figurePattern).test(figure));
      return wrong.length === 0 ? passed : failed('figures such as 0.83950', listed(wrong.map(show)));
    }),
  },
  {
    id: 'compare-word',
    title: 'compare says what the pictures show, in the words of the document',
    source: ({ verdict }) =>
      verdict?.matched === false ? { ambiguity: 'false-word' } : { requirements: ['success-compare'] },
    kinds: ['success'],
    judge: onBody((body, context) =>
      wordFinding(resultText(body, 'face_compare', 'compare'), context.case.verdict?.matched, context),
    ),
  },
  {
    id: 'live-word',
    title: 'live says what the selfie shows, in the words of the document',
    source: ({ verdict }) =>
      verdict?.live === false ? { ambiguity: 'false-word' } : { requirements: ['success-live'] },
    kinds: ['success'],
    judge: onBody((body, context) =>
      wordFinding(resultText(body, 'face_liveness', 'live'), context.case.verdict?.live, context),
    ),
  },
  {
    id: 'compare-agrees',
    title: 'compare agrees with similarity and threshold',
    source: { ambiguity: 'threshold-comparison' },
    kinds: ['success'],
    judge: onBody((body) => {
      const number = (key: string): number => Number(resultText(body, 'face_compare', key) ?? Number.NaN);
      const [similarity, threshold] = [number('similarity'), number('threshold')];
      if (Number.isNaN(similarity) || Number.isNaN(threshold) || similarity === threshold) return notApplicable;
      const said = /^true$/i.test(String(resultText(body, 'face_compare', 'compare')));
      return said === similarity > threshold
        ? passed
        : inconclusive(`compare ${similarity > threshold}`, `compare ${said} at ${similarity} against ${threshold}`);
    }),
  },
  {
    id: 'empty-result',
    title: 'the verdicts and figures of a liveness error are empty',
    source: { requirements: ['liveness-error-empty-compare', 'liveness-error-empty-liveness'] },
    kinds: ['liveness-error'],
    judge: onBody((body) => {
      const got = [
        ['compare', resultText(body, 'face_compare', 'compare')],
        ['similarity', resultText(body, 'face_compare', 'similarity')],
        ['live', resultText(body, 'face_liveness', 'live')],
        ['score', resultText(body, 'face_liveness', 'score')],
      ].filter(([, value]) => value !== '' && value !== undefined);
      return got.length === 0
        ? passed
        : failed('empty strings', got.map(([key, value]) => `${key} is ${show(value)}`).join(', '));
    }),
  },
  {
    id: 'x-trx-no-present',
    title: 'a success carries X-Trx-No',
    source: { requirements: ['x-trx-no-on-success', 'success-x-trx-no'] },
    kinds: ['success'],
    judge: ({ answer, kind }) =>
      kind === undefined
        ? notApplicable
        : answer.headers['x-trx-no'] === undefined
          ? failed('X-Trx-No', 'no such header')
          : passed,
  },
  {
    id: 'x-trx-no-absent',
    title: 'an answer that is no success carries no X-Trx-No',
    source: { requirements: ['x-trx-no-only-on-success'] },
    probes: ['trx-no-kinds'],
    kinds: failures,
    judge: ({ answer, shape, contract }) =>
      contract.rules.trxNo.kinds.includes(shape) ? notApplicable : equal(undefined, answer.headers['x-trx-no']),
  },
  {
    id: 'x-trx-no-number',
    title: 'X-Trx-No is a number',
    source: { requirements: ['x-trx-no-number'] },
    judge: ({ answer: { headers } }) => {
      const got = headers['x-trx-no'];
      if (got === undefined) return notApplicable;
      return /^\d+$/.test(got) ? passed : failed('digits only', show(got));
    },
  },
  {
    id: 'x-trx-no-fresh',
    title: 'no X-Trx-No comes twice',
    source: { requirements: ['x-trx-no-reconciliation'] },
    judge: ({ answer: { headers }, earlierTrxNos }) => {
      const got = headers['x-trx-no'];
      if (got === undefined) return notApplicable;
      return earlierTrxNos.includes(got) ? failed('a number that no earlier answer had', got) : passed;
    },
  },
  {
    id: 'x-trx-no-increasing',
    title: 'each X-Trx-No is larger than the one before',
    source: { ambiguity: 'trx-no-sequence' },
    judge: ({ answer: { headers }, earlierTrxNos }) => {
      const got = headers['x-trx-no'];
      const last = earlierTrxNos.at(-1);
      // Twice the same is told by x-trx-no-fresh.
      if (got === undefined || last === undefined || got === last || !/^\d+$/.test(got + last)) return notApplicable;
      return BigInt(got) > BigInt(last) ? passed : inconclusive(`more than ${last}`, got);
    },
  },
];

/** Asked only when all the others pass: the validator that the mock holds its own answers against, for what they miss. */
export const schemaCheck: ServerCheck = {
  id: 'schema',
  title: "the body fits the contract's schema",
  source: { requirements: ['one-of-the-kinds'] },
  judge: ({ body, contract, shape }) => {
    if (!isObject(body)) return notApplicable;
    const problems = contract.bodyProblems(shape, body);
    return problems.length === 0 ? passed : failed(`the schema of ${shape}`, problems.join('; '));
  },
};

/** Keys that have a check of their own, which says better what is wrong. */
const keysWithOwnCheck = new Set(['date', 'datetime', 'threshold']);

function keysFinding(body: JsonObject, context: ServerContext): Finding {
  const expected = keyPaths(exampleOf(context));
  const got = keyPaths(body);
  const missing = expected.filter((path) => !got.includes(path));
  const extra = got.filter((path) => !expected.includes(path));
  if (missing.length + extra.length === 0) return passed;
  const words = [...missing.map((path) => `no ${path}`), ...extra.map((path) => `${path} too`)];
  return failed(listed(expected), listed(words));
}

/** Paths of all keys, lists looked through, those with a check of their own left out. */
function keyPaths(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keyPaths(item, prefix));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    keysWithOwnCheck.has(key) ? [] : [`${prefix}${key}`, ...keyPaths(inner, `${prefix}${key}.`)],
  );
}

function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, Array.isArray(value) ? path : path === '' ? key : `${path}.${key}`),
  );
}

/** The word of a verdict: `True` is printed, so it must be that; the word for no is open. */
function wordFinding(got: unknown, expected: boolean | undefined, context: ServerContext): Finding {
  if (typeof got !== 'string') return notApplicable;
  const no = falseWordOf(context.contract);
  if (expected === true || (expected === undefined && /^true$/i.test(got))) return equal('True', got);
  if (got === no) return passed;
  return /^true$/i.test(got) ? failed(show(no), show(got)) : inconclusive(show(no), show(got));
}

function falseWordOf(contract: Contract): string {
  const example = contract.scenarios.get('success-not-matched')?.example;
  return String(isObject(example) ? resultText(example, 'face_compare', 'compare') : 'False');
}
