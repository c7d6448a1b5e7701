import type { SchemaObject } from 'openapi3-ts/oas31';
import { largestScheduleSeed } from './draw.js';
import { faultNames, faultParametersOf, faultSpecs } from './fault.js';
import type { ParameterSpec } from './fault-spec.js';

/** JSON Schema of a fault, derived from the definitions: one branch per fault, selected by `type`. */
export const faultSchema: SchemaObject = {
  type: 'object',
  description:
    'A fault by name, with parameters that differ from their defaults: {"type":"delay","ms":500}. Each fault can be ' +
    'delayed by `delay` ms (with `spread` and `distribution` as for the fault delay), and can prevent the charge.',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: faultNames.map((name) => ({
    title: name,
    description: faultSpecs[name].summary,
    type: 'object',
    required: ['type'],
    properties: {
      type: { const: name },
      ...Object.fromEntries(Object.entries(faultParametersOf(name)).map(([key, spec]) => [key, parameterSchema(spec)])),
    },
    additionalProperties: false,
  })),
};

function parameterSchema(spec: ParameterSpec): SchemaObject {
  return 'words' in spec
    ? { type: 'string', enum: [...spec.words], default: spec.default }
    : { type: 'number', minimum: spec.minimum, maximum: spec.maximum, default: spec.default };
}

const count: SchemaObject = { type: 'integer', minimum: 0, maximum: 1_000_000 };

const faultRef = { $ref: '#/components/schemas/Fault' };
/** Validated against the definitions when parsed. */
const faultText: SchemaObject = {
  type: 'string',
  minLength: 1,
  maxLength: 500,
  description: 'As in the header X-Mock-Fault: "delay; ms=500", or "none".',
};

/** JSON Schema of a rule of a schedule, of the type `FaultRule`. */
export const faultRuleSchema: SchemaObject = {
  type: 'object',
  description: 'A rule of a schedule: a fault and its conditions. Without conditions, it applies to every request.',
  required: ['fault'],
  properties: {
    fault: {
      type: ['object', 'string'],
      description: 'An object, or a text as in the header X-Mock-Fault. `none` applies no fault.',
      if: { type: 'string' },
      then: faultText,
      else: faultRef,
    } as SchemaObject,
    probability: {
      type: 'number',
      minimum: 0,
      maximum: 1,
      default: 1,
      description: 'Probability that a counted request is hit, 0 to 1.',
    },
    after: { ...count, default: 0, description: 'Number of requests to skip before counting.' },
    first: { ...count, description: 'Number of counted requests that the rule can hit. By default all of them.' },
    every: {
      ...count,
      minimum: 1,
      default: 1,
      description: 'Hits every nth counted request: 3 hits the third, sixth and ninth.',
    },
  },
  additionalProperties: false,
};

/** JSON Schema of a schedule of faults, of the type `FaultSchedule`. */
export const faultScheduleSchema: SchemaObject = {
  type: 'object',
  description:
    'A schedule of faults. The first rule that hits a request decides. The same seed gives the same faults in the same order.',
  required: ['rules'],
  properties: {
    rules: {
      type: 'array',
      maxItems: 100,
      items: faultRuleSchema,
    },
    seed: {
      type: 'integer',
      minimum: 0,
      maximum: largestScheduleSeed,
      description: 'A whole number. By default random, and reported, so that a run can be repeated.',
    },
  },
  additionalProperties: false,
};

/** JSON Schema of a session's fault, of the type `FaultInput`: an object, a text, or a schedule, which has `rules`. */
export const faultOrScheduleSchema = {
  type: ['object', 'string'],
  description: "A session's fault: an object, a text, or a schedule.",
  'x-allowed':
    'a fault as in the header X-Mock-Fault, e.g. "delay; ms=500", or as an object, e.g. {"type":"delay","ms":500}, or a schedule with rules',
  if: { type: 'string' },
  then: faultText,
  else: { if: { required: ['rules'] }, then: faultScheduleSchema, else: faultRef },
} as SchemaObject;
