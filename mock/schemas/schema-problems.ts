import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import {
  createChecker,
  detailInWords,
  type InputProblem,
  KitError,
  keysInWords,
  type PlainSchema,
  parts,
} from '../../spec/index.js';
import { masked } from '../privacy/hide-secrets.js';
import { isPlainName } from '../privacy/shown-word.js';
import { isTooDeep, tooDeepMessage } from './nesting.js';
import { ref } from './refs.js';
import { schemas } from './schemas.js';

/** A problem at one place in a value, as JSON pointer. Keys that may be secret are masked. */
export interface SchemaProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** Validates a value. Returns the problems, without values, because some are secrets. */
export type SchemaCheck = (value: unknown) => readonly SchemaProblem[];

/** Creates a check against a schema of the admin API. It compiles on first use, so that the mock starts fast. */
export function createSchemaCheck(schema: SchemaObject | ReferenceObject): SchemaCheck {
  const problems = problemsOf(schema);
  return (value) =>
    problems(value).map(({ shown: _shown, ...problem }) => ({
      pointer: problem.keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
      detail: detailInWords(problem),
    }));
}

/**
 * Creates an assertion for in-process input of untyped callers, by a schema or its name. With `open`, messages may show
 * values, because none is secret.
 *
 * @throws KitError `usage` with the problem and its place
 */
export function createInputAssertion(
  schema: string | SchemaObject,
  thing: string,
  { open = false } = {},
): (value: unknown) => void {
  const problems = problemsOf(typeof schema === 'string' ? ref(schema) : schema);
  return (held) => {
    if (isTooDeep(held)) throw new KitError('usage', `${thing}: it ${tooDeepMessage}`);
    const messages = problems(held).map(({ shown, ...problem }) => {
      const place = keysInWords(problem.keys).replace(/^(?=\w)/, '.');
      return `${thing}${place}: ${detailInWords(open && shown !== undefined ? { ...problem, shown } : problem)}`;
    });
    if (messages.length > 0) throw new KitError('usage', messages.join('; '));
  };
}

/** Returns the validator of a schema that may refer to the others. It masks keys that may be secret. */
function problemsOf(schema: SchemaObject | ReferenceObject): (value: unknown) => readonly InputProblem[] {
  const { problems } = createChecker({ ...(schema as PlainSchema), components: { schemas } }, { name: 'the body' });
  return (value) => {
    const found = problems(value);
    if (found.length === 0) return found;
    const known = namesIn([schema, schemas, Object.fromEntries(parts.map(({ name }) => [name, {}]))]);
    const shownKey = (key: string): string => (known.has(key) || isPlainName(key, [...known]) ? key : masked(key));
    return found.map((problem) => ({ ...problem, keys: problem.keys.map(shownKey) }));
  };
}

/** Returns every key in a structure. */
function namesIn(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(Object.entries(value).flatMap(([key, inner]) => [key, ...namesIn(inner)]));
}
