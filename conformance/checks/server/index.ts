import { isObject } from '../../wire/answer.js';
import { failed, notApplicable, passed } from '../check.js';
import { agreementChecks } from './agreement-checks.js';
import { bodyChecks } from './body-checks.js';
import type { ServerCheck } from './context.js';
import { framingChecks } from './framing-checks.js';
import { httpChecks } from './http-checks.js';
import { onceChecks } from './once-checks.js';
import { resultChecks } from './result-checks.js';
import { secondChecks } from './second-checks.js';
import { sequenceChecks } from './sequence-checks.js';
import { timeChecks } from './time-checks.js';
import { trxNoChecks } from './trx-no-checks.js';

/** Every check on a server's answer, in the order of the reports. */
export const serverChecks: readonly ServerCheck[] = [
  ...httpChecks,
  ...framingChecks,
  ...bodyChecks,
  ...timeChecks,
  ...sequenceChecks,
  ...resultChecks,
  ...agreementChecks,
  ...trxNoChecks,
  ...onceChecks,
  ...secondChecks,
];

/** Runs when all other checks pass. It finds what they miss, with the validator that the mock applies to its own answers. */
export const bodySchemaCheck: ServerCheck = {
  id: 'schema',
  title: "the body matches the contract's schema",
  source: { requirements: ['one-of-the-kinds'] },
  judge: ({ body, contract, shape }) => {
    if (!isObject(body)) return notApplicable;
    const problems = contract.bodyProblems(shape, body);
    return problems.length === 0 ? passed : failed(`the schema of ${shape}`, problems.join('; '));
  },
};
