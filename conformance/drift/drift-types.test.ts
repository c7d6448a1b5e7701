import { join } from 'node:path';
import { expect, test } from 'vitest';
import { typeDeclarations } from '../../type-declarations.test-helper.js';
import { driftSchema } from './drift-schema.js';
import { driftAspects, driftClasses } from './rules.js';

test('the type of the JSON form of a drift is what its schema allows', async () => {
  const { description: _, ...schema } = driftSchema;
  const named = [
    { name: 'DriftAspect', schema: { enum: driftAspects }, from: './rules.js' },
    { name: 'DriftClass', schema: { enum: driftClasses }, from: './rules.js' },
    { name: 'DriftReport', schema: { ...schema, description: 'The JSON form of a drift.' } },
  ];
  const text = typeDeclarations(named, 'the schema of the JSON form of a drift');
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'drift-types.ts'));
});
