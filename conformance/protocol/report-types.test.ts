import { join } from 'node:path';
import { expect, test } from 'vitest';
import { responseKinds } from '../../spec/index.js';
import { typeDeclarations } from '../../type-declarations.test-helper.js';
import { clientOutcomes, reportSchema } from './report-schema.js';

test('the type of a report is what its schema allows', async () => {
  const named = [
    { name: 'ResponseKind', schema: { enum: responseKinds }, from: '../../spec/index.js' },
    { name: 'ClientOutcome', schema: { enum: clientOutcomes }, from: './report-schema.js' },
    { name: 'ClientReport', schema: reportSchema },
  ];
  const text = typeDeclarations(named, 'the schema of a report');
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'report-types.ts'));
});
