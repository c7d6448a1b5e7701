import type { CheckResult, CheckSource, MatchedReading } from '../checks/check.js';
import { varyingParts } from '../evidence/varying.js';
import type { CaseResult } from '../evidence/verdict.js';
import { formatList } from '../wire/format-list.js';
import { groupBy } from './group-by.js';
import { countOf } from './layout.js';

/** Why cases did not pass: one or more checks with the same outcome in all of them. */
export interface Cause {
  /** `failed` when one of the checks failed. */
  readonly outcome: 'failed' | 'inconclusive';
  readonly checks: readonly CauseCheck[];
  /** The cases, in the order of the run. */
  readonly results: readonly CaseResult[];
}

/** A check that is not passed, in all cases of a cause. */
export interface CauseCheck {
  readonly id: string;
  readonly title: string;
  readonly outcome: 'failed' | 'inconclusive';
  /** One example of each pair of texts. */
  readonly examples: readonly CauseExample[];
  /** Whether what was expected, or what came, differs from case to case. */
  readonly varies: boolean;
  /** The place that the check comes from in each case. */
  readonly sources: readonly CheckSource[];
  /** The open question that excuses the answers, and the reading that they fit. Absent for a failed check. */
  readonly reading?: MatchedReading;
}

/** What one case expected and got. */
export interface CauseExample {
  readonly caseId: string;
  readonly expected: string;
  readonly actual: string;
}

/** One check of one case that is not passed. */
interface Finding {
  readonly result: CaseResult;
  readonly check: CheckResult;
}

/** From so many groups on, what they have in common is the cause. */
const minJoined = 3;

/**
 * Groups what is not passed, and is no known failure, by its cause. A check with the same expected and actual text is one cause, whatever times,
 * long numbers and digests are in the text. So is a server that answers the same where several things are expected, and checks
 * that concern exactly the same cases. Failed causes come first, and the larger before the smaller.
 */
export function causesOf(results: readonly CaseResult[]): readonly Cause[] {
  const findings = results.flatMap((result) =>
    result.checks
      .filter(({ outcome, known }) => outcome !== 'passed' && known === undefined)
      .map((check): Finding => ({ result, check })),
  );
  const byCheck = groupBy(findings, ({ check: { id, outcome } }) => `${outcome} ${id}`);
  const groups = byCheck.flatMap((found) => joinSingles(joinSameActual(groupBy(found, likeness))));
  const bySameCases = groupBy(groups, (group) => group.map(({ result }) => result.case.id).join());
  return bySameCases.map(createCause).toSorted(compareCauses);
}

type Group = readonly Finding[];

/** Joins groups in which the same came where different things were expected. */
function joinSameActual(groups: readonly Group[]): readonly Group[] {
  return groupBy(groups, ([first]) => `${first?.check.outcome} ${normalised(first?.check.actual)}`).flatMap((same) =>
    same.length < minJoined || same[0]?.[0]?.check.outcome === 'inconclusive' ? same : [same.flat()],
  );
}

/** Joins groups of one case each. */
function joinSingles(groups: readonly Group[]): readonly Group[] {
  const singles = groups.filter(({ length }) => length === 1);
  return singles.length <= minJoined ? groups : [...groups.filter(({ length }) => length > 1), singles.flat()];
}

function createCause(groups: readonly (readonly Finding[])[]): Cause {
  const checks = groups.map(createCauseCheck);
  return {
    outcome: checks.some(({ outcome }) => outcome === 'failed') ? 'failed' : 'inconclusive',
    checks: checks.toSorted((one, other) => Number(other.outcome === 'failed') - Number(one.outcome === 'failed')),
    results: (groups[0] ?? []).map(({ result }) => result),
  };
}

function createCauseCheck(findings: Group): CauseCheck {
  const kinds = groupBy(findings, likeness);
  const [{ check }] = findings as readonly [Finding];
  const { id, title, outcome, reading } = check;
  const examples = kinds.flatMap(([first]): CauseExample[] => {
    if (!first) return [];
    const { expected = '', actual = '' } = first.check;
    return [{ caseId: first.result.case.id, expected, actual }];
  });
  return {
    id,
    title,
    outcome: outcome === 'failed' ? 'failed' : 'inconclusive',
    examples,
    varies: findings.some((other) => other.check.expected !== check.expected || other.check.actual !== check.actual),
    sources: findings.map(({ check: { source } }) => source),
    ...(kinds.length === 1 && reading ? { reading } : {}),
  };
}

function normalised(text = ''): string {
  return text.replaceAll(varyingParts, '#');
}

/** The same for findings of one cause. What is failed is failed, whatever question is open beside it. */
function likeness({ check }: Finding): string {
  const { id, outcome, expected, actual, source, reading } = check;
  const question = outcome === 'inconclusive' && 'ambiguity' in source ? [source.ambiguity, reading] : [];
  return JSON.stringify([id, outcome, normalised(expected), normalised(actual), ...question]);
}

function compareCauses(one: Cause, other: Cause): number {
  return (
    Number(other.outcome === 'failed') - Number(one.outcome === 'failed') || other.results.length - one.results.length
  );
}

/** A cause in one line: `72 cases failed in http-status: HTTP 400, the profile expects 200`. */
export function headlineOf({ checks, results }: Cause): string {
  const [first] = checks;
  const summary = first && checks.length === 1 ? inShort(first) : undefined;
  const outcomes = groupBy(checks, ({ outcome }) => outcome).map(
    (group) => `${group[0]?.outcome} in ${formatList(group.map(({ id }) => id))}`,
  );
  return `${countOf(results.length, 'case')} ${outcomes.join(', ')}${summary === undefined ? '' : `: ${summary}`}`;
}

/** What a check expected and got, in a few words. Undefined where that needs lines of its own. */
export function inShort({ id, examples, varies }: CauseCheck): string | undefined {
  const [example] = examples;
  if (!example || varies || example.actual.length > 40) return undefined;
  const { expected, actual } = example;
  if (id === 'http-status') return `HTTP ${actual}, the profile expects ${expected}`;
  if (id === 'kind') return `${actual} in place of ${expected}`;
  return undefined;
}
