import type { Contract } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import type { CheckResult } from '../checks/check.js';
import { type CaseResult, collectResults } from '../evidence/verdict.js';
import { drawnPictures } from '../pictures.js';
import { isRun } from '../run-on-mock.test-helper.js';
import { runServerCases } from '../server/server-run.js';
import { builtInCredentials } from '../wire/credentials.js';

/** A check that a peer does not pass, and where. */
export interface Finding {
  readonly case: string;
  readonly check: string;
  readonly outcome: Exclude<CheckResult['outcome'], 'passed'>;
  readonly detail: string;
}

/** Runs the server's cases, or those with these ids, on a peer. */
export function runOnPeer(
  url: string,
  contract: Contract,
  ids?: readonly string[],
  timeoutMs = 20_000,
): Promise<readonly CaseResult[]> {
  return collectResults(
    runServerCases({
      target: new URL(url),
      contract,
      cases: cases.filter(({ id, directions }) => directions.includes('server') && (ids?.includes(id) ?? true)),
      credentials: builtInCredentials,
      pictures: drawnPictures,
      timeoutMs,
      intervalMs: 0,
      signal: new AbortController().signal,
    }),
  );
}

/** Everything that did not pass, checks and errors of the kit alike. An order that earlier answers show has passed. */
export function findingsOf(results: readonly CaseResult[]): readonly Finding[] {
  return results
    .filter(isRun)
    .flatMap(({ case: { id }, checks, verdict, reason = '' }) => [
      ...(verdict === 'error' || verdict === 'skipped'
        ? [{ case: id, check: verdict, outcome: 'failed' as const, detail: reason }]
        : []),
      ...checks.flatMap(({ id: check, outcome, expected, actual }) =>
        outcome === 'passed' ? [] : [{ case: id, check, outcome, detail: `${expected} / ${actual}` }],
      ),
    ]);
}
