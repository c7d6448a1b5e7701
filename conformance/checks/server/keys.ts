import type { ResponseKind } from '../../../spec/index.js';
import { isObject, type JsonObject } from '../../wire/answer.js';
import { formatList } from '../../wire/format-list.js';
import { type CheckOutcome, failed, inconclusive, type MatchedReading, type Observation, passed } from '../check.js';
import { createObservation } from '../observations.js';
import { readingOfDecision, readingOfObservation } from '../registered.js';
import { exampleOf, type ServerContext } from './context.js';

/** Keys with a check of their own, which names the defect better. */
const keysWithOwnCheck = new Set(['date', 'datetime', 'threshold']);

/** Passes when a body has exactly the keys of the example. A reading may excuse keys that are missing or additional. */
export function judgeKeys(body: JsonObject, context: ServerContext): CheckOutcome {
  const expected = keyPaths(exampleOf(context));
  const actual = keyPaths(body);
  const missing = expected.filter((path) => !actual.includes(path));
  const extra = actual.filter((path) => !expected.includes(path));
  if (missing.length + extra.length === 0) return passed;
  const differences = [...missing.map((path) => `no ${path}`), ...extra.map((path) => `an additional ${path}`)];
  const readings = excusesFor(body, { missing, extra }, context.shape);
  const [reading] = readings;
  return reading && !readings.includes(undefined)
    ? inconclusive(formatList(expected), formatList(differences), reading)
    : failed(formatList(expected), formatList(differences));
}

/** The reading that excuses each difference. Undefined for a difference that none excuses. */
function excusesFor(
  body: JsonObject,
  { missing, extra }: { readonly missing: readonly string[]; readonly extra: readonly string[] },
  shape: ResponseKind,
): readonly (MatchedReading | undefined)[] {
  const isLivenessText = (path: string): boolean =>
    shape === 'liveness-error' && (path === 'error' || path === 'message');
  const isResult = (path: string): boolean => shape === 'liveness-error' && /^result(\.|$)/.test(path);
  const isResultAbsent = !('result' in body);
  return [
    ...([...missing, ...extra].some(isLivenessText)
      ? [readingOfObservation({ ambiguity: 'liveness-error-message', value: livenessTextKeys(body) })]
      : []),
    ...(missing.some(isResult)
      ? [isResultAbsent ? readingOfDecision('answers.livenessErrorResult', 'absent') : undefined]
      : []),
    ...missing.filter((path) => !isLivenessText(path) && !isResult(path)).map(() => undefined),
    ...(extra.some((path) => !isLivenessText(path))
      ? [readingOfObservation({ ambiguity: 'extra-answer-keys', value: 'more keys' })]
      : []),
  ];
}

function livenessTextKeys(body: JsonObject): string {
  return ['error', 'message'].filter((key) => key in body).join(' and ') || 'neither';
}

/** The paths of all keys, including those inside lists, except keys with a check of their own. */
function keyPaths(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keyPaths(item, prefix));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    keysWithOwnCheck.has(key) ? [] : [`${prefix}${key}`, ...keyPaths(inner, `${prefix}${key}.`)],
  );
}

/** The values other than objects and lists, each with its path. */
export function leafValues(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leafValues(inner, Array.isArray(value) ? path : path === '' ? key : `${path}.${key}`),
  );
}

/** Compares the order of the keys that an answer shares with the example. The check `keys` finds missing and extra keys. */
export function compareKeyOrder(context: ServerContext): {
  readonly isSame: boolean;
  readonly expected: string;
  readonly actual: string;
} {
  const [printed, sent] = [keyPaths(exampleOf(context)), keyPaths(context.body)];
  const expected = formatList(printed.filter((path) => sent.includes(path)));
  const actual = formatList(sent.filter((path) => printed.includes(path)));
  return { isSame: expected === actual, expected, actual };
}

/** Keys of a liveness error that other readings than the printed one place there. */
const keysOfReadings: readonly string[] = ['error', 'message'];

/** Observes the ambiguities about keys. */
export function observeKeys(context: ServerContext): readonly Observation[] {
  const { body, shape } = context;
  if (!isObject(body)) return [];
  const printed = [...keyPaths(exampleOf(context)), ...(shape === 'liveness-error' ? keysOfReadings : [])];
  const more = keyPaths(body).some((path) => !printed.includes(path));
  const extra = createObservation('extra-answer-keys', more ? 'more keys' : 'these keys');
  if (shape !== 'liveness-error') return extra;
  return [
    ...extra,
    ...createObservation('liveness-error-message', livenessTextKeys(body)),
    ...createObservation('liveness-error-result', classifyResult(body)),
  ];
}

function classifyResult(body: JsonObject): string {
  if (!('result' in body)) return 'absent';
  const values = leafValues(body['result']).filter(([path]) => !path.endsWith('threshold'));
  return values.every(([, value]) => value === '') ? 'empty' : 'filled';
}
