import { randomBytes } from 'node:crypto';
import { builtInTenants, type MockServer } from '../../mock/index.js';
import type { TestCase } from '../cases/case.js';
import { scenarioOf } from '../expectation/expectation.js';

/** Opens a session of the mock that answers as the case describes. The caller closes it. */
export function openCaseSession(testCase: TestCase, mock: MockServer): ReturnType<MockServer['session']> {
  // A random name, so that no request of another case or program counts for this case.
  return mock.session(randomBytes(12).toString('hex'), {
    tenants: builtInTenants,
    scenario: scenarioOf(testCase, mock.contract),
    ...(testCase.earlier === undefined ? {} : { queue: testCase.earlier.map(({ scenario }) => scenario) }),
    keepSecrets: true,
    ...(testCase.fault ? { fault: testCase.fault } : {}),
  });
}
