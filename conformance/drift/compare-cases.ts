import type { JsonReport } from '../reports/report-types.js';
import { type CaseDifference, type Comparing, compareCase } from './compare-case.js';
import type { CaseFacts, JsonCase } from './facts.js';

/** A run with the facts of its cases. */
export interface ReadRun {
  readonly report: JsonReport;
  readonly facts: ReadonlyMap<string, CaseFacts>;
  /** By id. */
  readonly cases: ReadonlyMap<string, JsonCase>;
}

/** What came of comparing the cases of a run with a baseline. */
export interface ComparedCases {
  readonly differences: readonly CaseDifference[];
  /** Ids of the cases that were compared. */
  readonly compared: readonly string[];
  /** Ids of the cases of the new run that should have been compared, and have no answer. */
  readonly unknown: readonly string[];
}

/** Compares every case that the baseline and the new run have an answer for. */
export function compareCases(
  baseline: readonly ReadRun[],
  now: ReadRun,
  { isSameJudge, varying }: Comparing,
): ComparedCases {
  const ids = [...new Set([...baseline, now].flatMap(({ facts }) => [...facts.keys()]))];
  const differences: CaseDifference[] = [];
  const [compared, unknown]: [string[], string[]] = [[], []];
  for (const id of ids) {
    const earlier = baseline.flatMap(({ facts }) => facts.get(id) ?? []);
    const present = now.facts.get(id);
    const reported = now.cases.get(id);
    if (present && earlier.length > 0) {
      compared.push(id);
      for (const difference of compareCase(id, earlier, present, { varying, isSameJudge }))
        differences.push(difference);
      const verdict = isSameJudge ? verdictDifference(id, baseline, reported) : undefined;
      if (verdict) differences.push(verdict);
    } else {
      if (!present && reported) unknown.push(id);
      differences.push(onlyInOne(id, present !== undefined, reported));
    }
  }
  return { differences, compared, unknown };
}

const severity: Readonly<Record<JsonCase['verdict'], number>> = {
  passed: 0,
  inconclusive: 1,
  failed: 2,
  // A file of known failures makes this verdict, not the server.
  known: -1,
  error: -1,
  skipped: -1,
};

function verdictDifference(
  caseId: string,
  baseline: readonly ReadRun[],
  now: JsonCase | undefined,
): CaseDifference | undefined {
  const earlier = baseline
    .flatMap(({ cases }) => cases.get(caseId)?.verdict ?? [])
    .filter((verdict) => severity[verdict] >= 0);
  const [old] = earlier;
  if (!now || old === undefined || severity[now.verdict] < 0 || earlier.includes(now.verdict)) return undefined;
  const isWorse = severity[now.verdict] > Math.max(...earlier.map((verdict) => severity[verdict]));
  return {
    aspect: 'verdict',
    place: '',
    old: [...new Set(earlier)].join(' or '),
    now: now.verdict,
    caseId,
    ...(isWorse
      ? { class: 'breaking', why: 'the answer is further from the contract' }
      : { class: 'additive', why: 'the answer is nearer to the contract' }),
  };
}

function onlyInOne(caseId: string, isInNew: boolean, reported: JsonCase | undefined): CaseDifference {
  const difference = { aspect: 'case', place: '', caseId, class: 'noise' } as const;
  if (isInNew)
    return { ...difference, old: 'without an answer', now: 'answered', why: 'there is nothing to compare it with' };
  const why = 'nothing is known of the server there';
  if (!reported) return { ...difference, old: 'answered', now: 'not part of the run', why };
  const reason = reported.reason === undefined ? '' : `: ${reported.reason}`;
  return { ...difference, old: 'answered', now: `without an answer (${reported.verdict}${reason})`, why };
}
