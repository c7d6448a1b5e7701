import { createMockServer } from '../mock/index.js';
import { type Contract, loadContract, type Profile } from '../spec/index.js';
import type { TestCase } from './cases/case.js';
import { cases } from './cases/index.js';
import { type CaseResult, collectResults } from './evidence/verdict.js';
import { drawnPictures } from './pictures.js';
import { settledReason } from './server/run-history.js';
import { runServerCases } from './server/server-run.js';
import { builtInCredentials } from './wire/credentials.js';

/** The cases for servers, without their client direction, whose checks do not apply here. */
export const casesForServers: readonly TestCase[] = cases
  .filter(({ directions }) => directions.includes('server'))
  .map((testCase): TestCase => ({ ...testCase, directions: ['server'] }));

/** Runs cases on a server, and judges them by a contract. */
export async function runOn(
  url: string,
  contract: Contract,
  testCases: readonly TestCase[] = casesForServers,
): Promise<readonly CaseResult[]> {
  return collectResults(
    runServerCases({
      target: new URL(url),
      contract,
      cases: testCases,
      credentials: builtInCredentials,
      pictures: drawnPictures,
      timeoutMs: 30_000,
      intervalMs: 0,
      signal: new AbortController().signal,
    }),
  );
}

/** Runs cases on a mock under a profile or its contract, and judges them by the contract of the same profile, or by another one. */
export async function runOnMock(
  profile: Profile | Contract,
  testCases: readonly TestCase[] = casesForServers,
  judging?: Contract,
): Promise<readonly CaseResult[]> {
  const contract = 'openapi' in profile ? profile : await loadContract(profile);
  await using mock = await createMockServer({ contract });
  // Awaited here, because the mock closes when the function returns.
  return await runOn(mock.url, judging ?? contract, testCases);
}

/** Whether a run sent a case, or had another reason to skip it than that earlier answers show the order which it probes. */
export function isRun({ reason }: CaseResult): boolean {
  return reason !== settledReason;
}

/** What is wrong in a run, one line a check: the case, the check, what was expected and what came. */
export function problemsIn(results: readonly CaseResult[]): readonly string[] {
  return results.filter(isRun).flatMap(({ case: { id }, verdict, checks, reason }) => {
    const bad = checks.filter(({ outcome }) => outcome !== 'passed');
    if (bad.length === 0) return verdict === 'passed' ? [] : [`${id}: ${verdict} ${reason}`];
    return bad.map(
      ({ id: check, outcome, expected, actual, reading }) =>
        `${id}: ${check} ${outcome}, expected ${expected}, got ${actual}${reading ? ` [${reading.ambiguity}: ${reading.reading ?? 'silent'}]` : ''}`,
    );
  });
}
