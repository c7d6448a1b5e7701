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
import { isTooDeep, tooDeepWords } from './nesting.js';
import { ref } from './refs.js';
import { schemas } from './schemas.js';

/** What is wrong at one place of a value, the place as JSON pointer; a key in it that may be a secret is masked. */
export interface SchemaProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** Holds a value against a schema. Returns what is wrong, nothing where it fits. The words do not repeat values: some are secrets. */
export type SchemaCheck = (value: unknown) => readonly SchemaProblem[];

/** Makes a check of one of the admin API's schemas. It is compiled when it is first used, so that a mock starts fast. */
export function createSchemaCheck(schema: SchemaObject | ReferenceObject): SchemaCheck {
  const problems = problemsOf(schema);
  return (value) =>
    problems(value).map(({ shown: _shown, ...problem }) => ({
      pointer: problem.keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
      detail: detailInWords(problem),
    }));
}

/**
 * Makes a check of what is handed over in process, for who writes without types: by a schema, or the name of one. `open` says
 * that nothing in it is a secret, so that values can be shown.
 *
 * @throws KitError `usage` that says what is wrong, and where
 */
export function holdTo(schema: string | SchemaObject, thing: string, { open = false } = {}): (value: unknown) => void {
  const problems = problemsOf(typeof schema === 'string' ? ref(schema) : schema);
  return (held) => {
    if (isTooDeep(held)) throw new KitError('usage', `${thing}: it ${tooDeepWords}`);
    const said = problems(held).map(({ shown, ...problem }) => {
      const place = keysInWords(problem.keys).replace(/^(?=\w)/, '.');
      return `${thing}${place}: ${detailInWords(open && shown !== undefined ? { ...problem, shown } : problem)}`;
    });
    if (said.length > 0) throw new KitError('usage', said.join('; '));
  };
}

/** Finds what is wrong by a schema that may refer to the others; a key that may be a secret is masked. */
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

/** Every key in a structure. */
function namesIn(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(Object.entries(value).flatMap(([key, inner]) => [key, ...namesIn(inner)]));
}
