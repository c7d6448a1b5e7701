import { Command, Option } from 'commander';
import { type CommandIo, exitCodes, type Place } from '../spec/index.js';
import { type Coverage, type CoverageEntry, coverage } from './coverage.js';

/** `eendigo-kit conformance coverage`: each statement and question of the document with the cases that answer for it. */
export function coverageCommand(io: CommandIo): Command {
  return new Command('coverage')
    .description('show which case tests which statement of the document; fails below 100 %')
    .addOption(new Option('--format <format>', 'how to write it').choices(['text', 'json']).default('text'))
    .action(({ format }: { format: 'text' | 'json' }) => {
      const found = coverage();
      if (format === 'json') io.out(JSON.stringify(found, null, 2));
      else for (const line of table(found)) io.out(line);
      io.exitCode = found.gaps.length === 0 ? exitCodes.passed : exitCodes.failed;
    });
}

function table({ requirements, ambiguities, gaps, share }: Coverage): readonly string[] {
  const rows = (title: string, all: readonly CoverageEntry<Place & { readonly id: string }>[]): string[] => {
    const width = Math.max(...all.map(({ entry }) => entry.id.length));
    const tested = all.filter(({ cases }) => cases.length > 0).length;
    const reasoned = all.filter(({ cases, reason }) => cases.length === 0 && reason !== undefined).length;
    return [
      `${title}: ${all.length}, of which ${tested} have a case and ${reasoned} a reason why they have none`,
      ...all.map((one) => `  ${one.entry.id.padEnd(width)}  ${one.entry.section.padEnd(8)}  ${evidence(one)}`),
      '',
    ];
  };
  return [
    ...rows('Requirements', requirements),
    ...rows('Ambiguities', ambiguities),
    ...(gaps.length === 0 ? [] : [`Neither a case nor a reason: ${gaps.join(', ')}`]),
    // Rounded down, so that 100 % means all.
    `Accounted for: ${(Math.floor(share * 1000) / 10).toFixed(1)} %`,
  ];
}

function evidence({ cases, reason }: CoverageEntry<unknown>): string {
  if (cases.length === 0) return reason === undefined ? 'NOTHING' : `none: ${reason}`;
  const shown = cases.slice(0, 3).join(', ');
  return cases.length > 3 ? `${shown} and ${cases.length - 3} more` : shown;
}
