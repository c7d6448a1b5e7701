import type { Command } from 'commander';
import { builtInNames, type CommandIo, createPaint, hasColours, KitError, nearest } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { cases } from '../cases/index.js';
import { admitTrxNos, type RunFile, readRunFile } from '../drift/run-file.js';
import { isGitHubActions, pauseCommands } from '../reports/github.js';
import { createJsonReport } from '../reports/json.js';
import { columnsOf } from '../reports/layout.js';
import { replayLines } from './replay-lines.js';
import { runOnServer } from './server-command.js';
import { createReplayCommand, givenIn, type ReplayFlags } from './server-flags.js';

/** `eendigo-kit conformance replay ID --run run.json`: sends one case of a run again and shows both answers. */
export function replayCommand(io: CommandIo): Command {
  return createReplayCommand().action(async (id: string, { run: file, ...flags }: ReplayFlags, command: Command) => {
    const run = await readRunFile(file);
    const testCase = findCase(run, id);
    const then = run.report.cases.find((result) => result.id === id);
    const profile = flags.profile ?? profileOf(run);
    const only = [...repeatedBy(testCase), id];
    await runOnServer(
      io,
      { ...flags, target: flags.target ?? run.report.subject, profile, only, kind: [], tag: [] },
      {
        isGiven: givenIn(command),
        onReport: (report, gate) => {
          admitTrxNos(gate, run);
          const now = createJsonReport(report, profile);
          const lines = replayLines(
            { run: run.report, result: then },
            { run: now, result: now.cases.find((result) => result.id === id) },
            { columns: columnsOf(io), paint: createPaint(hasColours(io)) },
          );
          gate.requireClean('standard output', lines.join('\n'));
          // A line of a server's text must not be a command of the CI.
          using _paused = isGitHubActions(io) ? pauseCommands(io) : undefined;
          for (const line of lines) io.out(line);
        },
      },
    );
  });
}

/** The case that a case repeats the refNumber of, so that it must be sent before it. */
function repeatedBy({ request }: TestCase): readonly string[] {
  return 'raw' in request || request.sameRefNumberAs === undefined ? [] : [request.sameRefNumberAs];
}

function profileOf({ file, report }: RunFile): string {
  const { name } = report.profile;
  if (builtInNames.includes(name)) return name;
  throw new KitError('usage', `${file}: its profile ${name} is not built in; give its file with --profile`);
}

function findCase({ file, report }: RunFile, id: string): TestCase {
  const ids = report.cases.map((result) => result.id);
  if (!ids.includes(id)) {
    const meant = nearest(id, ids);
    throw new KitError(
      'usage',
      `${file}: has no case ${JSON.stringify(id.slice(0, 100))}${meant === undefined ? '; "eendigo-kit conformance list" shows the cases' : `; did you mean ${meant}?`}`,
    );
  }
  if (report.direction === 'client') {
    const { reproduce } = report.cases.find((result) => result.id === id) ?? {};
    throw new KitError(
      'usage',
      `${file}: is a run on a client, whose program sends the requests; run ${reproduce ?? `eendigo-kit conformance client --only ${id} -- <command>`}`,
    );
  }
  const found = cases.find((testCase) => testCase.id === id);
  if (found) return found;
  throw new KitError(
    'usage',
    `${file}: ${JSON.stringify(id.slice(0, 100))} is not a case of this version of the kit, which could send it; give another case`,
  );
}
