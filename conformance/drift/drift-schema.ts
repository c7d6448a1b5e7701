import { exitCodes } from '../../spec/index.js';
import { driftAspects, driftClasses } from './rules.js';

const text = { type: 'string' } as const;
const texts = { type: 'array', items: text } as const;
const count = { type: 'integer', minimum: 0 } as const;

/** An object that has exactly these properties. */
function exactly<const Properties extends Readonly<Record<string, object>>>(properties: Properties) {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties) as (keyof Properties & string)[],
    additionalProperties: false,
  } as const;
}

const runSchema = exactly({
  file: { ...text, description: 'The JSON report of the run.' },
  kit: { ...text, description: 'The version of the kit that ran.' },
  subject: { ...text, description: "The target's address, or the client's command." },
  profile: { ...text, description: 'The name of the profile that the run assumed.' },
  startedAt: { ...text, description: 'ISO 8601.' },
  cases: count,
});

const differenceSchema = exactly({
  class: { enum: driftClasses },
  aspect: { description: 'What differs.', enum: driftAspects },
  place: { ...text, description: 'The header, key, question or kind; empty where the aspect says it all.' },
  old: { ...text, description: 'The earlier value, in words or in quotes.' },
  now: { ...text, description: 'The present value.' },
  sentence: { ...text, description: 'Both values, and why the difference has its class.' },
  cases: { ...texts, description: 'Ids of the cases; empty for a difference of the whole run.' },
});

/** The JSON Schema of the JSON form of a drift (draft 2020-12), committed as `conformance/drift.schema.json`. */
export const driftSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:eendigo-kit:drift',
  title: 'eendigo-kit drift',
  description: 'What differs between a run of the conformance cases and its baseline.',
  ...exactly({
    format: { const: 1, description: 'The version of this format.' },
    kit: { ...text, description: 'The version of the kit that compared.' },
    direction: { enum: ['server', 'client'] },
    baseline: { type: 'array', items: runSchema, minItems: 1 },
    run: runSchema,
    warnings: { ...texts, description: 'Why the comparison may say less than it seems.' },
    compared: { ...count, description: 'Cases that were compared.' },
    unknown: { ...texts, description: 'Ids of cases that have an answer in the baseline and none in the run.' },
    counts: exactly({ breaking: count, additive: count, noise: count }),
    differences: { type: 'array', items: differenceSchema },
    exit: exactly({ code: { enum: [exitCodes.passed, exitCodes.inconclusive, exitCodes.drift] }, reason: text }),
  }),
} as const;
