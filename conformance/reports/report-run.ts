import type { FixtureId } from '../../fixtures/index.js';
import { type CommandIo, type Contract, createPaint, exitCodes, hasColours, type Profile } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { createLeakGate, type LeakGate, withoutLeaks } from '../evidence/leak-gate.js';
import { observedReadings } from '../evidence/readings.js';
import { type CaseResult, exitCodeOf, summarise } from '../evidence/verdict.js';
import { knownFailureProblems, withKnownFailures } from '../known-failures/apply.js';
import type { KnownFailures } from '../known-failures/load.js';
import { toKnownFailures } from '../known-failures/write.js';
import type { PictureSource } from '../pictures.js';
import { describeInterruption } from '../wire/interruption.js';
import { causesOf } from './causes.js';
import { toCtrf } from './ctrf.js';
import { doubleChargesOf } from './double-charges.js';
import { explainRun } from './explanation/explain.js';
import type { ReportFlags } from './flags.js';
import { annotationLines, isGitHubActions, pauseCommands, writeStepSummary } from './github.js';
import type { HtmlOptions } from './html/html-options.js';
import { toJson } from './json.js';
import { toJunit } from './junit.js';
import { columnsOf, countOf } from './layout.js';
import { formatReports, writeReports } from './report-files.js';
import type { RunInfo, RunPlan, RunReport } from './run-report.js';
import { toStepSummary } from './step-summary.js';
import { createTextReporter } from './text.js';

/** What the reports of a run need to know beside its results. */
export interface RunToReport {
  readonly about: Pick<RunInfo, 'direction' | 'subject'> & {
    /** The profiles of a run under several. Default: that of the contract. */
    readonly profile?: string;
  };
  /** The contract that the run judges by. */
  readonly contract: Contract;
  /** The cases of the run, skipped ones included. */
  readonly cases: readonly TestCase[];
  /** The number of cases that are sent, and of calls that may be charged. Default: all, and none. */
  readonly plan?: Pick<RunPlan, 'sent' | 'mayBeCharged'>;
  /** Passes all that is printed and written. Default: one that knows no secrets of the run. */
  readonly gate?: LeakGate;
  /** Failures that are accepted for a time. Default: none. */
  readonly knownFailures?: KnownFailures;
  /** The pictures that the run sends. Default: the drawn ones. */
  readonly pictures?: PictureSource;
  /** Says in money what a number of calls costs. Default: the price is not known. */
  readonly formatMoney?: (calls: number) => string;
  readonly flags: ReportFlags & { readonly profile: string };
  /** Whether the budget has excluded some of the cases. Default: no run has a budget. */
  readonly isBudgetUsedUp?: (results: readonly CaseResult[]) => boolean;
}

/**
 * Follows a run to its end: prints each result as it arrives, derives the readings, the causes and what explains them,
 * writes the reports, sets the exit code, and returns the report. The reports of a run that was cut short say so.
 *
 * @throws KitError `leak` before a line or a report is written that would hold a secret or a picture
 */
export async function reportRun(
  io: CommandIo,
  run: AsyncIterable<CaseResult>,
  toReport: RunToReport,
): Promise<RunReport> {
  const { about, contract, cases, knownFailures, flags, isBudgetUsedUp = () => false } = toReport;
  const gate = toReport.gate ?? createLeakGate([]);
  const print = (lines: readonly string[]): void => {
    for (const line of lines) gate.requireClean('standard output', line);
    for (const line of lines) io.out(line);
  };
  const plan = { sent: cases.length, mayBeCharged: 0, ...toReport.plan, cases: cases.length };
  const profile: Profile = { name: contract.profile, summary: '', ...contract.decisions };
  io.outIs = 'proof';
  const startedAt = new Date();
  const started = performance.now();
  const text = createTextReporter(cases, { columns: columnsOf(io), paint: createPaint(hasColours(io)) });
  const isStrict = flags.strict ?? false;
  const onGitHub = isGitHubActions(io);
  using paused = onGitHub ? pauseCommands(io) : undefined;
  const results: CaseResult[] = [];
  const day = startedAt.toISOString().slice(0, 10);
  for await (const judged of withoutLeaks(run, gate)) {
    const result = withKnownFailures(judged, knownFailures, day);
    // A run that cannot start is one line of an error, and needs no head.
    if (results.length === 0) print(text.start({ profile: contract.profile, ...about, plan }));
    results.push(result);
    const line = text.result(result);
    if (line !== undefined) print([line]);
  }
  const durationMs = Math.round(performance.now() - started);
  const cutShort = cutShortReason(io.signal, results);
  const summary = summarise(results);
  const used = knownFailures && {
    file: knownFailures.file,
    problems: knownFailureProblems(knownFailures, results, { direction: about.direction, day }),
  };
  const code = exitCodeOf(summary, {
    isBudgetUsedUp: isBudgetUsedUp(results),
    isCutShort: cutShort !== undefined,
    hasWrongEntry: (used?.problems.length ?? 0) > 0,
  });
  const explanation = await explainRun(
    results.filter(({ verdict }) => verdict !== 'known'),
    profile,
    io,
  );
  const doubleCharges = doubleChargesOf(results, toReport.formatMoney);
  const report: RunReport = {
    info: {
      profile: contract.profile,
      ...about,
      decisions: contract.decisions,
      plan,
      startedAt,
      durationMs,
      ...(cutShort === undefined ? {} : { cutShort }),
    },
    summary,
    exit: { code, reason: exitReason(code, { summary, cutShort, used }) },
    results,
    causes: causesOf(results),
    readings: observedReadings(results, contract),
    ...(doubleCharges ? { doubleCharges } : {}),
    ...(used ? { knownFailures: used } : {}),
    ...(explanation ? { explanation } : {}),
  };
  const htmlOptions = {
    profileFile: flags.profile,
    ...(toReport.formatMoney ? { formatMoney: toReport.formatMoney } : {}),
    isOwnPicture: (id: FixtureId) => toReport.pictures?.ownFile(id) !== undefined,
  };
  const files = await formatReports(
    [
      [flags.junit, () => toJunit(report, isStrict)],
      [flags.json, () => toJson(report, flags.profile, htmlOptions.isOwnPicture)],
      [flags.ctrf, () => toCtrf(report, isStrict)],
      [flags.markdown, () => toStepSummary(report, flags.profile)],
      [flags.html, () => formatHtml(report, htmlOptions, gate)],
      [flags.writeKnownFailures, () => toKnownFailures(results)],
    ],
    gate,
  );
  print(text.end(report, flags.profile));
  if (onGitHub) {
    paused?.[Symbol.dispose]();
    print(annotationLines(report, isStrict));
    await writeStepSummary(io, toStepSummary(report, flags.profile), gate);
  }
  io.exitCode = code;
  await writeReports(files);
  return report;
}

/** Formats the HTML report with the thumbnails of its pictures. Imports it on demand, because few runs need it. */
async function formatHtml(report: RunReport, options: HtmlOptions, gate: LeakGate): Promise<string> {
  const { toHtml } = await import('./html/html-report.js');
  const { createThumbnails } = await import('./html/thumbnails.js');
  const thumbnails = await createThumbnails(report.results, options.isOwnPicture ?? (() => false));
  for (const { address } of thumbnails.values()) gate.admitPicture(address);
  return toHtml(report, { ...options, thumbnails });
}

/** Why a run ended before its last case, and how many cases it did not finish. Undefined for a complete run. */
function cutShortReason(signal: AbortSignal, results: readonly CaseResult[]): string | undefined {
  const unfinished = results.filter(({ cutShort }) => cutShort);
  if (unfinished.length === 0 && !signal.aborted) return undefined;
  const reason = signal.aborted ? describeInterruption(signal) : unfinished.at(-1)?.reason;
  return `${reason}; ${unfinished.length} of ${results.length} cases were not run to their end`;
}

function holdNot(count: number): string {
  return count === 1 ? 'does not hold' : 'do not hold';
}

/** Why a run has its exit code, in one sentence. */
function exitReason(
  code: number,
  {
    summary,
    cutShort,
    used,
  }: Pick<RunReport, 'summary'> & {
    readonly cutShort: string | undefined;
    readonly used: RunReport['knownFailures'];
  },
): string {
  const { failed, error, inconclusive, known } = summary;
  if (cutShort !== undefined) return `cut short: ${cutShort}`;
  switch (code) {
    case exitCodes.passed:
      return known > 0 ? 'every case that ran passed or is a known failure' : 'every case that ran passed';
    case exitCodes.failed:
      return [
        ...(failed > 0 ? [`${countOf(failed, 'case')} failed`] : []),
        ...(used && used.problems.length > 0
          ? [`${countOf(used.problems.length, 'known failure')} in ${used.file} ${holdNot(used.problems.length)}`]
          : []),
      ].join(', and ');
    case exitCodes.usage:
      return `${countOf(error, 'case')} ended with an error of the kit`;
    case exitCodes.budget:
      return 'the budget was used up';
    default:
      return inconclusive > 0 ? `${countOf(inconclusive, 'case')} inconclusive` : 'no case ran';
  }
}
