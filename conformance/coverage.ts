import { type Ambiguity, ambiguities, type Requirement, requirements } from '../spec/index.js';
import type { Case } from './cases/case.js';
import { cases } from './cases/index.js';
import { type Check, sourceFor } from './checks/check.js';
import { clientChecks } from './checks/client/index.js';
import { serverChecks } from './checks/server/index.js';

/** One statement or question of the document, with the cases that answer for it. */
export interface Covered<Entry> {
  readonly entry: Entry;
  /** Ids of the cases that test or probe it, by what they send or by a check that judges their answer. */
  readonly cases: readonly string[];
  /** Why there need be none; absent where there is no such reason. */
  readonly reason?: string;
}

/** Whether the whole document is accounted for. */
export interface Coverage {
  readonly requirements: readonly Covered<Requirement>[];
  readonly ambiguities: readonly Covered<Ambiguity>[];
  /** Ids of what is accounted for by neither a case nor a reason. */
  readonly gaps: readonly string[];
  /** Share of requirements and ambiguities that are accounted for, 0 to 1. */
  readonly share: number;
}

/** Holds the cases and their checks against the register: every requirement and every ambiguity needs a case or a reason. */
export function coverage(of: readonly Case[] = cases): Coverage {
  const named = of.map((one) => ({ id: one.id, names: new Set(namesOf(one)) }));
  const casesFor = (id: string): string[] => named.filter(({ names }) => names.has(id)).map((one) => one.id);
  const stated = requirements.map(
    (entry): Covered<Requirement> => covered(entry, casesFor(entry.id), entry.untestable),
  );
  const open = ambiguities.map((entry): Covered<Ambiguity> => covered(entry, casesFor(entry.id), entry.unprobed));
  const all = [...stated, ...open];
  const gaps = all.filter((one) => one.cases.length === 0 && one.reason === undefined).map(({ entry }) => entry.id);
  return { requirements: stated, ambiguities: open, gaps, share: (all.length - gaps.length) / all.length };
}

function covered<Entry>(entry: Entry, ids: readonly string[], reason: string | undefined): Covered<Entry> {
  return { entry, cases: ids, ...(reason === undefined ? {} : { reason }) };
}

/** Ids that a case answers for: those that it names, and those of the checks that its answer will be put to. */
function namesOf(of: Case): readonly string[] {
  const checks: readonly Pick<Check<never>, 'kinds' | 'probes' | 'source'>[] = [
    ...(of.directions.includes('server') ? serverChecks : []),
    ...(of.directions.includes('client') && of.fault === undefined ? clientChecks : []),
  ];
  const judged = checks
    .filter(({ kinds }) => !kinds || kinds.includes(of.kind))
    .flatMap(({ source, probes = [] }) => {
      const from = sourceFor(source, of, of.kind);
      return [...('ambiguity' in from ? [from.ambiguity] : from.requirements), ...probes];
    });
  return [...of.requirements, ...of.ambiguities, ...judged];
}
