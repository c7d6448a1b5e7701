import { version } from '../../spec/index.js';
import type { Drift } from './difference.js';
import type { DriftReport } from './drift-types.js';
import type { RunFile } from './run-file.js';

/** Formats a drift as JSON, as `drift.schema.json` describes it. */
export function driftJson({ baseline, run, warnings, compared, unknown, counts, differences, exit }: Drift): string {
  const report: DriftReport = {
    format: 1,
    kit: version,
    direction: run.report.direction,
    baseline: baseline.map(aboutOf),
    run: aboutOf(run),
    warnings: [...warnings],
    compared,
    unknown: [...unknown],
    counts,
    differences: differences.map((difference) => ({ ...difference, cases: [...difference.cases] })),
    exit: exit as DriftReport['exit'],
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function aboutOf({ file, report }: RunFile): DriftReport['run'] {
  const { kit, subject, profile, startedAt, cases, exchanges } = report;
  return { file, kit, subject, profile: profile.name, startedAt, cases: (exchanges ?? cases).length };
}
