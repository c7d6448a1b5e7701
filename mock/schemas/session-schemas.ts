import type { SchemaObject } from 'openapi3-ts/oas31';
import { secretInWords, secretPattern } from '../../spec/index.js';

import { mask } from './mask.js';

/**
 * Schema of a session setting from any source: configuration file, admin API, in process. `x-allowed` describes it in
 * messages. Messages do not repeat `x-secret` values.
 */
export type WordedSchema = SchemaObject & { readonly 'x-allowed'?: string };

/** Name of a scenario, of the type `ScenarioName`. Whether it exists is checked against the contract, not here. */
export const scenarioName = { type: 'string', minLength: 1, maxLength: 200 } as const;

const shortText = { type: 'string', minLength: 1, maxLength: 500 } as const;

/** A clock, of the type `Clock`. What it says is read where it is used. */
export const clockSchema = {
  type: 'string',
  pattern: '\\S',
  description:
    'The time of the answers and the ledger, e.g. 2022-04-14T03:56:41Z. With +1s after it, each request adds a second.',
  'x-allowed': 'a time such as 2022-04-14T03:56:41Z, and +1s after it to add a second for each request',
} as const satisfies WordedSchema;

/** The number in section 2's sample answer, so that the first success of a new mock matches the document. */
export const usualFirstTrxNo = 10_877;

/** Largest first number of transactions. */
export const largestFirstTrxNo = 1_000_000_000_000;

/** Balance of a configured tenant that names none. */
export const usualBalance = 1_000_000;

/** Properties of a tenant. */
export const tenantProperties = {
  code: { ...shortText, 'x-allowed': 'a text of 1 to 500 characters' },
  key: {
    ...shortText,
    pattern: secretPattern,
    not: { const: mask },
    writeOnly: true,
    'x-secret': true,
    'x-allowed': `a text of 1 to 500 characters, in quotes where it looks like a number, ${secretInWords}, and not ${mask}`,
  },
  balance: {
    type: 'integer',
    minimum: 0,
    maximum: 1_000_000_000_000,
    'x-allowed': 'a whole number from 0 to 1000000000000',
  },
  /** Answers its requests, unless a request selects one. */
  scenario: scenarioName,
} as const satisfies Readonly<Record<string, WordedSchema>>;

const words = 'with code and key, and optionally balance and scenario';

/** A tenant, of the type `Tenant`. */
export const tenantSchema: WordedSchema = {
  type: 'object',
  description: 'A customer of the API: code, key, remaining balance in calls, and its own scenario, if it has one.',
  'x-secret': true,
  'x-allowed': `a mapping ${words}`,
  additionalProperties: false,
  required: ['code', 'key', 'balance'],
  properties: tenantProperties,
};

/** A tenant of a configuration, of the type `TenantInput`. */
export const tenantInputSchema: WordedSchema = {
  ...tenantSchema,
  description: 'A customer of the API: code, key, balance in calls, and its own scenario, if it has one.',
  required: ['code', 'key'],
  properties: { ...tenantProperties, balance: { ...tenantProperties.balance, default: usualBalance } },
};

/** The tenants of a session. */
export const tenantsSchema: WordedSchema = {
  type: 'array',
  maxItems: 1000,
  'x-secret': true,
  'x-allowed': `a list of at most 1000 mappings ${words}`,
  items: tenantInputSchema,
};

/** The scenario in a change of a tenant. */
export const changedScenarioSchema: WordedSchema = {
  ...scenarioName,
  type: ['string', 'null'],
  description: 'The scenario that answers its requests, unless a request selects one; null for none.',
  'x-allowed': 'the name of a scenario, or null for none',
};

/** A tenant's code with the properties to change. */
export const namedTenantSchema: WordedSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['code'],
  properties: { ...tenantProperties, scenario: changedScenarioSchema },
};

/** Keys of another form of an item: known, so that messages suggest them, and never allowed beside the form's own. */
const otherForms = (...keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, false]));

/** A scenario in a queue, with a count, of the type `QueueStep`. */
export const queueStepSchema = {
  type: 'object',
  description: 'A scenario, and how many times to answer with it.',
  required: ['scenario'],
  properties: {
    scenario: scenarioName,
    times: { type: 'integer', minimum: 1, maximum: 1_000_000, default: 1 },
    ...otherForms('then', 'repeat'),
  },
  additionalProperties: false,
} as SchemaObject;

const formsWords = 'the name of a scenario, { scenario, times }, { then: <scenario> } or { repeat: true }';

/** Returns the schema of an item that says what follows the last scenario. */
function lastItem(key: 'then' | 'repeat', schema: SchemaObject): SchemaObject {
  return {
    type: 'object',
    'x-allowed': formsWords,
    required: [key],
    properties: { [key]: schema },
    maxProperties: 1,
  } as SchemaObject;
}

/** An entry of a queue, of the type `QueueItem`: one branch for each form, so that messages mention only the relevant one. */
export const queueItemSchema = {
  description:
    'A scenario by name or with a count. At the end, {"then": name} repeats one scenario, {"repeat": true} restarts the queue. Otherwise the session\'s default or the rules follow.',
  'x-allowed': formsWords,
  if: { type: 'string' },
  then: scenarioName,
  else: {
    if: { type: 'object', required: ['then'] },
    then: lastItem('then', scenarioName),
    else: {
      if: { type: 'object', required: ['repeat'] },
      then: lastItem('repeat', { const: true }),
      else: queueStepSchema,
    },
  },
} as SchemaObject;

/** Maximum number of steps in a queue. A queue that only grows is a mistake of the caller. */
export const maxQueueSteps = 10_000;

/** Input of a queue, of the type `QueueInput`. */
export const queueSchema: WordedSchema = {
  type: ['array', 'string'],
  description: 'A list, or comma-separated scenario names.',
  maxItems: maxQueueSteps,
  minLength: 1,
  maxLength: 100_000,
  'x-allowed':
    'a list of at most 10000 scenario names or { scenario, times }, with { then: <scenario> } or { repeat: true } at the end, or comma-separated names',
  items: queueItemSchema,
};
