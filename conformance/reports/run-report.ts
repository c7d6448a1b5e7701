import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CommandIo } from '../../spec/index.js';
import { observedReadings } from '../evidence/readings.js';
import { type CaseResult, exitCodeOf, summarise } from '../evidence/verdict.js';
import { interruptionOf } from '../wire/interruption.js';
import { type RunInfo, toJson } from './json.js';
import { toJunit } from './junit.js';
import { requireWritable, writeReport } from './report-files.js';
import { createTextReporter } from './text.js';

/** Flags that choose cases. */
export interface SelectionFlags {
  readonly only: readonly string[];
  readonly kind: readonly string[];
  readonly tag: readonly string[];
}

/** Flags that say where the reports go. */
export interface ReportFlags {
  readonly junit?: string;
  readonly json?: string;
}

/** Adds the flags that choose cases. */
export function withSelection(command: Command): Command {
  return command
    .option('--only <ids>', 'cases by id, comma-separated; * stands for any characters', words, [])
    .option('--kind <kinds>', 'cases by the kind that they expect, comma-separated', words, [])
    .option('--tag <tags>', 'cases by tag, comma-separated', words, []);
}

/** Adds the flags that say where the reports go. */
export function withReports(command: Command): Command {
  return command.option('--junit <file>', 'write a JUnit XML report').option('--json <file>', 'write a JSON report');
}

/** Fails before anything is sent when a report could not be written afterwards. */
export async function requireReports({ junit, json }: ReportFlags): Promise<void> {
  for (const file of [junit, json]) if (file !== undefined) await requireWritable(file);
}

/**
 * Follows a run to its end: prints each result as it comes, writes the reports, and sets the exit code.
 * The reports of a run that was cut short say so.
 */
export async function reportRun(
  io: CommandIo,
  run: AsyncIterable<CaseResult>,
  total: number,
  about: Omit<RunInfo, 'startedAt' | 'durationMs' | 'cutShort'>,
  flags: ReportFlags,
  budgetUsedUp = false,
): Promise<void> {
  io.outIs = 'proof';
  const startedAt = new Date();
  const started = performance.now();
  const text = createTextReporter(total, io.isTty && io.env['NO_COLOR'] === undefined);
  const results: CaseResult[] = [];
  for await (const result of run) {
    results.push(result);
    for (const line of text.result(result)) io.out(line);
  }
  const durationMs = Math.round(performance.now() - started);
  const summary = summarise(results);
  const cutShort = cutShortBy(io.signal, results);
  const info: RunInfo = { ...about, startedAt, durationMs, ...(cutShort === undefined ? {} : { cutShort }) };
  const readings = observedReadings(results);
  for (const line of text.readings(readings)) io.out(line);
  io.out('');
  io.out(text.end(summary, durationMs, cutShort));
  if (flags.junit !== undefined) await writeReport(flags.junit, toJunit(info, results));
  if (flags.json !== undefined) await writeReport(flags.json, toJson(info, summary, results, readings));
  io.exitCode = exitCodeOf(summary, { budgetUsedUp, cutShort: cutShort !== undefined });
}

/** Why a run ended before its last case, and how far it came; undefined for a whole one. */
function cutShortBy(signal: AbortSignal, results: readonly CaseResult[]): string | undefined {
  const missed = results.filter(({ cutShort }) => cutShort);
  if (missed.length === 0 && !signal.aborted) return undefined;
  const why = signal.aborted ? interruptionOf(signal) : missed.at(-1)?.reason;
  return `${why}; ${missed.length} of ${results.length} cases were not run to their end`;
}

/** Reads seconds from 0 to 3600 as milliseconds. */
export function pauseInSeconds(text: string): number {
  const value = secondsOf(text);
  if (!(value >= 0 && value <= 3600)) throw new InvalidArgumentError('Give seconds, from 0 to 3600.');
  return Math.round(value * 1000);
}

/** Makes a flag of a limit in seconds, which is handed on in milliseconds. No limit is 0: nothing could be that quick. */
export function limitOption(flags: string, description: string, defaultSeconds: number): Option {
  return new Option(flags, description)
    .argParser((text: string): number => {
      const value = secondsOf(text);
      if (!(value >= 0.001 && value <= 3600))
        throw new InvalidArgumentError('Give seconds, from 0.001 to 3600; a run without a limit might never end.');
      return Math.round(value * 1000);
    })
    .default(defaultSeconds * 1000, `${defaultSeconds} seconds`);
}

function secondsOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function words(text: string, before: readonly string[]): readonly string[] {
  return [
    ...before,
    ...text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ];
}
