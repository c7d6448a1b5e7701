import type { Command } from 'commander';
import { type CommandIo, exitCodes, KitError, loadContract } from '../../spec/index.js';
import type { LeakGate } from '../evidence/leak-gate.js';
import { isGitHubActions, pauseCommands, writeStepSummary } from '../reports/github.js';
import { createJsonReport } from '../reports/json.js';
import { formatReports, requireWritable, writeReports } from '../reports/report-files.js';
import type { RunReport } from '../reports/run-report.js';
import { compareRuns } from './compare-runs.js';
import type { Drift } from './difference.js';
import { formatDrift, formatOfFile } from './drift-report.js';
import { admitTrxNos, type RunFile, readRunFile } from './run-file.js';

/** The flags of a run that is compared with a baseline. */
export interface BaselineFlags {
  readonly baseline?: readonly string[];
  readonly drift?: string;
}

/** Compares a run, at its end, with the baseline that was read before it. */
export interface Baseline {
  /**
   * Prints what differs, writes it to `--drift`, and sets the exit code to drift if the run itself passed. `file`: the name of
   * the run; `profileFile`: what its profile is called on the command line.
   */
  readonly compare: (report: RunReport, file: string, profileFile: string) => Promise<void>;
}

function printDrift(io: CommandIo, drift: Drift, gate: LeakGate): void {
  const text = formatDrift(drift, 'text', io).trimEnd();
  gate.requireClean('standard output', text);
  // A line of a server's text must not be a command of the CI.
  using _paused = isGitHubActions(io) ? pauseCommands(io) : undefined;
  io.out('');
  io.out(text);
}

/** Adds the flags of a baseline. */
export function withBaseline(command: Command): Command {
  return command
    .option('--baseline <files...>', 'compare with the JSON reports of earlier runs; exit code 4 for drift alone')
    .option('--drift <file>', 'write what differs to a file: text, or HTML, Markdown or JSON for .html, .md and .json');
}

/**
 * Reads the baseline of a run on a server, before the run sends anything. Undefined when none is given. What is printed and
 * written of the drift passes the gate.
 *
 * @throws KitError `setup` for a file that cannot be read or written, `usage` for runs on clients, or `--drift` alone
 */
export async function openBaseline(
  io: CommandIo,
  { baseline, drift: file }: BaselineFlags,
  gate: LeakGate,
): Promise<Baseline | undefined> {
  if (!baseline) {
    if (file !== undefined)
      throw new KitError('usage', '--drift: there is no baseline; give earlier runs with --baseline');
    return undefined;
  }
  if (file !== undefined) await requireWritable(file);
  const runs: RunFile[] = [];
  for (const name of baseline) {
    const run = await readRunFile(name);
    if (run.report.direction !== 'server')
      throw new KitError('usage', `${name} is a run on a client; give a baseline of runs on a server`);
    runs.push(run);
    admitTrxNos(gate, run);
  }
  return {
    compare: async (report, name, profileFile) => {
      const now = { file: name, report: createJsonReport(report, profileFile) };
      const drift = compareRuns(runs, now, await loadContract());
      const files = await formatReports([[file, () => formatDrift(drift, formatOfFile(file ?? ''))]], gate);
      printDrift(io, drift, gate);
      if (isGitHubActions(io)) await writeStepSummary(io, `\n${formatDrift(drift, 'markdown')}`, gate);
      // The run's own failure comes first: drift is only what is left to say.
      if (io.exitCode === exitCodes.passed) io.exitCode = drift.exit.code;
      await writeReports(files);
    },
  };
}
