import type { SchemaObject } from 'openapi3-ts/oas31';
import { responseKinds } from '../../spec/index.js';
import { faultNames } from '../faults/index.js';

import { channels } from './choices.js';
import { ref } from './refs.js';

/** The journal stores no longer texts. */
const bounded: SchemaObject = { type: 'string', maxLength: 1000 };

function optional(properties: NonNullable<SchemaObject['properties']>): SchemaObject {
  return { type: 'object', properties, additionalProperties: false };
}

/** Combines a schema for scalars with one for objects, so that messages mention only the relevant one. */
function plainOr(type: SchemaObject['type'], plain: SchemaObject, object: SchemaObject): SchemaObject {
  return { type, if: { type: 'object' }, then: object, else: plain } as SchemaObject;
}

const textKeys = { equals: bounded, startsWith: bounded, endsWith: bounded, includes: bounded };
const thereOr = 'True requires it, false its absence.';

/** Schemas of the request criteria: `RequestCriteria` in criteria.ts. */
export const criteriaSchemas: Readonly<Record<string, SchemaObject>> = {
  TextTest: plainOr(['string', 'object'], bounded, optional(textKeys)),
  NumberTest: plainOr(
    ['integer', 'object'],
    { type: 'integer' },
    optional({ min: { type: 'integer' }, max: { type: 'integer' } }),
  ),
  RequestCriteria: {
    ...optional({
      method: ref('TextTest'),
      path: ref('TextTest'),
      state: { enum: ['open', 'answered', 'aborted'] },
      scenario: ref('TextTest'),
      kind: { enum: [...responseKinds] },
      selectedBy: { enum: [...channels, 'rules'] },
      status: ref('NumberTest'),
      trxNo: ref('TextTest'),
      fault: { enum: [...faultNames, true, false], description: thereOr },
      parts: {
        type: 'object',
        maxProperties: 100,
        description: `By part name. ${thereOr} Otherwise a condition on a text or a file. Values of key and nik are masked, so only true and false work.`,
        additionalProperties: plainOr(
          ['boolean', 'string', 'object'],
          { type: ['boolean', 'string'], maxLength: 1000 },
          optional({
            ...textKeys,
            filename: ref('TextTest'),
            declaredType: ref('TextTest'),
            sniffedType: bounded,
            sha256: { type: 'string', pattern: '^[0-9a-fA-F]{64}$' },
            bytes: ref('NumberTest'),
            width: ref('NumberTest'),
            height: ref('NumberTest'),
          }),
        ),
      },
      headers: {
        type: 'object',
        maxProperties: 100,
        description: `By name of a recorded header. ${thereOr}`,
        additionalProperties: plainOr(
          ['boolean', 'string', 'object'],
          { type: ['boolean', 'string'], maxLength: 1000 },
          optional(textKeys),
        ),
      },
      violations: {
        description: 'True: at least one. False: none. Accepted violations count only if outcome selects them.',
        ...plainOr(
          ['boolean', 'object'],
          { type: 'boolean' },
          optional({
            rule: bounded,
            part: bounded,
            outcome: { enum: ['accepted', ...responseKinds.filter((kind) => kind !== 'success')] },
            count: ref('NumberTest'),
          }),
        ),
      },
    }),
    description:
      'Conditions that select requests. A request must meet all of them. Empty criteria match every request.',
  },
};
