import { nearest } from '../../spec/index.js';
import { baseIdOf, type Direction } from '../cases/case.js';
import { cases } from '../cases/index.js';
import type { CheckResult } from '../checks/check.js';
import { clientChecks } from '../checks/client/index.js';
import { serverChecks } from '../checks/server/index.js';
import { type CaseResult, verdictOf } from '../evidence/verdict.js';
import type { KnownFailure, KnownFailures } from './load.js';

/** An entry that does not hold, and why. */
export interface KnownFailureProblem {
  readonly line: number;
  readonly case: string;
  readonly check: string;
  readonly type: 'stale' | 'expired' | 'unmatched' | 'different';
  /** What is wrong and what to do, in one line. Holds a text of the server or client. */
  readonly problem: string;
}

/** The file of known failures that a run has used, with its entries that do not hold. */
export interface KnownFailuresUsed {
  readonly file: string;
  readonly problems: readonly KnownFailureProblem[];
}

/**
 * Marks the checks of a result that the file accepts on this day (YYYY-MM-DD), and derives the verdict again. A result of an
 * earlier run that this one resumes loses the marks of that run's file.
 */
export function withKnownFailures(result: CaseResult, file: KnownFailures | undefined, day: string): CaseResult {
  const own = (file?.entries ?? []).filter((entry) => isFor(entry, result) && day <= entry.expires);
  const isMarked = result.checks.some(({ known }) => known !== undefined);
  if ((own.length === 0 && !isMarked) || result.checks.length === 0) return result;
  const checks = result.checks.map(({ known: _, ...check }): CheckResult => {
    const entry = own.find((candidate) => candidate.check === check.id);
    if (!entry || check.outcome === 'passed' || !matches(entry, check)) return check;
    const { owner, reason, expires } = entry;
    return { ...check, known: { owner, reason, expires } };
  });
  return { ...result, checks, verdict: verdictOf(checks) };
}

/**
 * The entries that do not hold, in the order of the file. An entry for a case that the run did not judge is wrong only when it
 * is stale or expired.
 */
export function knownFailureProblems(
  { entries }: KnownFailures,
  results: readonly CaseResult[],
  { direction, day }: { readonly direction: Direction; readonly day: string },
): readonly KnownFailureProblem[] {
  const caseIds = cases.filter(({ directions }) => directions.includes(direction)).map(({ id }) => id);
  const checkIds = (direction === 'server' ? serverChecks : clientChecks).map(({ id }) => id);
  return entries.flatMap((entry): KnownFailureProblem[] => {
    const problem = (type: KnownFailureProblem['type'], text: string): KnownFailureProblem[] => [
      { line: entry.line, case: entry.case, check: entry.check, type, problem: text },
    ];
    if (!caseIds.includes(baseIdOf(entry.case)))
      return problem('stale', `no case for a ${direction} is called ${unknown(entry.case, caseIds)}`);
    if (!checkIds.includes(entry.check))
      return problem('stale', `no check of a ${direction} is called ${unknown(entry.check, checkIds)}`);
    if (day > entry.expires)
      return problem(
        'expired',
        `expired on ${entry.expires}; mend the failure and remove the entry, or let ${entry.owner} set a later day`,
      );
    // A run under several profiles has a result for each. One that the entry accepts is enough.
    const judged = results.filter((result) => isFor(entry, result) && result.checks.length > 0 && !result.cutShort);
    if (judged.length === 0) return [];
    const own = judged.flatMap(({ checks }) => checks.filter(({ id }) => id === entry.check));
    const check = own.find(({ known }) => known) ?? own.find(({ outcome }) => outcome !== 'passed') ?? own[0];
    if (!check) return problem('unmatched', 'the check does not apply to this answer; remove the entry');
    if (check.outcome === 'passed') return problem('unmatched', 'the check passes now; remove the entry');
    if (check.known) return [];
    const { actual = '' } = check;
    return problem('different', `fails in another way: actual ${actual}; examine it, then correct "actual"`);
  });
}

/** Whether an entry is for the case of a result, under each profile or under the one that it names. */
function isFor({ case: id }: KnownFailure, { case: testCase }: CaseResult): boolean {
  return id === testCase.id || id === baseIdOf(testCase.id);
}

function matches({ actual: pattern }: KnownFailure, { actual = '' }: CheckResult): boolean {
  let from = 0;
  for (const part of pattern.split('*')) {
    const at = actual.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}

function unknown(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return `${JSON.stringify(word)}; correct or remove the entry${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
}
