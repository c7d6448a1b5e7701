import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import { responseKinds } from '../../spec/index.js';
import { faultNames } from '../faults/index.js';
import { selectedBySchema, stateSchema, violationOutcomeSchema, violationRuleSchema } from './journal-schemas.js';
import { someKeysOf } from './object-schemas.js';
import { ref } from './refs.js';
import { scenarioName } from './session-schemas.js';
import { sniffedTypes } from './sniffed-type.js';

/** The journal stores no longer texts. */
const bounded: SchemaObject = { type: 'string', maxLength: 1000 };

/**
 * Returns the schema of one of two things, distinguished by the type of the first, so that messages mention only the relevant
 * one.
 */
function eitherOf(
  types: readonly [type: 'boolean' | 'integer' | 'string', ...others: ('integer' | 'object' | 'string')[]],
  first: SchemaObject,
  other: ReferenceObject,
): SchemaObject {
  return { type: [...types], if: { type: types[0] }, then: first, else: other } as SchemaObject;
}

const textKeys = { equals: bounded, startsWith: bounded, endsWith: bounded, includes: bounded };

/** Schemas of the request criteria, from which their types are generated. */
export const criteriaSchemas = {
  TextConditions: { ...someKeysOf(textKeys), description: 'Conditions on a text, which must meet all of them.' },
  TextTest: {
    ...eitherOf(['string', 'object'], bounded, ref('TextConditions')),
    description:
      'A condition on a text: an exact value, or all of these. Regular expressions are not supported, because one from the network could block the mock.',
  },
  NumberTest: {
    ...eitherOf(['integer', 'object'], { type: 'integer' }, ref('NumberBounds')),
    description: 'A condition on a number: an exact value, or inclusive bounds.',
  },
  NumberBounds: {
    ...someKeysOf({ min: { type: 'integer' }, max: { type: 'integer' } }),
    description: 'NumberBounds of a number, inclusive.',
  },
  PartTest: {
    ...someKeysOf({
      ...textKeys,
      filename: ref('TextTest'),
      declaredType: ref('TextTest'),
      sniffedType: { enum: [...sniffedTypes] },
      sha256: { type: 'string', pattern: '^[0-9a-fA-F]{64}$', description: 'Hex.' },
      bytes: ref('NumberTest'),
      width: { ...ref('NumberTest'), description: 'In pixels, as stored.' },
      height: { ...ref('NumberTest'), description: 'In pixels, as stored.' },
    }),
    description: 'Conditions on a part: on the value of a text, or on a file.',
  },
  ViolationTest: {
    ...someKeysOf({
      rule: violationRuleSchema,
      part: bounded,
      outcome: violationOutcomeSchema,
      count: { ...ref('NumberTest'), description: 'Number of such violations. By default at least one.' },
    }),
    description: 'Conditions on violations. Accepted violations count only if `outcome` selects them.',
  },
  RequestCriteria: {
    ...someKeysOf({
      method: ref('TextTest'),
      path: ref('TextTest'),
      state: stateSchema,
      scenario: eitherOf(['string', 'object'], scenarioName, ref('TextConditions')),
      kind: { enum: [...responseKinds] },
      selectedBy: selectedBySchema,
      status: ref('NumberTest'),
      trxNo: ref('TextTest'),
      fault: { enum: [...faultNames, true, false], description: 'Name of a fault; true for any, false for none.' },
      parts: {
        type: 'object',
        maxProperties: 100,
        description:
          "By part name, the client's or the contract's. True requires the part, false its absence; else a condition on its value or file. Values of `key` and `nik` are masked, so only true and false work.",
        additionalProperties: {
          type: ['boolean', 'string', 'object'],
          if: { type: 'object' },
          then: ref('PartTest'),
          else: { type: ['boolean', 'string'], maxLength: 1000 },
        } as SchemaObject,
      },
      headers: {
        type: 'object',
        maxProperties: 100,
        description:
          'By name of a recorded header. True requires the header, false its absence; else a condition on its value.',
        additionalProperties: eitherOf(['boolean', 'string', 'object'], { type: 'boolean' }, ref('TextTest')),
      },
      violations: {
        ...eitherOf(['boolean', 'object'], { type: 'boolean' }, ref('ViolationTest')),
        description: 'True requires at least one, false none; else a condition.',
      },
    }),
    description:
      'Conditions that select requests. A request must meet all of them. Empty criteria match every request.',
  },
} satisfies Readonly<Record<string, SchemaObject>>;

/** Options of a wait, of the type `WaitOptions`. The admin API has lower limits. */
export const waitOptionsSchema = {
  type: 'object',
  description: 'Options of a wait.',
  properties: {
    count: { type: 'integer', minimum: 1, default: 1, description: 'Number of matching requests.' },
    // Node's timers cannot wait longer; a larger value fires after 1 ms.
    timeoutMs: { type: 'number', minimum: 0, maximum: 2 ** 31 - 1, default: 5000, description: 'In milliseconds.' },
  },
  additionalProperties: false,
} satisfies SchemaObject;
