import { countOf } from '../reports/layout.js';
import type { Drift } from './difference.js';
import type { RunFile } from './run-file.js';

/** The compared runs, each with its part in the comparison. */
export function runsOf({ baseline, run }: Pick<Drift, 'baseline' | 'run'>): readonly (readonly [string, RunFile])[] {
  const label = (at: number): string => (baseline.length === 1 ? 'Old' : `Base ${at + 1}`);
  return [...baseline.map((one, at) => [label(at), one] as const), ['New', run]];
}

/** A run in one line: its file, target, profile, time and number of cases or recorded exchanges. */
export function aboutRun({ file, report }: RunFile): string {
  const { subject, profile, startedAt, cases, exchanges } = report;
  return `${file}: ${subject}, profile ${profile.name}, ${startedAt.slice(0, 16).replace('T', ' ')} UTC, ${exchanges ? countOf(exchanges.length, 'exchange') : countOf(cases.length, 'case')}`;
}

/** The result of a comparison as a heading. */
export function headingOf({ exit }: Pick<Drift, 'exit'>): string {
  return `${exit.reason.charAt(0).toUpperCase()}${exit.reason.slice(1)}`;
}
