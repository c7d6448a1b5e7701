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
  readonly said: string;
  /** Whether the profile's default reading is among them. */
  readonly asAssumed: boolean;
}

/** Reads off a run which readings of the register its answers fit, for every ambiguity that something was seen of. */
export function observedReadings(results: readonly CaseResult[]): readonly ObservedReading[] {
  const all = results.flatMap(({ checks }) => checks.flatMap(({ observed = [] }) => observed));
  return ambiguities.flatMap((open): ObservedReading[] => {
    const values = [...new Set(all.filter(({ ambiguity }) => ambiguity === open.id).map(({ value }) => value))];
    if (values.length === 0) return [];
    const fitting = open.readings.filter((reading) => values.every((value) => fits(reading, value)));
    const readings = fitting.filter((one) => !fitting.some((other) => saysMore(other, one))).map(({ id }) => id);
    return [
      {
        ambiguity: open.id,
        question: open.question,
        observed: values,
        readings,
        said: inWords(readings, values),
        asAssumed: readings.includes(open.default),
      },
    ];
  });
}

function inWords(readings: readonly string[], values: readonly string[]): string {
  const [only] = readings;
  if (only === undefined) return `something else: ${values.join(', ')}`;
  return readings.length === 1 ? only : `one of: ${readings.join(', ')}`;
}

/** Whether all that one reading lets be seen can be seen under another one too, which lets more be seen. */
function saysMore(one: Reading, other: Reading): boolean {
  return includes(other, one) && !includes(one, other);
}

function includes(reading: Reading, { observed = [] }: Reading): boolean {
  return observed.every((pattern) => fits(reading, pattern));
}

function fits({ observed = [] }: Reading, value: string): boolean {
  return observed.some((pattern) => {
    const parts = pattern.split('*').map((text) => text.replaceAll(/[^\w\s-]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 's').test(value);
  });
}
