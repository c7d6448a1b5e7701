import type { PlainSchema } from '../../spec/index.js';
import { mask } from '../config/kinds.js';

/** Tenants as a configuration file lists them. */
export const tenantsSchema: PlainSchema = {
  type: 'array',
  'x-secret': true,
  'x-allowed': 'a list of mappings with code, key and balance',
  items: {
    type: 'object',
    'x-secret': true,
    'x-allowed': 'a mapping with code, key and balance',
    additionalProperties: false,
    required: ['code', 'key', 'balance'],
    properties: {
      code: { type: 'string', minLength: 1, maxLength: 200, 'x-allowed': 'a text of 1 to 200 characters' },
      key: {
        type: 'string',
        minLength: 1,
        maxLength: 200,
        not: { const: mask },
        'x-secret': true,
        'x-allowed': `a text of 1 to 200 characters, in quotes where it looks like a number, and not ${mask}`,
      },
      balance: {
        type: 'integer',
        minimum: 0,
        maximum: 1_000_000_000,
        'x-allowed': 'a whole number from 0 to 1000000000',
      },
    },
  },
};

const scenario = { type: 'string', minLength: 1 } as const;

/** A queue as a configuration file lists it. */
export const queueSchema: PlainSchema = {
  type: 'array',
  'x-allowed':
    'a list of names of scenarios, { scenario, times }, and at the end { then: <scenario> } or { repeat: true }',
  items: {
    anyOf: [
      scenario,
      closed({ scenario, times: { type: 'integer', minimum: 1, maximum: 10_000 } }, 'scenario'),
      closed({ then: scenario }, 'then'),
      closed({ repeat: { const: true } }, 'repeat'),
    ],
  },
};

function closed(properties: Readonly<Record<string, PlainSchema>>, required: string): PlainSchema {
  return { type: 'object', properties, required: [required], additionalProperties: false };
}
