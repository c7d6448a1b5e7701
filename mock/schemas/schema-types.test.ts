import { join } from 'node:path';
import { expect, test } from 'vitest';
import { responseKinds, ruleNames } from '../../spec/index.js';
import { type NamedSchema, typeDeclarations } from '../../type-declarations.test-helper.js';
import { faultNames } from '../faults/index.js';
import { channels } from './choices.js';
import { criteriaSchemas, waitOptionsSchema } from './criteria-schemas.js';
import { journalSchemas, selectedBySchema, violationOutcomeSchema } from './journal-schemas.js';
import { schemas } from './schemas.js';
import {
  queueItemSchema,
  queueSchema,
  queueStepSchema,
  scenarioName,
  tenantInputSchema,
  tenantSchema,
} from './session-schemas.js';
import { sniffedTypes } from './sniffed-type.js';

/** Types that a schema cannot express, or whose schema comes from them. */
const declaredElsewhere: readonly NamedSchema[] = [
  { name: 'ResponseKind', schema: { enum: responseKinds }, from: '../../spec/index.js' },
  { name: 'RuleName', schema: { enum: ruleNames }, from: '../../spec/index.js' },
  { name: 'RuleOutcome', schema: { enum: violationOutcomeSchema.enum }, from: '../../spec/index.js' },
  { name: 'Fault', schema: schemas.Fault, from: '../faults/index.js' },
  { name: 'FaultName', schema: { enum: faultNames }, from: '../faults/index.js' },
  { name: 'Channel', schema: { enum: channels }, from: './choices.js' },
  { name: 'ScenarioName', schema: scenarioName, from: './choices.js' },
  { name: 'SniffedType', schema: { enum: sniffedTypes }, from: './sniffed-type.js' },
];

/** The schemas from which the types of each file are generated. */
const files: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  'session-types': {
    Tenant: tenantSchema,
    TenantInput: tenantInputSchema,
    QueueStep: queueStepSchema,
    QueueItem: queueItemSchema,
    QueueInput: queueSchema,
    QueueState: schemas.Queue,
    Transaction: schemas.Transaction,
  },
  'journal-types': { SelectedBy: selectedBySchema, ...journalSchemas },
  'criteria-types': { ...criteriaSchemas, WaitOptions: waitOptionsSchema },
};

test.each(Object.keys(files))('the types in %s.ts are those that the schemas allow', async (file) => {
  const named = Object.entries(files).flatMap(([other, types]) =>
    Object.entries(types).map(([name, schema]) => ({
      name,
      schema,
      ...(other === file ? {} : { from: `./${other}.js` }),
    })),
  );
  const text = typeDeclarations([...declaredElsewhere, ...named], 'the schemas of this room');
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, `${file}.ts`));
});
