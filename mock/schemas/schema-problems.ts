import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import { KitError, nearest, parts } from '../../spec/index.js';
import { masked } from '../privacy/hide-secrets.js';
import { isPlainName } from '../privacy/shown-word.js';
import { isTooDeep, tooDeepWords } from './nesting.js';
import { ref } from './refs.js';
import { schemas } from './schemas.js';

/** What is wrong at one place of a value, the place as JSON pointer; a key in it that may be a secret is masked. */
export interface SchemaProblem {
  readonly pointer: string;
  readonly detail: string;
  /** The value there, for whoever knows that it is no secret. */
  readonly value?: unknown;
}

/** Holds a value against a schema. Returns what is wrong, nothing where it fits. The words do not repeat values: some are secrets. */
export type SchemaCheck = (value: unknown) => readonly SchemaProblem[];

// The schemas are the kit's own and tested: holding them against JSON Schema's would take longer than all else.
const ajv = new Ajv2020({
  strict: false,
  discriminator: true,
  allErrors: true,
  verbose: true,
  validateSchema: false,
  meta: false,
});

/** Makes a check of one of the admin API's schemas. It is compiled when it is first used, so that a mock starts fast. */
export function createSchemaCheck(schema: SchemaObject | ReferenceObject): SchemaCheck {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= ajv.compile({ ...schema, components: { schemas } });
    if (validate(value)) return [];
    const problems = (validate.errors ?? [])
      .filter(({ keyword }) => keyword !== 'if')
      .map((error) => ({ value: error.data, ...inWords(error) }))
      .map((problem) => ({ ...problem, pointer: shownPointer(problem.pointer, schema) }));
    // Of a value of the wrong type, every schema that it passes through says so.
    return problems.filter(
      (one, place) => problems.findIndex(({ pointer }) => pointer === one.pointer) === place || !isOfType(one),
    );
  };
}

/**
 * Makes a check of what is handed over in process, for who writes without types: by a schema, or the name of one. `open` says
 * that nothing in it is a secret, so that values can be shown.
 *
 * @throws KitError `usage` that says what is wrong, and where
 */
export function holdTo(schema: string | SchemaObject, thing: string, { open = false } = {}): (value: unknown) => void {
  const check = createSchemaCheck(typeof schema === 'string' ? ref(schema) : schema);
  return (held) => {
    if (isTooDeep(held)) throw new KitError('usage', `${thing}: it ${tooDeepWords}`);
    const problems = check(held).map(({ pointer, detail, value }) => {
      const shown =
        open && typeof value !== 'object' && value !== undefined
          ? ` ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`
          : '';
      return `${placeOf(pointer) || 'it'}${shown} ${detail}`;
    });
    if (problems.length > 0) throw new KitError('usage', `${thing}: ${problems.join('; ')}`);
  };
}

/** A JSON pointer as it is written in code: `rules[0].fault.ms`. */
function placeOf(pointer: string): string {
  const keys = pointer.split('/').slice(1);
  const written = keys.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`)).join('');
  return written.replace(/^\./, '').replaceAll('~1', '/').replaceAll('~0', '~');
}

const typeWords = 'must be of type ';

function isOfType({ detail }: SchemaProblem): boolean {
  return detail.startsWith(typeWords);
}

function inWords(error: ErrorObject): SchemaProblem {
  const { keyword, instancePath, params, parentSchema, message = keyword } = error;
  switch (keyword) {
    case 'additionalProperties': {
      const known = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {});
      const pointer = `${instancePath}/${escaped(String(params['additionalProperty']))}`;
      return {
        pointer,
        detail: `is not known here; there ${known.length === 0 ? 'is nothing' : `are ${known.join(', ')}`}${meant(params['additionalProperty'], known)}`,
      };
    }
    case 'discriminator': {
      const branches = ((parentSchema?.['oneOf'] ?? []) as readonly { readonly title: string }[]).map(
        ({ title }) => title,
      );
      return {
        pointer: `${instancePath}/${params['tag']}`,
        detail: `must be one of ${branches.join(', ')}${meant(params['tagValue'], branches)}`,
        value: params['tagValue'],
      };
    }
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly unknown[]).map(String);
      return { pointer: instancePath, detail: `must be one of ${allowed.join(', ')}${meant(error.data, allowed)}` };
    }
    case 'minimum':
    case 'maximum':
      return { pointer: instancePath, detail: `${message}${rangeOf(parentSchema)}` };
    case 'type': {
      const types = [params['type']].flat().map(String);
      return { pointer: instancePath, detail: `${typeWords}${types.join(' or ')}${rangeOf(parentSchema)}` };
    }
    case 'not':
      return { pointer: instancePath, detail: `must be ${parentSchema?.['x-allowed'] ?? 'something else'}` };
    case 'pattern':
      return {
        pointer: instancePath,
        detail: parentSchema?.['x-allowed'] === undefined ? message : `must be ${parentSchema['x-allowed']}`,
      };
    case 'maxProperties':
      return { pointer: instancePath, detail: 'has keys that do not go together' };
    default:
      return { pointer: instancePath, detail: message };
  }
}

/** A pointer with a mask for each key that is no name of ours: criteria name parts, and a body may have any key. */
function shownPointer(pointer: string, schema: SchemaObject | ReferenceObject): string {
  const known = namesIn([schema, schemas, Object.fromEntries(parts.map(({ name }) => [name, {}]))]);
  return pointer
    .split('/')
    .map((key) => (known.has(key) || isPlainName(key, [...known]) ? key : masked(key)))
    .join('/');
}

/** Every key in a structure. */
function namesIn(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(Object.entries(value).flatMap(([key, inner]) => [key, ...namesIn(inner)]));
}

/** The bounds of a number that has both, for who hears of the one that it passed. */
function rangeOf({ minimum, maximum }: NonNullable<ErrorObject['parentSchema']> = {}): string {
  return minimum === undefined || maximum === undefined ? '' : ` (from ${minimum} to ${maximum})`;
}

function meant(word: unknown, known: readonly string[]): string {
  const near = typeof word === 'string' ? nearest(word, known) : undefined;
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}

/** A key as a JSON pointer has it, and no longer than a line takes. */
function escaped(key: string): string {
  return key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}
