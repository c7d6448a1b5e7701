import { ambiguities, type Reading } from '../../spec/index.js';
import type { CaseResult } from './verdict.js';

/** What a run saw of one ambiguity. */
export interface ObservedReading {
  /** Id of the ambiguity. */
  readonly ambiguity: string;
  readonly question: string;
  /** Everything that was observed, each once. */
  readonly observed: readonly string[];
  /**
   * The readings that fit all of it, but for those that would have let it be otherwise too: what always was in order is
   * read as ordered, not as in no order. None when it was something else.
   */
  readonly readings: readonly string[];
  /** The same in words, e.g. `always-200`, `one of: a, b`, `something else: 418`. */
  readonly description: string;
  /** Whether the profile's default reading is among them. */
  readonly matchesDefault: boolean;
}

/** Reads off a run which readings of the register its answers fit, for every ambiguity that something was seen of. */
export function observedReadings(results: readonly CaseResult[]): readonly ObservedReading[] {
  const all = results.flatMap(({ checks }) => checks.flatMap(({ observed = [] }) => observed));
  return ambiguities.flatMap((entry): ObservedReading[] => {
    const values = [...new Set(all.filter(({ ambiguity }) => ambiguity === entry.id).map(({ value }) => value))];
    if (values.length === 0) return [];
    const fitting = entry.readings.filter((reading) => values.every((value) => matches(reading, value)));
    const readings = fitting.filter((one) => !fitting.some((other) => isMoreSpecific(other, one))).map(({ id }) => id);
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

/** Whether all that one reading lets be seen can be seen under another one too, which lets more be seen. */
function isMoreSpecific(one: Reading, other: Reading): boolean {
  return covers(other, one) && !covers(one, other);
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
