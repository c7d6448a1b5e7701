import { join } from 'node:path';
import { expect, test } from 'vitest';
import { profilePaths, responseKinds } from '../../spec/index.js';
import { typeDeclarations } from '../../type-declarations.test-helper.js';
import { reportSchema } from '../protocol/report-schema.js';
import { runReportSchema } from './report-schema.js';

test('the type of the JSON report is what its schema allows', async () => {
  const { description: _, ...schema } = runReportSchema;
  const named = [
    { name: 'ResponseKind', schema: { enum: responseKinds }, from: '../../spec/index.js' },
    { name: 'ProfilePath', schema: { enum: profilePaths }, from: '../../spec/index.js' },
    { name: 'ClientReport', schema: reportSchema, from: '../protocol/report-types.js' },
    { name: 'JsonReport', schema: { ...schema, description: 'The JSON report of a run.' } },
  ];
  const text = typeDeclarations(named, 'the schema of the JSON report');
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'report-types.ts'));
});
