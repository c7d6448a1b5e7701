import { loadContract } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import type { CheckResult } from '../../checks/check.js';
import { runClientCases } from '../../client/client-run.js';
import { createInProcessDriver } from '../../client/in-process/in-process-driver.js';
import { type CaseResult, collectResults } from '../../evidence/verdict.js';
import type { ClientCase } from '../../protocol/protocol.js';
import { type ClientSteps, createClient } from './right-client.js';

/** Gives cases to a client in this process, one of its own for each case. */
export async function runClient(
  create: () => Partial<ClientSteps>,
  chosen: readonly TestCase[],
): Promise<readonly CaseResult[]> {
  return collectResults(
    runClientCases({
      createDriver: () => createInProcessDriver((given: ClientCase) => createClient(create())(given)),
      contract: await loadContract(),
      cases: chosen,
      limitMs: 60_000,
      jobs: 2,
      signal: new AbortController().signal,
    }),
  );
}

/** The ids of the checks that failed. */
export const failedChecks = (checks: readonly CheckResult[]): readonly string[] =>
  checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);
