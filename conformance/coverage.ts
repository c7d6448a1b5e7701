import { type Ambiguity, ambiguities, type Contract, type Requirement, requirements } from '../spec/index.js';
import type { TestCase } from './cases/case.js';
import { cases } from './cases/index.js';
import { type Check, sourceFor } from './checks/check.js';
import { clientChecks } from './checks/client/index.js';
import { serverChecks } from './checks/server/index.js';
import { answerKind } from './expectation/expectation.js';

/** A requirement or an ambiguity, with the cases that cover it. */
export interface CoverageEntry<Entry> {
  readonly entry: Entry;
  /** Ids of the cases that test or probe it, by their own data or by a check on their answer. */
  readonly cases: readonly string[];
  /** Why it needs no case. Absent when it needs one. */
  readonly reason?: string;
}

/** How much of the document the cases cover. */
export interface Coverage {
  readonly requirements: readonly CoverageEntry<Requirement>[];
  readonly ambiguities: readonly CoverageEntry<Ambiguity>[];
  /** Ids of the requirements and ambiguities that have neither a case nor a reason. */
  readonly gaps: readonly string[];
  /** The share of requirements and ambiguities that have a case or a reason, 0 to 1. */
  readonly share: number;
}

/** Computes the coverage under a contract. Every requirement and every ambiguity of the register needs a case or a reason. */
export function coverage(contract: Contract, testCases: readonly TestCase[] = cases): Coverage {
  const namesById = testCases.map((testCase) => ({ id: testCase.id, names: new Set(namesOf(testCase, contract)) }));
  const casesFor = (id: string): string[] => namesById.filter(({ names }) => names.has(id)).map((entry) => entry.id);
  const stated = requirements.map(
    (entry): CoverageEntry<Requirement> => createEntry(entry, casesFor(entry.id), entry.untestable),
  );
  const open = ambiguities.map(
    (entry): CoverageEntry<Ambiguity> => createEntry(entry, casesFor(entry.id), entry.unprobed),
  );
  const all = [...stated, ...open];
  const gaps = all
    .filter((coverageEntry) => coverageEntry.cases.length === 0 && coverageEntry.reason === undefined)
    .map(({ entry }) => entry.id);
  return { requirements: stated, ambiguities: open, gaps, share: (all.length - gaps.length) / all.length };
}

function createEntry<Entry>(entry: Entry, ids: readonly string[], reason: string | undefined): CoverageEntry<Entry> {
  return { entry, cases: ids, ...(reason === undefined ? {} : { reason }) };
}

/** The ids that a case covers: the ones that it names, and the ones of the checks that apply to its answer. */
function namesOf(testCase: TestCase, contract: Contract): readonly string[] {
  const kind = answerKind(testCase, contract);
  const checks: readonly Pick<Check<never>, 'kinds' | 'probes' | 'source'>[] = [
    ...(testCase.directions.includes('server') ? serverChecks : []),
    ...(testCase.directions.includes('client') && testCase.fault === undefined ? clientChecks : []),
  ];
  const judged = checks
    .filter(({ kinds }) => !kinds || kinds.includes(kind))
    .flatMap(({ source, probes = [] }) => {
      const from = sourceFor(source, testCase, kind);
      return [...('ambiguity' in from ? [from.ambiguity] : from.requirements), ...probes];
    });
  return [...testCase.requirements, ...testCase.ambiguities, ...judged];
}
