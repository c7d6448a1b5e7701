import type { JsonReport } from '../reports/report-types.js';
import { createDifference, type RunDifference } from './difference.js';

type Reading = JsonReport['readings'][number];

/**
 * Compares what the runs observed of the questions that the document leaves open. A reading that fits both runs is no
 * difference: a run of fewer cases tells less.
 */
export function readingDifferences(
  baseline: readonly JsonReport[],
  { readings }: JsonReport,
): readonly RunDifference[] {
  return readings.flatMap((now): readonly RunDifference[] => {
    const earlier = baseline.flatMap((report) =>
      report.readings.filter(({ ambiguity }) => ambiguity === now.ambiguity),
    );
    const known = earlier.filter(({ observed }) => observed.length > 0);
    const [first] = known;
    if (!first || now.observed.length === 0 || known.some((old) => isCompatible(old, now))) return [];
    const words = { aspect: 'reading', place: now.ambiguity, old: first.description, now: now.description } as const;
    const rule = { class: 'breaking', why: 'the server answers an open question in another way' } as const;
    return [createDifference({ ...words, ...rule, cases: [], kinds: [] })];
  });
}

function isCompatible(old: Reading, now: Reading): boolean {
  if (old.readings.some((reading) => now.readings.includes(reading))) return true;
  if (old.readings.length > 0 && now.readings.length > 0) return false;
  const isWithin = (one: Reading, other: Reading): boolean =>
    one.observed.every((value) => other.observed.includes(value));
  return isWithin(old, now) || isWithin(now, old);
}
