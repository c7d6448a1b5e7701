import { type Checker, createChecker, KitError, type PlainSchema } from '../../spec/index.js';
import { isTooDeep, tooDeepWords } from '../schemas/nesting.js';
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

/** Options that may be objects of the kit's own or of a library's making, as deep as they are. */
const ofTheKit = new Set(['profile', 'contract', 'log']);

/**
 * Holds options that are handed over in process against their schemas: who writes without types hears of a mistake here,
 * and not by an answer that nobody expected. What is undefined counts as left out.
 *
 * @throws KitError `usage` that names the option, what is allowed, and what was probably meant
 */
export function checkOptions(given: object, schemas: OptionSchemas): void {
  if (Array.isArray(given) && isTooDeep(given)) throw new KitError('usage', `${name}: the value ${tooDeepWords}`);
  const wrongName = namesChecker(schemas).problem(given);
  if (wrongName !== undefined) throw new KitError('usage', told(wrongName, schemas));
  for (const [option, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!ofTheKit.has(option) && isTooDeep(value))
      throw new KitError(
        'usage',
        `${option}: the value ${tooDeepWords}; allowed: ${schemas[option]?.['x-allowed'] ?? 'a value'}`,
      );
    const problem = valueChecker(option as keyof OptionTable).problem({ [option]: value });
    if (problem !== undefined) throw new KitError('usage', problem);
  }
}

const name = 'the options';

/** Says of an option that there is, only not here, that it cannot be given here. */
function told(problem: string, schemas: OptionSchemas): string {
  const [option = ''] = problem.split(': unknown;', 1);
  const isElsewhere = Object.hasOwn(serverSchemas, option) && schemas !== serverSchemas;
  return isElsewhere ? problem.replace(': unknown;', ': cannot be given here;') : problem;
}

const namesCheckers = new WeakMap<OptionSchemas, Checker>();

/** The check of the names of options. */
function namesChecker(schemas: OptionSchemas): Checker {
  const properties = Object.fromEntries(Object.keys(schemas).map((option) => [option, {}]));
  const schema = { type: 'object', properties, additionalProperties: false, 'x-allowed': 'an object with options' };
  const checker = namesCheckers.get(schemas) ?? createChecker(schema, { name });
  namesCheckers.set(schemas, checker);
  return checker;
}

const valueCheckers = new Map<string, Checker>();

/** The check of one option, compiled when it is first given: a mock without options waits for none. */
function valueChecker(option: keyof OptionTable): Checker {
  const checker = valueCheckers.get(option) ?? createChecker({ properties: { [option]: schemaOf(option) } }, { name });
  valueCheckers.set(option, checker);
  return checker;
}
