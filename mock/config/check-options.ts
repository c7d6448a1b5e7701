import { type Checker, createChecker, KitError, type PlainSchema } from '../../spec/index.js';
import { isTooDeep, tooDeepMessage } from '../schemas/nesting.js';
import { changeableIn, namesIn, schemaOf } from './in-process.js';
import type { OptionTable } from './options.js';

/** Schemas of in-process options, by name. */
export type OptionSchemas = Readonly<Record<string, PlainSchema>>;

/** Options of a session. */
export const sessionSchemas = schemasOf(namesIn('session'));

/** Options that can change while a mock runs. */
export const changeSchemas = schemasOf(changeableIn('session', 'mock'));

/** Options of a server. */
export const serverSchemas = schemasOf(namesIn('session', 'mock', 'server'));

/** Options of a handler. */
export const handlerSchemas = schemasOf(namesIn('session', 'mock', 'handler'));

function schemasOf<Name extends keyof OptionTable>(names: readonly Name[]): Readonly<Record<Name, PlainSchema>> {
  return Object.fromEntries(names.map((name) => [name, schemaOf(name)])) as Record<Name, PlainSchema>;
}

/** Options that may hold deeply nested objects of the kit or of a library. */
const ofTheKit = new Set(['profile', 'contract', 'log']);

/**
 * Validates in-process options, so that untyped callers get an error for a mistake. Undefined counts as omitted.
 *
 * @throws KitError `usage` that names the option, the allowed values and the closest name
 */
export function checkOptions(given: object, schemas: OptionSchemas): void {
  if (Array.isArray(given) && isTooDeep(given)) throw new KitError('usage', `${name}: the value ${tooDeepMessage}`);
  const wrongName = namesChecker(schemas).problem(given);
  if (wrongName !== undefined) throw new KitError('usage', withScopeHint(wrongName, schemas));
  for (const [option, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!ofTheKit.has(option) && isTooDeep(value))
      throw new KitError(
        'usage',
        `${option}: the value ${tooDeepMessage}; allowed: ${schemas[option]?.['x-allowed'] ?? 'a value'}`,
      );
    const problem = valueChecker(option as keyof OptionTable).problem({ [option]: value });
    if (problem !== undefined) throw new KitError('usage', problem);
  }
}

const name = 'the options';

/** Rewords the message for an option that exists, but not for this function. */
function withScopeHint(problem: string, schemas: OptionSchemas): string {
  const [option = ''] = problem.split(': unknown;', 1);
  const isElsewhere = Object.hasOwn(serverSchemas, option) && schemas !== serverSchemas;
  return isElsewhere ? problem.replace(': unknown;', ': cannot be given here;') : problem;
}

const namesCheckers = new WeakMap<OptionSchemas, Checker>();

/** Returns the check of option names. */
function namesChecker(schemas: OptionSchemas): Checker {
  const properties = Object.fromEntries(Object.keys(schemas).map((option) => [option, {}]));
  const schema = { type: 'object', properties, additionalProperties: false, 'x-allowed': 'an object with options' };
  const checker = namesCheckers.get(schemas) ?? createChecker(schema, { name });
  namesCheckers.set(schemas, checker);
  return checker;
}

const valueCheckers = new Map<string, Checker>();

/** Returns the check of one option. It compiles on first use, so that a mock without options starts fast. */
function valueChecker(option: keyof OptionTable): Checker {
  const checker = valueCheckers.get(option) ?? createChecker({ properties: { [option]: schemaOf(option) } }, { name });
  valueCheckers.set(option, checker);
  return checker;
}
