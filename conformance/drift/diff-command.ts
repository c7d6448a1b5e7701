import { Command, Option } from 'commander';
import { type CommandIo, KitError, loadContract } from '../../spec/index.js';
import { createEnvironmentGate } from '../evidence/environment-gate.js';
import { isGitHubActions, pauseCommands } from '../reports/github.js';
import { formatReports, requireWritable, writeReports } from '../reports/report-files.js';
import { compareRuns } from './compare-runs.js';
import { type DriftFormat, driftFormats, formatDrift, formatOfFile } from './drift-report.js';
import { admitTrxNos, readRunFile } from './run-file.js';

const help = `
OLD... and NEW are JSON reports of "eendigo-kit conformance server --json FILE". Several
old runs make a baseline: what comes and goes in it, or varies, is noise.

Exit codes:
  0  no drift; there may be noise
  2  a file cannot be read or is not the report of a run, or the runs have different directions
  3  nothing could be compared; or there is no drift, but cases of the old run got no answer
  4  drift: a difference that is breaking or additive`;

interface DiffFlags {
  readonly format?: DriftFormat;
  readonly output?: string;
}

/** `eendigo-kit diff`: shows what differs between runs. */
export function diffCommand(io: CommandIo): Command {
  return new Command('diff')
    .description('show what changed between runs of the conformance cases')
    .argument('<runs...>', 'the JSON reports of one or several old runs, and of the new one')
    .addOption(
      new Option('--format <format>', "the output format (default: by the file's extension, or text)").choices(
        driftFormats,
      ),
    )
    .option('-o, --output <file>', 'write to a file: text, or HTML, Markdown or JSON for .html, .md and .json')
    .usage('[options] <OLD...> <NEW>')
    .addHelpText('after', help)
    .action((files: readonly string[], flags: DiffFlags) => run(io, files, flags));
}

async function run(io: CommandIo, files: readonly string[], { format, output }: DiffFlags): Promise<void> {
  const last = files.at(-1);
  if (last === undefined || files.length < 2)
    throw new KitError('usage', `${last}: there is no run to compare it with; give the old run before it`);
  if (output !== undefined) await requireWritable(output);
  // One after another: a wrong file is reported in the order of the command line.
  const baseline = [];
  for (const file of files.slice(0, -1)) baseline.push(await readRunFile(file));
  const now = await readRunFile(last);
  const gate = createEnvironmentGate(io.env);
  for (const file of [...baseline, now]) admitTrxNos(gate, file);
  const drift = compareRuns(baseline, now, await loadContract());
  const isText = output === undefined && (format ?? 'text') === 'text';
  // A line of a server's text must not be a command of the CI.
  using _paused = isText && isGitHubActions(io) ? pauseCommands(io) : undefined;
  if (output === undefined) {
    const text = formatDrift(drift, format ?? 'text', io).trimEnd();
    gate.requireClean('standard output', text);
    io.out(text);
  } else {
    await writeReports(await formatReports([[output, () => formatDrift(drift, format ?? formatOfFile(output))]], gate));
    io.out(`${drift.exit.reason}; see ${output}`);
  }
  io.exitCode = drift.exit.code;
}
