import { exitCodes } from '../../spec/index.js';
import type { Case } from '../cases/case.js';
import type { CheckResult } from '../checks/check.js';

/**
 * What became of a case. `inconclusive`: something that the document leaves open is not as the profile assumes.
 * `error`: the kit's own fault. `skipped`: not run, for the reason given.
 */
export type Verdict = 'passed' | 'failed' | 'inconclusive' | 'error' | 'skipped';

/** One case with its verdict and the checks behind it: what reports are made of. */
export interface CaseResult {
  readonly case: Case;
  readonly verdict: Verdict;
  readonly checks: readonly CheckResult[];
  /** Why it was skipped, or what went wrong in the kit; absent otherwise. */
  readonly reason?: string;
  /** What a person should know that changes no verdict: one line each. Absent where there is nothing. */
  readonly notes?: readonly string[];
  /** Set where the run was cut short before the case had its turn, or its answer. */
  readonly cutShort?: true;
  /** Milliseconds, of the request and its answer or of the client's process; nothing that the kit does for itself. */
  readonly durationMs: number;
  /** A command line that sends the same request again; absent where nothing was sent. */
  readonly reproduce?: string;
}

/** How many cases had each verdict. */
export type Summary = Readonly<Record<Verdict, number>>;

/** The verdict that a case's checks add up to. */
export function verdictOf(checks: readonly CheckResult[]): Verdict {
  if (checks.some(({ outcome }) => outcome === 'failed')) return 'failed';
  return checks.some(({ outcome }) => outcome === 'inconclusive') ? 'inconclusive' : 'passed';
}

/** Counts verdicts. */
export function summarise(results: readonly CaseResult[]): Summary {
  const summary: Record<Verdict, number> = { passed: 0, failed: 0, inconclusive: 0, error: 0, skipped: 0 };
  for (const { verdict } of results) summary[verdict]++;
  return summary;
}

/** What a run's exit code goes by beside its verdicts. */
export interface RunEnd {
  /** Cases were left out because the budget does not reach for them. */
  readonly budgetUsedUp?: boolean;
  /** It ended before its last case: interrupted, or given up. */
  readonly cutShort?: boolean;
}

/**
 * The exit code of a run: cut short before failures before the kit's own errors before a used-up budget before doubt.
 * A run that was cut short or in which nothing ran is never a pass.
 */
export function exitCodeOf(summary: Summary, { budgetUsedUp = false, cutShort = false }: RunEnd = {}): number {
  if (cutShort) return exitCodes.inconclusive;
  if (summary.failed > 0) return exitCodes.failed;
  if (summary.error > 0) return exitCodes.usage;
  if (budgetUsedUp) return exitCodes.budget;
  return summary.inconclusive > 0 || summary.passed === 0 ? exitCodes.inconclusive : exitCodes.passed;
}

/** Waits for a run's end and returns all its results. */
export async function collectResults(run: AsyncIterable<CaseResult>): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for await (const result of run) results.push(result);
  return results;
}
