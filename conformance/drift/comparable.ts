import { KitError } from '../../spec/index.js';
import { groupBy } from '../reports/group-by.js';
import type { JsonReport } from '../reports/report-types.js';
import type { RunFile } from './run-file.js';

/** @throws KitError `usage` for a run on a server and one on a client */
export function requireSameDirection(baseline: readonly RunFile[], { file, report }: RunFile): void {
  const other = baseline.find((one) => one.report.direction !== report.direction);
  if (!other) return;
  throw new KitError(
    'usage',
    `${other.file} is a run on a ${other.report.direction} and ${file} one on a ${report.direction}; compare runs of the same direction`,
  );
}

/** Verdicts and kinds of runs under other profiles, or by another version of the kit, cannot be compared. */
export function isJudgedAlike(one: JsonReport, other: JsonReport): boolean {
  return JSON.stringify([one.kit, one.profile]) === JSON.stringify([other.kit, other.profile]);
}

/** Why a comparison may say less than it seems. Old runs with the same remark share it. */
export function warningsOf(
  baseline: readonly RunFile[],
  { file, report }: RunFile,
  isSameJudge: boolean,
): readonly string[] {
  const remarks = baseline.flatMap((old) => [
    ...(old.report.subject === report.subject
      ? []
      : [{ old, verb: 'ran', rest: `on ${old.report.subject}, and ${file} on ${report.subject}` }]),
    ...(old.report.kit === report.kit
      ? []
      : [{ old, verb: 'ran', rest: `with version ${old.report.kit} of the kit, and ${file} with ${report.kit}` }]),
    ...(JSON.stringify(old.report.profile) === JSON.stringify(report.profile)
      ? []
      : [
          {
            old,
            verb: 'assumed',
            rest: `the profile ${old.report.profile.name}, and ${file} ${nameOfOther(old.report, report)}`,
          },
        ]),
    ...(old.report.cutShort === undefined ? [] : [{ old, verb: 'was', rest: `cut short: ${old.report.cutShort}` }]),
  ]);
  return [
    ...groupBy(remarks, ({ verb, rest }) => `${verb} ${rest}`).map((group) => {
      const files = group.map(({ old }) => old.file).join(', ');
      const verb = group[0]?.verb === 'was' && group.length > 1 ? 'were' : group[0]?.verb;
      return `${files} ${verb} ${group[0]?.rest}`;
    }),
    ...(isSameJudge ? [] : ['verdicts are not compared, because the runs judge differently']),
    ...(report.cutShort === undefined ? [] : [`${file} was cut short: ${report.cutShort}`]),
  ];
}

function nameOfOther(old: JsonReport, now: JsonReport): string {
  return old.profile.name === now.profile.name ? 'one of the same name with other decisions' : now.profile.name;
}
