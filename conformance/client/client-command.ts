import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CommandIo, KitError, loadQrLines, shellWord } from '../../spec/index.js';
import type { Declined } from '../cases/capability.js';
import type { TestCase } from '../cases/case.js';
import { withEvidenceFile } from '../evidence/evidence-file.js';
import { createLeakGate, withoutLeaks } from '../evidence/leak-gate.js';
import { limitOption, requireReports } from '../reports/flags.js';
import { readPrice } from '../reports/price.js';
import { type PriceFlags, withPrice } from '../reports/price-flags.js';
import { reportRun } from '../reports/report-run.js';
import { createRunCommand, type RunFlags } from '../reports/run-command.js';
import { createRunProgress } from '../reports/run-progress.js';
import { createDrawingProgress } from '../wire/drawing.js';
import { loadClientInputs } from './client-inputs.js';
import { runClientCases } from './client-run.js';
import { declinedOption } from './declined-option.js';
import type { CreateClientDriver } from './driver.js';
import { createExecDriver } from './exec/exec-driver.js';
import { selftestCommand } from './selftest/selftest-command.js';
import { createSessionDriver } from './session/session-driver.js';
import { createVerboseDrivers } from './verbose/verbose-driver.js';
import { createVerboseShow } from './verbose/verbose-show.js';

interface ClientFlags extends RunFlags, PriceFlags {
  readonly limit: number;
  readonly jobs?: number;
  readonly without: Declined;
  readonly session?: boolean;
  readonly attach?: boolean;
  readonly host?: string;
  readonly port?: number;
  readonly portPerCase?: boolean;
  readonly case?: string;
  readonly verbose?: boolean;
}

/** `eendigo-kit conformance client -- <command...>`: gives the cases to a client. */
export function clientCommand(io: CommandIo): Command {
  return withPrice(
    createRunCommand(
      'client',
      'the readings that the mock follows: a built-in profile or a file, or several, comma-separated',
    ),
  )
    .description(
      'judge a client: the run starts its program, once for each case or once for all, with a mock to talk to',
    )
    .argument('[command...]', 'the client and its arguments, after --')
    .addOption(limitOption('--limit <seconds>', 'how long the client may take for one case', 30))
    .addOption(
      new Option(
        '--jobs <count>',
        `how many cases the client gets at once, by a process for each (default: ${defaultJobs()}; 1 with --attach)`,
      ).argParser(parseJobs),
    )
    .addOption(declinedOption())
    .option(
      '--session',
      'start the program once, and give it all cases as lines of JSON on standard input; see the guide',
    )
    .option('--attach', 'wait for a client that is started by hand and asks for its cases over HTTP; see the guide')
    .option('--host <address>', 'where --attach waits; 0.0.0.0 admits phones and other machines (default: 127.0.0.1)')
    .addOption(new Option('--port <number>', 'where --attach waits (default: a free port)').argParser(parsePort))
    .option('--case <id>', 'one case, by its id')
    .option('--verbose', 'show all of one case: the output as it comes, the wire as received and sent, and the report')
    .option('--port-per-case', 'give each case a mock on a port of its own, for a client with a fixed path')
    .addCommand(selftestCommand(io))
    .action((command: readonly string[], flags: ClientFlags) => run(io, command, flags));
}

async function run(io: CommandIo, command: readonly string[], flags: ClientFlags): Promise<void> {
  const way = wayOf(command, flags);
  const price = readPrice(flags.price, flags.currency);
  await requireReports(flags);
  const { cases, contract, contracts, ...known } = await loadClientInputs(selectionOf(flags));
  const profile = contracts.size === 0 ? contract.profile : [...contracts.keys()].join(', ');
  if (flags.verbose && cases.length !== 1)
    throw new KitError('usage', `--verbose shows one case, and ${cases.length} are selected; name it with --case`);
  // Clients get the built-in tenants, which are not secret.
  const gate = createLeakGate([]);
  const drawing = createDrawingProgress(io);
  // An attached client has a line of its own, and a verbose run shows more than progress.
  const isFollowed = way.is !== 'attach' && !flags.verbose;
  using progress = isFollowed
    ? createRunProgress(io, { total: cases.length, toSend: new Set(cases.map(({ id }) => id)) })
    : undefined;
  const notes: string[] = [];
  const subject = way.is === 'attach' ? 'an attached client' : command.join(' ');
  const about = { direction: 'client', subject, profile } as const;
  const execute = (createDriver: CreateClientDriver): Promise<void> =>
    withEvidenceFile(io, flags, { about, gate }, async (file) => {
      const show = flags.verbose ? createVerboseShow(io.out) : undefined;
      const host = way.is === 'attach' ? way.host : undefined;
      const results = runClientCases({
        createDriver: show ? createVerboseDrivers(createDriver, show, host) : createDriver,
        contract,
        contracts,
        cases,
        limitMs: flags.limit,
        jobs: flags.jobs ?? (way.is === 'attach' ? 1 : defaultJobs()),
        without: flags.without,
        mocks: {
          isPortPerCase: flags.portPerCase ?? false,
          ...(host === undefined ? {} : { host }),
        },
        reproduce: (testCase) => reproduction(testCase, command, flags),
        signal: io.signal,
        onSend: file.sending,
        onDrawing: (...drawn) => {
          progress?.pause();
          drawing.onDrawing(...drawn);
        },
      });
      const shown = show ? show.explain(results) : results;
      const kept = file.keep(withoutLeaks(shown, gate));
      await reportRun(io, progress ? progress.follow(kept) : kept, {
        about,
        gate,
        contract,
        cases,
        ...known,
        notes: () => notes,
        ...(price ? { formatMoney: price.format } : {}),
        flags,
      });
    });
  try {
    if (way.is === 'attach') await attached(io, way, cases.length, execute);
    else await execute(driverFor(way, (text) => notes.push(text)));
  } finally {
    drawing.end();
  }
}

/** The flags that select the cases. @throws KitError `usage` for a `--case` that is not exactly one id */
function selectionOf(flags: ClientFlags): ClientFlags {
  const { case: id, only, kind, tag } = flags;
  if (id === undefined) return flags;
  if (only.length + kind.length + tag.length > 0)
    throw new KitError('usage', '--case names the one case of the run; leave out --only, --kind and --tag');
  if (/[,*\s]/.test(id)) throw new KitError('usage', '--case takes one id; use --only for several, and for *');
  return { ...flags, only: [id] };
}

/** How the cases reach the client. */
type Way =
  | { readonly is: 'exec' | 'session'; readonly command: readonly [string, ...string[]] }
  | { readonly is: 'attach'; readonly host: string; readonly port: number };

/** @throws KitError `usage` for flags that contradict each other, and for a missing command */
function wayOf([program, ...args]: readonly string[], flags: ClientFlags): Way {
  const { attach, session, host, port } = flags;
  if (attach) {
    if (session) throw new KitError('usage', 'give --attach or --session, not both');
    if (program !== undefined)
      throw new KitError('usage', 'with --attach the client is started by hand; leave out -- and its command');
    return { is: 'attach', host: host ?? '127.0.0.1', port: port ?? 0 };
  }
  if (host !== undefined || port !== undefined) throw new KitError('usage', '--host and --port need --attach');
  if (program === undefined)
    throw new KitError('usage', 'no client is given; end the line with -- and its command, e.g. -- node my-client.js');
  return { is: session ? 'session' : 'exec', command: [program, ...args] };
}

/** Waits for clients while a run lasts. */
async function attached(
  io: CommandIo,
  { host, port }: Extract<Way, { is: 'attach' }>,
  total: number,
  execute: (createDriver: CreateClientDriver) => Promise<void>,
): Promise<void> {
  const { createAttachScreen } = await import('./attach/attach-screen.js');
  const { startAttach } = await import('./attach/attach.js');
  const screen = createAttachScreen(io, await loadQrLines(), total);
  try {
    await using attach = await startAttach({ host, port, signal: io.signal }, screen);
    screen.start(attach.urls);
    await execute(attach.createDriver);
  } finally {
    screen.end();
  }
}

/** The command line that runs a case again. */
function reproduction({ id }: TestCase, command: readonly string[], flags: ClientFlags): string {
  const { session, portPerCase, attach, host, profile } = flags;
  const words = [
    'eendigo-kit conformance client',
    ...(session ? ['--session'] : []),
    ...(attach ? ['--attach'] : []),
    ...(host === undefined ? [] : ['--host', shellWord(host)]),
    ...(portPerCase ? ['--port-per-case'] : []),
    ...(profile === 'documented' ? [] : ['--profile', shellWord(profile)]),
    `--only ${id}`,
    ...(command.length === 0 ? [] : ['--', ...command.map(shellWord)]),
  ];
  return words.join(' ');
}

function driverFor(
  { is, command }: Exclude<Way, { is: 'attach' }>,
  onNote: (text: string) => void,
): CreateClientDriver {
  if (is === 'exec') return () => createExecDriver(command);
  const names = new Set<string>();
  return () =>
    createSessionDriver(command, {
      onNote,
      onReady: (name) => {
        // Each job has a process of the same client.
        if (name !== '' && !names.has(name)) onNote(`the client names itself ${name}`);
        names.add(name);
      },
    });
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

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('Give a whole number from 0 to 65535.');
  return port;
}
