import type { CommandIo, Contract } from '../../spec/index.js';
import { observedReadings } from '../evidence/readings.js';
import { type CaseResult, exitCodeOf, summarise } from '../evidence/verdict.js';
import { describeInterruption } from '../wire/interruption.js';
import type { ReportFlags } from './flags.js';
import { type RunInfo, toJson } from './json.js';
import { toJunit } from './junit.js';
import { writeReport } from './report-files.js';
import { createTextReporter } from './text.js';

/** What the reports of a run need to know beside its results. */
export interface RunToReport {
  readonly about: Omit<RunInfo, 'startedAt' | 'durationMs' | 'cutShort'>;
  readonly contract: Contract;
  /** The number of cases of the run. */
  readonly total: number;
  readonly flags: ReportFlags;
  /** Whether the budget has excluded some of the cases. Default: no run has a budget. */
  readonly isBudgetUsedUp?: (results: readonly CaseResult[]) => boolean;
}

/**
 * Follows a run to its end: prints each result as it arrives, derives the readings, writes the reports, and sets the exit
 * code. The reports of a run that was cut short say so.
 */
export async function reportRun(io: CommandIo, run: AsyncIterable<CaseResult>, report: RunToReport): Promise<void> {
  const { about, total, flags, isBudgetUsedUp = () => false } = report;
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
  const cutShort = cutShortReason(io.signal, results);
  const info: RunInfo = { ...about, startedAt, durationMs, ...(cutShort === undefined ? {} : { cutShort }) };
  const readings = observedReadings(results, report.contract);
  for (const line of text.readings(readings)) io.out(line);
  io.out('');
  io.out(text.end(summary, durationMs, cutShort));
  if (flags.junit !== undefined) await writeReport(flags.junit, toJunit(info, results));
  if (flags.json !== undefined) await writeReport(flags.json, toJson(info, summary, results, readings));
  io.exitCode = exitCodeOf(summary, { isBudgetUsedUp: isBudgetUsedUp(results), isCutShort: cutShort !== undefined });
}

/** Why a run ended before its last case, and how many cases it did not finish. Undefined for a complete run. */
function cutShortReason(signal: AbortSignal, results: readonly CaseResult[]): string | undefined {
  const unfinished = results.filter(({ cutShort }) => cutShort);
  if (unfinished.length === 0 && !signal.aborted) return undefined;
  const reason = signal.aborted ? describeInterruption(signal) : unfinished.at(-1)?.reason;
  return `${reason}; ${unfinished.length} of ${results.length} cases were not run to their end`;
}
