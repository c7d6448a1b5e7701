import { randomBytes } from 'node:crypto';
import { builtInTenants, type MockServer, type MockSession } from '../../mock/index.js';
import type { TestCase } from '../cases/case.js';
import { scenarioOf } from '../expectation/expectation.js';

/** What a case uses of a mock. */
export type CaseSession = Pick<MockSession, 'url' | 'requests' | 'transactions' | 'close'>;

/** Opens a session of the mock that answers as the case describes. The caller closes it. */
export function openCaseSession(testCase: TestCase, mock: MockServer, hasOwnPort: boolean): CaseSession {
  const scenario = scenarioOf(testCase, mock.contract);
  const queue = (testCase.earlier ?? []).map((call) => call.scenario);
  if (hasOwnPort) {
    // A client that stays gets the case twice: with its fault, and without.
    mock.reset();
    mock.setDefault(scenario);
    mock.queue(...queue);
    mock.setFault(testCase.fault);
    return { ...mock, close: () => {} };
  }
  // A random name, so that no request of another case or program counts for this case.
  return mock.session(randomBytes(12).toString('hex'), {
    tenants: builtInTenants,
    scenario,
    ...(queue.length === 0 ? {} : { queue }),
    keepSecrets: true,
    ...(testCase.fault ? { fault: testCase.fault } : {}),
  });
}
