import { ambiguities, type Reading } from '../../spec/index.js';
import type { CaseResult } from './verdict.js';

/** What a run observed of one ambiguity. */
export interface ObservedReading {
  /** Id of the ambiguity. */
  readonly ambiguity: string;
  readonly question: string;
  /** The different values that the answers showed. */
  readonly observed: readonly string[];
  /**
   * Ids of the readings that match all observed values. Of two that match, the more specific one counts: numbers that
   * always increase match `increasing`, not `unordered`. Empty when no reading matches.
   */
  readonly readings: readonly string[];
  /** The readings as text, e.g. `always-200`, `one of: a, b`, `something else: 418`. */
  readonly description: string;
  /** Whether the register's default reading is among them. */
  readonly matchesDefault: boolean;
}

/** Derives the readings of the register that the answers of a run match, for every ambiguity that the run observed. */
export function observedReadings(results: readonly CaseResult[]): readonly ObservedReading[] {
  const all = results.flatMap(({ checks }) => checks.flatMap(({ observed = [] }) => observed));
  return ambiguities.flatMap((entry): ObservedReading[] => {
    const values = [...new Set(all.filter(({ ambiguity }) => ambiguity === entry.id).map(({ value }) => value))];
    if (values.length === 0) return [];
    const matching = entry.readings.filter((reading) => values.every((value) => matches(reading, value)));
    const readings = matching
      .filter((reading) => !matching.some((other) => isMoreSpecific(other, reading)))
      .map(({ id }) => id);
    return [
      {
        ambiguity: entry.id,
        question: entry.question,
        observed: values,
        readings,
        description: describeReadings(readings, values),
        matchesDefault: readings.includes(entry.default),
      },
    ];
  });
}

function describeReadings(readings: readonly string[], values: readonly string[]): string {
  const [only] = readings;
  if (only === undefined) return `something else: ${values.join(', ')}`;
  return readings.length === 1 ? only : `one of: ${readings.join(', ')}`;
}

/** Whether a reading allows only some of the values that another one allows. */
function isMoreSpecific(reading: Reading, other: Reading): boolean {
  return covers(other, reading) && !covers(reading, other);
}

function covers(reading: Reading, { observed = [] }: Reading): boolean {
  return observed.every((pattern) => matches(reading, pattern));
}

function matches({ observed = [] }: Reading, value: string): boolean {
  return observed.some((pattern) => {
    const parts = pattern.split('*').map((text) => text.replaceAll(/[^\w\s-]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 's').test(value);
  });
}
