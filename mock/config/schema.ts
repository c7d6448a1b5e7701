import { type Checker, createChecker, type PlainSchema } from '../../spec/index.js';
import { optionEntries } from './options.js';

/**
 * Returns the JSON Schema of configuration files (draft 2020-12), committed as `mock/config.schema.json` for editors.
 */
export function configSchema(): PlainSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:eendigo-kit:mock-config',
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
        optionEntries.map(([name, { schema, summary, default: preset }]) => [
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
