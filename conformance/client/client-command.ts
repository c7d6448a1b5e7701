import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CommandIo, KitError, shellWord } from '../../spec/index.js';
import { withEvidenceFile } from '../evidence/evidence-file.js';
import { createLeakGate, withoutLeaks } from '../evidence/leak-gate.js';
import { limitOption, requireReports } from '../reports/flags.js';
import { reportRun } from '../reports/report-run.js';
import { createRunCommand, loadRunInputs, type RunFlags } from '../reports/run-command.js';
import { createRunProgress } from '../reports/run-progress.js';
import { createDrawingProgress } from '../wire/drawing.js';
import { runClientCases } from './client-run.js';
import { createExecDriver } from './exec/exec-driver.js';

interface ClientFlags extends RunFlags {
  readonly limit: number;
  readonly jobs: number;
}

/** `eendigo-kit conformance client -- <command...>`: gives the cases to a client. */
export function clientCommand(io: CommandIo): Command {
  return createRunCommand('client', 'the readings that the mock follows: a built-in profile or a file')
    .description('judge a client: the run starts its program once for each case, with a mock to talk to')
    .argument('[command...]', 'the client and its arguments, after --')
    .addOption(limitOption('--limit <seconds>', 'how long the client may take for one case', 30))
    .addOption(
      new Option('--jobs <count>', 'how many cases the client gets at once, each in a process of its own')
        .argParser(parseJobs)
        .default(defaultJobs()),
    )
    .action((command: readonly string[], flags: ClientFlags) => run(io, command, flags));
}

async function run(io: CommandIo, command: readonly string[], flags: ClientFlags): Promise<void> {
  const [program, ...args] = command;
  if (program === undefined)
    throw new KitError('usage', 'no client is given; end the line with -- and its command, e.g. -- node my-client.js');
  await requireReports(flags);
  const { cases, contract, ...known } = await loadRunInputs('client', flags);
  // Clients get the built-in tenants, which are not secret.
  const gate = createLeakGate([]);
  const drawing = createDrawingProgress(io);
  using progress = createRunProgress(io, { total: cases.length, toSend: new Set(cases.map(({ id }) => id)) });
  const about = { direction: 'client', subject: command.join(' '), profile: contract.profile } as const;
  try {
    await withEvidenceFile(io, flags, { about, gate }, async (file) => {
      const results = runClientCases({
        createDriver: () => createExecDriver([program, ...args]),
        contract,
        cases,
        limitMs: flags.limit,
        jobs: flags.jobs,
        reproduce: ({ id }) => `eendigo-kit conformance client --only ${id} -- ${command.map(shellWord).join(' ')}`,
        signal: io.signal,
        onSend: file.sending,
        onDrawing: (...drawn) => {
          progress.pause();
          drawing.onDrawing(...drawn);
        },
      });
      await reportRun(io, progress.follow(file.keep(withoutLeaks(results, gate))), {
        about,
        gate,
        contract,
        cases,
        ...known,
        flags,
      });
    });
  } finally {
    drawing.end();
  }
}

/** One case for each processor, and not more than four: a client that is slowed down by others looks slow itself. */
function defaultJobs(): number {
  return Math.min(availableParallelism(), 4);
}

function parseJobs(text: string): number {
  const jobs = Number(text);
  if (!/^\d{1,2}$/.test(text) || jobs < 1) throw new InvalidArgumentError('Give a whole number from 1 to 99.');
  return jobs;
}
