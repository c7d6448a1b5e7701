import { isObject, type JsonObject } from '../../wire/answer.js';
import { listed } from '../../wire/listed.js';
import { type Finding, failed, type Observation, passed } from '../check.js';
import { seen } from '../observations.js';
import { exampleOf, type ServerContext } from './context.js';

/** Keys that have a check of their own, which says better what is wrong. */
const keysWithOwnCheck = new Set(['date', 'datetime', 'threshold']);

/** Whether a body has exactly the keys of the example. */
export function keysFinding(body: JsonObject, context: ServerContext): Finding {
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

/** The values that are no objects or lists, each with its path. */
export function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, Array.isArray(value) ? path : path === '' ? key : `${path}.${key}`),
  );
}

/** The keys that an answer shares with the example, in the order of either. What is missing or too much is told by keys. */
export function keyOrder(context: ServerContext): {
  readonly same: boolean;
  readonly expected: string;
  readonly got: string;
} {
  const [printed, sent] = [keyPaths(exampleOf(context)), keyPaths(context.body)];
  const expected = listed(printed.filter((path) => sent.includes(path)));
  const got = listed(sent.filter((path) => printed.includes(path)));
  return { same: expected === got, expected, got };
}

/** What the keys show of the questions about them. */
export function observeKeys(context: ServerContext): readonly Observation[] {
  const { body, shape } = context;
  if (!isObject(body)) return [];
  const printed = keyPaths(exampleOf(context));
  const more = keyPaths(body).some((path) => !printed.includes(path));
  const extra = seen('extra-answer-keys', more ? 'more keys' : 'these keys');
  if (shape !== 'liveness-error') return extra;
  const text = ['error', 'message'].filter((key) => key in body).join(' and ');
  return [
    ...extra,
    ...seen('liveness-error-message', text || 'neither'),
    ...seen('liveness-error-result', resultWord(body)),
  ];
}

function resultWord(body: JsonObject): string {
  if (!('result' in body)) return 'absent';
  const values = leaves(body['result']).filter(([path]) => !path.endsWith('threshold'));
  return values.every(([, value]) => value === '') ? 'empty' : 'filled';
}
