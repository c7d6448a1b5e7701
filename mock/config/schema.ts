import { type Checker, createChecker, type PlainSchema } from '../../spec/index.js';
import { type OptionName, optionEntries } from './options.js';

/**
 * Returns the JSON Schema of configuration files (draft 2020-12), committed as `mock/config.schema.json` for editors.
 */
export function configSchema(): PlainSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:eendigo-kit:mock-config',
    ...schemaOfEntries(optionEntries),
  };
}

/** The schema of a configuration with only these options. */
function schemaOfEntries(entries: typeof optionEntries): PlainSchema {
  return {
    title: 'eendigo-kit mock configuration',
    description: 'Options of eendigo-kit mock.',
    type: 'object',
    additionalProperties: false,
    // A file named by mistake may contain secrets.
    'x-secret': true,
    'x-allowed': 'a mapping of options, e.g. port: 8080',
    properties: {
      $schema: { type: 'string', 'x-allowed': 'a text' },
      ...Object.fromEntries(
        entries.map(([name, { schema, summary, default: preset }]) => [
          name,
          {
            description: `${summary[0]?.toUpperCase()}${summary.slice(1)}.`,
            ...schema,
            ...(preset === undefined ? {} : { default: preset }),
          },
        ]),
      ),
    },
  };
}

/**
 * Describes the first problem in these values, in one line that names the path, the value and what is allowed;
 * undefined if there is none.
 */
export function configProblem(values: unknown): string | undefined {
  checker ??= createChecker(configSchema(), { name: 'the configuration' });
  return checker.problem(values);
}

/** Compiled on first use, because most mocks start without options. */
let checker: Checker | undefined;

/** Like {@link configProblem}, for the value of one option, so that a start compiles no other option's schema. */
export function optionProblem(name: OptionName, value: unknown): string | undefined {
  const known =
    checkers.get(name) ??
    createChecker(schemaOfEntries(optionEntries.filter(([option]) => option === name)), { name: 'the configuration' });
  checkers.set(name, known);
  return known.problem({ [name]: value });
}

const checkers = new Map<OptionName, Checker>();
