import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CommandIo, KitError, nearest, shellWord } from '../../spec/index.js';
import { type Capability, capabilities, capabilityNames, type Declined } from '../cases/capability.js';
import { withEvidenceFile } from '../evidence/evidence-file.js';
import { limitOption, requireReports } from '../reports/flags.js';
import { readPrice } from '../reports/price.js';
import { type PriceFlags, withPrice } from '../reports/price-flags.js';
import { reportRun } from '../reports/report-run.js';
import { createRunCommand, loadRunInputs, type RunFlags } from '../reports/run-command.js';
import { createDrawingProgress } from '../wire/drawing.js';
import { runClientCases } from './client-run.js';
import type { CreateClientDriver } from './driver.js';
import { createExecDriver } from './exec/exec-driver.js';
import { createSessionDriver } from './session/session-driver.js';

interface ClientFlags extends RunFlags, PriceFlags {
  readonly limit: number;
  readonly jobs: number;
  readonly without: Declined;
  readonly session?: boolean;
  readonly portPerCase?: boolean;
}

/** `eendigo-kit conformance client -- <command...>`: gives the cases to a client. */
export function clientCommand(io: CommandIo): Command {
  return withPrice(createRunCommand('client', 'the readings that the mock follows: a built-in profile or a file'))
    .description(
      'judge a client: the run starts its program, once for each case or once for all, with a mock to talk to',
    )
    .argument('[command...]', 'the client and its arguments, after --')
    .addOption(limitOption('--limit <seconds>', 'how long the client may take for one case', 30))
    .addOption(
      new Option('--jobs <count>', 'how many cases the client gets at once, by a process for each')
        .argParser(parseJobs)
        .default(defaultJobs()),
    )
    .addOption(
      new Option(
        '--without <capability=reason>',
        `skip the cases that use something which the client cannot do, with your reason; may be repeated. There are ${capabilityNames.join(', ')}`,
      )
        .argParser(parseDeclined)
        .default({}, 'nothing'),
    )
    .option(
      '--session',
      'start the program once, and give it all cases as lines of JSON on standard input; see the guide',
    )
    .option('--port-per-case', 'give each case a mock on a port of its own, for a client with a fixed path')
    .action((command: readonly string[], flags: ClientFlags) => run(io, command, flags));
}

async function run(io: CommandIo, command: readonly string[], flags: ClientFlags): Promise<void> {
  const [program, ...args] = command;
  if (program === undefined)
    throw new KitError('usage', 'no client is given; end the line with -- and its command, e.g. -- node my-client.js');
  const price = readPrice(flags.price, flags.currency);
  await requireReports(flags);
  const { cases, contract, ...known } = await loadRunInputs('client', flags);
  const progress = createDrawingProgress(io);
  const about = { direction: 'client', subject: command.join(' '), profile: contract.profile } as const;
  try {
    await withEvidenceFile(io, flags, about, async (file) => {
      const results = runClientCases({
        createDriver: driverFor([program, ...args], flags, io),
        contract,
        cases,
        limitMs: flags.limit,
        jobs: flags.jobs,
        without: flags.without,
        mocks: { isPortPerCase: flags.portPerCase ?? false },
        reproduce: ({ id }) =>
          `eendigo-kit conformance client ${waysOf(flags)}--only ${id} -- ${command.map(shellWord).join(' ')}`,
        signal: io.signal,
        onSend: file.sending,
        onDrawing: progress.onDrawing,
      });
      await reportRun(io, file.keep(results), {
        about,
        contract,
        cases,
        ...known,
        ...(price ? { formatMoney: price.format } : {}),
        flags,
      });
    });
  } finally {
    progress.end();
  }
}

/** The flags that decide how a case reaches the client, to run it again. */
function waysOf({ session, portPerCase }: ClientFlags): string {
  return `${session ? '--session ' : ''}${portPerCase ? '--port-per-case ' : ''}`;
}

function driverFor(
  command: readonly [string, ...string[]],
  { session }: ClientFlags,
  io: CommandIo,
): CreateClientDriver {
  if (!session) return () => createExecDriver(command);
  return () => createSessionDriver(command, { onNote: (text) => io.err(`note: ${text}`) });
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

function parseDeclined(text: string, declined: Declined): Declined {
  const [, name = '', reason = ''] = /^([^=]*)=?(.*)$/s.exec(text) ?? [];
  if (!isCapability(name)) {
    const meant = nearest(name, capabilityNames);
    throw new InvalidArgumentError(
      `There are ${capabilityNames.join(', ')}${meant === undefined ? '' : ` (did you mean ${meant}?)`}.`,
    );
  }
  if (reason.trim() === '')
    throw new InvalidArgumentError(
      `Give the reason too, e.g. '${name}=our library cannot'. A case that uses it ${capabilities[name]}.`,
    );
  return { ...declined, [name]: reason.trim().replaceAll(/\s+/g, ' ') };
}

function isCapability(name: string): name is Capability {
  return Object.hasOwn(capabilities, name);
}
