import { Command, Option } from 'commander';
import { type CommandIo, exitCodes, loadContract, type Place } from '../spec/index.js';
import { type Coverage, type CoverageEntry, coverage } from './coverage.js';

/** `eendigo-kit conformance coverage`: lists the cases that cover each requirement and ambiguity. */
export function coverageCommand(io: CommandIo): Command {
  return new Command('coverage')
    .description('show which case tests which statement of the document; fails below 100 %')
    .addOption(new Option('--format <format>', 'the output format').choices(['text', 'json']).default('text'))
    .action(async ({ format }: { format: 'text' | 'json' }) => {
      const report = coverage(await loadContract());
      if (format === 'json') io.out(JSON.stringify(report, null, 2));
      else for (const line of formatCoverage(report)) io.out(line);
      io.exitCode = report.gaps.length === 0 ? exitCodes.passed : exitCodes.failed;
    });
}

function formatCoverage({ requirements, ambiguities, gaps, share }: Coverage): readonly string[] {
  const rows = (title: string, all: readonly CoverageEntry<Place & { readonly id: string }>[]): string[] => {
    const width = Math.max(...all.map(({ entry }) => entry.id.length));
    const tested = all.filter(({ cases }) => cases.length > 0).length;
    const reasoned = all.filter(({ cases, reason }) => cases.length === 0 && reason !== undefined).length;
    return [
      `${title}: ${all.length}, of which ${tested} have a case and ${reasoned} a reason why they have none`,
      ...all.map((row) => `  ${row.entry.id.padEnd(width)}  ${row.entry.section.padEnd(8)}  ${describeCases(row)}`),
      '',
    ];
  };
  return [
    ...rows('Requirements', requirements),
    ...rows('Ambiguities', ambiguities),
    ...(gaps.length === 0 ? [] : [`Neither a case nor a reason: ${gaps.join(', ')}`]),
    // Rounded down, so that 100 % means complete coverage.
    `Accounted for: ${(Math.floor(share * 1000) / 10).toFixed(1)} %`,
  ];
}

function describeCases({ cases, reason }: CoverageEntry<unknown>): string {
  if (cases.length === 0) return reason === undefined ? 'NOTHING' : `none: ${reason}`;
  const shown = cases.slice(0, 3).join(', ');
  return cases.length > 3 ? `${shown} and ${cases.length - 3} more` : shown;
}
