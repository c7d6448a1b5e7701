import { type Command, InvalidArgumentError, Option } from 'commander';
import { requireAbsent, requireWritable } from './report-files.js';

/** Flags that select cases. */
export interface SelectionFlags {
  readonly only: readonly string[];
  readonly kind: readonly string[];
  readonly tag: readonly string[];
}

/** Flags that name the report files, and say how they report. */
export interface ReportFlags {
  readonly junit?: string;
  readonly json?: string;
  readonly html?: string;
  readonly ctrf?: string;
  readonly markdown?: string;
  /** The file of failures that are accepted for a time. */
  readonly knownFailures?: string;
  /** Where to start such a file from the run. */
  readonly writeKnownFailures?: string;
  /** Whether an inconclusive case is a failure in the JUnit report and in annotations. Default: false. */
  readonly strict?: boolean;
}

/** Adds the flags that select cases. */
export function withSelection(command: Command): Command {
  return command
    .option('--only <ids>', 'cases by id, comma-separated; * stands for any characters', parseList, [])
    .option('--kind <kinds>', 'cases by expected kind, comma-separated', parseList, [])
    .option('--tag <tags>', 'cases by tag, comma-separated', parseList, []);
}

/** Adds the flags of the reports. */
export function withReports(command: Command): Command {
  return command
    .option('--junit <file>', 'write a JUnit XML report')
    .option('--json <file>', 'write a JSON report')
    .option('--html <file>', 'write a report for people: one HTML file that loads nothing')
    .option('--ctrf <file>', 'write a report in the Common Test Report Format')
    .option('--markdown <file>', 'write a summary in Markdown, as for the page of a CI job')
    .option('--known-failures <file>', 'YAML file of failures that are accepted for a time; see the guides')
    .option('--write-known-failures <file>', 'start such a file with what does not pass; a person completes it')
    .option('--strict', 'report inconclusive cases as failures in JUnit and annotations; else as skipped and warnings');
}

/**
 * Checks that the run can write its reports. Called before the run sends anything.
 *
 * @throws KitError `setup` when a report file is not writable, or a file of known failures would be overwritten
 */
export async function requireReports(flags: ReportFlags): Promise<void> {
  const { junit, json, html, ctrf, markdown, writeKnownFailures } = flags;
  for (const file of [junit, json, html, ctrf, markdown, writeKnownFailures])
    if (file !== undefined) await requireWritable(file);
  if (writeKnownFailures !== undefined) await requireAbsent(writeKnownFailures);
}

/** Parses a pause of 0 to 3600 seconds. Returns milliseconds. */
export function parsePause(text: string): number {
  const seconds = parseSeconds(text);
  if (!(seconds >= 0 && seconds <= 3600)) throw new InvalidArgumentError('Give seconds, from 0 to 3600.');
  return Math.round(seconds * 1000);
}

/** Creates a flag for a limit in seconds. Its value is in milliseconds. 0 is not a limit: no answer is that fast. */
export function limitOption(flags: string, description: string, defaultSeconds: number): Option {
  return new Option(flags, description)
    .argParser((text: string): number => {
      const seconds = parseSeconds(text);
      if (!(seconds >= 0.001 && seconds <= 3600))
        throw new InvalidArgumentError('Give seconds, from 0.001 to 3600; a run without a limit might never end.');
      return Math.round(seconds * 1000);
    })
    .default(defaultSeconds * 1000, `${defaultSeconds} seconds`);
}

function parseSeconds(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function parseList(text: string, previous: readonly string[]): readonly string[] {
  return [
    ...previous,
    ...text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ];
}
