import type { PairName } from './pair.js';
import { type BenchReport, errorsOf, ratiosOf } from './report.js';

/** One thing that the mock must reach. */
export interface Target {
  readonly name: string;
  /** What was measured; undefined where the run did not measure it. */
  readonly of: (report: BenchReport) => number | undefined;
  readonly bound: { readonly atLeast: number } | { readonly atMost: number } | { readonly under: number };
  readonly unit: string;
}

/** Whether a target is reached, and by what. */
export interface TargetVerdict {
  readonly name: string;
  readonly wanted: string;
  readonly got: string;
  readonly reached: boolean;
}

/** What the mock must reach, against what somebody would write by hand. */
export const targets: readonly Target[] = [
  ...(['small', 'typical', 'large'] as const).map(
    (pair): Target => ({
      name: `requests/s with ${pair} pairs, of bare Express + multer (the worse of all numbers of connections)`,
      of: ({ rows }) => least(rows.filter((row) => row.pair === pair).map((row) => ratiosOf(row).mockToExpress)),
      bound: { atLeast: pair === 'small' ? 0.8 : 1 },
      unit: 'x',
    }),
  ),
  {
    name: 'peak memory with 16 large uploads at once',
    of: ({ rows }) => {
      const row = rows.find(({ pair, connections }) => pair === ('large' satisfies PairName) && connections === 16);
      return row && row.measured.mock.peakBytes / 1_000_000;
    },
    bound: { under: 250 },
    unit: ' MB',
  },
  {
    name: 'start to first answer in process, of bare Express + multer',
    of: ({ startMs }) => startMs.mock / startMs['express-multer'],
    bound: { under: 2 },
    unit: 'x',
  },
  {
    name: 'start to first answer as a command, of bare Express + multer',
    of: ({ startMs }) => startMs.command / startMs['express-multer'],
    bound: { under: 2 },
    unit: 'x',
  },
  { name: 'errors', of: errorsOf, bound: { atMost: 0 }, unit: '' },
];

/** Holds a report against the targets. One that was not measured is not reached. */
export function judge(report: BenchReport): readonly TargetVerdict[] {
  return targets.map(({ name, of, bound, unit }) => {
    const value = of(report);
    return {
      name,
      wanted: `${inWords(bound)}${unit}`,
      got: value === undefined ? 'not measured' : `${rounded(value)}${unit}`,
      reached: value !== undefined && within(value, bound),
    };
  });
}

function within(value: number, bound: Target['bound']): boolean {
  if ('atLeast' in bound) return value >= bound.atLeast;
  return 'atMost' in bound ? value <= bound.atMost : value < bound.under;
}

function inWords(bound: Target['bound']): string {
  if ('atLeast' in bound) return `at least ${bound.atLeast}`;
  return 'atMost' in bound ? `at most ${bound.atMost}` : `under ${bound.under}`;
}

function rounded(value: number): string {
  return value >= 10 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(2);
}

function least(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.min(...values);
}
