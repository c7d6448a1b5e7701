import { join } from 'node:path';
import { expect, test } from 'vitest';
import { typeDeclarations } from '../../type-declarations.test-helper.js';
import { faultOrScheduleSchema, faultRuleSchema, faultScheduleSchema, faultSchema } from './schema.js';

test('the types of schedules are those that the schemas allow', async () => {
  const named = [
    { name: 'Fault', schema: faultSchema, from: './fault.js' },
    { name: 'FaultRule', schema: faultRuleSchema },
    { name: 'FaultSchedule', schema: faultScheduleSchema },
    { name: 'FaultInput', schema: faultOrScheduleSchema },
  ];
  const text = typeDeclarations(named, 'the schemas of this room');
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'fault-types.ts'));
});
