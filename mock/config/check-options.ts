import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { type Held, KitError, type PlainSchema, problemInWords } from '../../spec/index.js';
import { changeableIn, namesIn, schemaOf } from './in-process.js';
import type { OptionTable } from './options.js';

/** What may be handed over in process: a schema for each option, by name. */
export type OptionSchemas = Readonly<Record<string, PlainSchema>>;

/** What a session is opened with. */
export const sessionSchemas = schemasOf(namesIn('session'));

/** What can be changed while a mock runs. */
export const changeSchemas = schemasOf(changeableIn('session', 'mock'));

/** What a server is started with. */
export const serverSchemas = schemasOf(namesIn('session', 'mock', 'server'));

/** What a handler is made with. */
export const handlerSchemas = schemasOf(namesIn('session', 'mock', 'handler'));

function schemasOf<Name extends keyof OptionTable>(names: readonly Name[]): Readonly<Record<Name, PlainSchema>> {
  return Object.fromEntries(names.map((name) => [name, schemaOf(name)])) as Record<Name, PlainSchema>;
}

/**
 * Holds options that are handed over in process against their schemas: who writes without types hears of a mistake here,
 * and not by an answer that nobody expected. What is undefined counts as left out.
 *
 * @throws KitError `usage` that names the option, what is allowed, and what was probably meant
 */
export function checkOptions(given: object, schemas: OptionSchemas): void {
  const held: Held = {
    schema: { properties: schemas, 'x-allowed': 'an object with options' },
    value: given,
    name: 'the options',
  };
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new KitError('usage', problemInWords([complaint('type', {})], held));
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined && name in schemas) continue;
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    if (schema === undefined) throw new KitError('usage', unknownOption(name, schemas, held));
    const check = checkOf(schema);
    if (check({ value })) continue;
    const errors = (check.errors ?? []).map((error) => ({
      ...error,
      instancePath: error.instancePath.replace('/value', `/${name}`),
    }));
    throw new KitError('usage', problemInWords(errors, held));
  }
}

function unknownOption(name: string, schemas: OptionSchemas, held: Held): string {
  const problem = problemInWords([complaint('additionalProperties', { additionalProperty: name })], held);
  // There is such an option, only not here.
  return Object.hasOwn(serverSchemas, name) && schemas !== serverSchemas
    ? problem.replace(': unknown;', ': cannot be given here;')
    : problem;
}

function complaint(keyword: string, params: object): ErrorObject {
  return { keyword, params, instancePath: '', schemaPath: '' };
}

let ajv: Ajv2020 | undefined;
const compiled = new WeakMap<PlainSchema, ValidateFunction>();

/** The check of one option, compiled when it is first given: a mock without options waits for none. */
function checkOf(schema: PlainSchema): ValidateFunction {
  ajv ??= new Ajv2020({ strict: false, allErrors: true, verbose: true, validateSchema: false, meta: false });
  const check = compiled.get(schema) ?? ajv.compile({ properties: { value: schema } });
  compiled.set(schema, check);
  return check;
}
