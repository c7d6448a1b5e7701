import { type Contract, exitCodes } from '../../spec/index.js';
import { groupBy } from '../reports/group-by.js';
import { countOf } from '../reports/layout.js';
import { factsOfRun, varyingFacts } from './case-facts.js';
import { isJudgedAlike, requireSameDirection, warningsOf } from './comparable.js';
import type { CaseDifference, Comparing } from './compare-case.js';
import { type ComparedCases, compareCases, type ReadRun } from './compare-cases.js';
import { createDifference, type Drift, type RunDifference } from './difference.js';
import { latencyDifferences } from './latency-differences.js';
import { readingDifferences } from './reading-differences.js';
import { createExchangeNames, runsIn, warningsOfRecordings } from './recorded-runs.js';
import { type DriftClass, driftAspects, driftClasses } from './rules.js';
import type { RunFile } from './run-file.js';
import { knownForms } from './shapes.js';

/**
 * Compares a run with a baseline of one or several runs.
 *
 * @throws KitError `usage` for a run on a server and one on a client
 */
export function compareRuns(baseline: readonly RunFile[], run: RunFile, contract: Contract): Drift {
  requireSameDirection(baseline, run);
  const known = knownForms(contract);
  const nameOf = createExchangeNames(baseline, run);
  const read = (file: RunFile): readonly ReadRun[] =>
    runsIn(file, nameOf).map((report) => ({
      report,
      facts: factsOfRun(report, known),
      cases: new Map(report.cases.map((testCase) => [testCase.id, testCase])),
    }));
  const files = baseline.map(read);
  const [earlier, now] = [files.flat(), read(run)];
  const varying = varyingFacts([...files, now].map(joinFacts));
  const isSameJudge = baseline.every(({ report }) => isJudgedAlike(report, run.report));
  const { differences: ofCases, compared, unknown } = compareAll(earlier, now, { isSameJudge, varying });
  const differences = [
    ...groupCases(ofCases),
    ...readingDifferences(
      baseline.map(({ report }) => report),
      run.report,
    ),
    ...latencyDifferences(earlier, now),
  ].toSorted((one, other) => rankOf(one) - rankOf(other));
  const count = (name: DriftClass): number => differences.filter((difference) => difference.class === name).length;
  const counts = { breaking: count('breaking'), additive: count('additive'), noise: count('noise') };
  return {
    baseline,
    run,
    warnings: [...warningsOf(baseline, run, isSameJudge), ...warningsOfRecordings(baseline, run)],
    compared: compared.length,
    unknown,
    differences,
    counts,
    exit: exitOf(counts, compared.length, unknown.length),
  };
}

/** Compares each of the runs that a recording is read as, and counts what differs in several of them once. */
function compareAll(earlier: readonly ReadRun[], now: readonly ReadRun[], comparing: Comparing): ComparedCases {
  const all = now.map((run, at) => {
    // What is in the first run is compared there. The others repeat some of it.
    const before = at === 0 ? earlier : earlier.map((old) => onlyCasesOf(old, run));
    return compareCases(before, run, comparing);
  });
  const differences = new Map(all.flatMap((one) => one.differences.map((found) => [JSON.stringify(found), found])));
  return {
    differences: [...differences.values()],
    compared: [...new Set(all.flatMap(({ compared }) => compared))],
    unknown: [...new Set(all.flatMap(({ unknown }) => unknown))],
  };
}

/** The facts of a recording's runs, as those of one run. */
function joinFacts(runs: readonly ReadRun[]): ReadRun['facts'] {
  return new Map(runs.flatMap(({ facts }, at) => [...facts].map(([id, found]) => [`${at} ${id}`, found] as const)));
}

function onlyCasesOf(run: ReadRun, { cases }: ReadRun): ReadRun {
  return { ...run, facts: new Map([...run.facts].filter(([id]) => cases.has(id))) };
}

/** Breaking differences come first, and among each class those that explain others. */
function rankOf({ class: driftClass, aspect }: RunDifference): number {
  return driftClasses.indexOf(driftClass) * driftAspects.length + driftAspects.indexOf(aspect);
}

function groupCases(differences: readonly CaseDifference[]): readonly RunDifference[] {
  const keyOf = (difference: CaseDifference): string =>
    JSON.stringify([difference.class, difference.aspect, difference.place, difference.old, difference.now]);
  return groupBy(differences, keyOf).flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { aspect, place, old, now, why } = first;
    const cases = group.map(({ caseId }) => caseId);
    const kinds = [...new Set(group.flatMap(({ kind }) => kind ?? []))];
    return [createDifference({ class: first.class, aspect, place, old, now, why, cases, kinds })];
  });
}

function exitOf(counts: Drift['counts'], compared: number, unknown: number): Drift['exit'] {
  const { breaking, additive } = counts;
  if (breaking + additive > 0)
    return { code: exitCodes.drift, reason: `drift: ${breaking} breaking, ${additive} additive` };
  if (compared === 0) return { code: exitCodes.inconclusive, reason: 'no case has an answer in both runs' };
  if (unknown > 0)
    return {
      code: exitCodes.inconclusive,
      reason: `no drift, but ${countOf(unknown, 'case')} of the baseline got no answer`,
    };
  return { code: exitCodes.passed, reason: 'no drift' };
}
