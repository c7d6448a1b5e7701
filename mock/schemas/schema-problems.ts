import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import { KitError } from '../../spec/index.js';
import { ref } from './refs.js';
import { schemas } from './schemas.js';

/** What is wrong at one place of a value, the place as JSON pointer. */
export interface SchemaProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** Holds a value against a schema. Returns what is wrong, nothing where it fits. Values are not repeated: some are secrets. */
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
export function schemaCheck(schema: SchemaObject | ReferenceObject): SchemaCheck {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= ajv.compile({ ...schema, components: { schemas } });
    if (validate(value)) return [];
    const problems = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(inWords);
    // Of a value of the wrong type, every schema that it passes through says so.
    return problems.filter(
      (one, place) => problems.findIndex(({ pointer }) => pointer === one.pointer) === place || !isOfType(one),
    );
  };
}

/**
 * Makes a check of what is handed over in process, for who writes without types: by a schema, or the name of one.
 *
 * @throws KitError `usage` that says what is wrong, and where
 */
export function holdTo(schema: string | SchemaObject, thing: string): (value: unknown) => void {
  const check = schemaCheck(typeof schema === 'string' ? ref(schema) : schema);
  return (value) => {
    const problems = check(value).map(({ pointer, detail }) => `${pointer || 'it'} ${detail}`);
    if (problems.length > 0) throw new KitError('usage', `${thing}: ${problems.join('; ')}`);
  };
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
        detail: `is not known here; there ${known.length === 0 ? 'is nothing' : `are ${known.join(', ')}`}`,
      };
    }
    case 'discriminator': {
      const branches = ((parentSchema?.['oneOf'] ?? []) as readonly { readonly title: string }[]).map(
        ({ title }) => title,
      );
      return { pointer: `${instancePath}/${params['tag']}`, detail: `must be one of ${branches.join(', ')}` };
    }
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly unknown[]).map(String);
      return { pointer: instancePath, detail: `must be one of ${allowed.join(', ')}` };
    }
    case 'type': {
      const types = [params['type']].flat().map(String);
      return { pointer: instancePath, detail: `${typeWords}${types.join(' or ')}` };
    }
    case 'not':
      return { pointer: instancePath, detail: `must be ${parentSchema?.['x-allowed'] ?? 'something else'}` };
    case 'maxProperties':
      return { pointer: instancePath, detail: 'has keys that do not go together' };
    default:
      return { pointer: instancePath, detail: message };
  }
}

/** A key as a JSON pointer has it, and no longer than a line takes. */
function escaped(key: string): string {
  return key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}
