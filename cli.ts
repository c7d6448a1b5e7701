#!/usr/bin/env node
import { constants } from 'node:os';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { Command, CommanderError } from 'commander';
import { createOutput, type Loss } from './output.js';
import { type CommandIo, exitCodes, KitError, reasonOf, version } from './spec/index.js';

const interrupted = new AbortController();
/** How long the last lines of a log wait for a reader, in milliseconds. */
const lastWordsMs = 1000;
/** Whether the command is done, so that only what its reader has still to take keeps the process. */
let isDone = false;
/** What standard output has lost, if anything. */
let lost: Loss | undefined;
let outIs: NonNullable<CommandIo['outIs']> = 'result';

const err = createOutput(
  process.stderr,
  () => {},
  () => true,
);
const out = createOutput(
  process.stdout,
  (loss) => {
    lost ??= loss;
    if (outIs === 'log') err.write(`eendigo-kit: standard output is lost (${loss.reason}): ${withoutLog[loss.kind]}`);
    else if (loss.kind === 'failed')
      err.write(`eendigo-kit: standard output cannot be written (${loss.reason}); make room, or send it elsewhere`);
    if (outIs === 'proof') interrupted.abort('unread');
  },
  () => outIs === 'log',
);

/** How a server goes on without its log. */
const withoutLog: Readonly<Record<Loss['kind'], string>> = {
  gone: 'the server goes on, and nothing is logged any more',
  failed: 'the server goes on, and lines that cannot be written are dropped',
  unread: 'the server goes on and drops the lines that are not read',
};

const io: CommandIo = {
  out: out.write,
  err: err.write,
  env: process.env,
  isTty: process.stderr.isTTY === true,
  outIsTty: process.stdout.isTTY === true,
  signal: interrupted.signal,
  exitCode: exitCodes.passed,
  get outIs() {
    return outIs;
  },
  set outIs(is) {
    outIs = is;
    if (is === 'proof' && lost) interrupted.abort('unread');
  },
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    // The second one means now. As process 1 of a container, nobody else would end us.
    if (isDone || interrupted.signal.aborted) process.exit(128 + constants.signals[signal]);
    interrupted.abort(signal);
  });

const program = new Command('eendigo-kit')
  .description('Contract mock server and conformance test kit for Eendigo\'s "Liveness + Face Compare" API')
  .version(version)
  .addHelpText(
    'after',
    '\nExit codes: 0 passed, 1 failed, 2 usage or set-up, 3 inconclusive or nothing run, 4 drift only (not set yet), 5 budget used up',
  );

/** Each folder's commands, in the order of the help. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  mock: async () => (await import('./mock/index.js')).mockCommand(io),
  health: async () => (await import('./mock/index.js')).healthCommand(io),
  conformance: async () => (await import('./conformance/index.js')).conformanceCommand(io),
  fixtures: async () => (await import('./fixtures/index.js')).fixturesCommand(io),
  spec: async () => (await import('./spec/index.js')).specCommand(io),
  profile: async () => (await import('./spec/index.js')).profileCommand(io),
  ambiguities: async () => (await import('./spec/index.js')).ambiguitiesCommand(io),
};

// Only the command that is called is loaded, so that the mock does not wait for the suite; all of them for the help.
const [called = ''] = process.argv.slice(2);
const loading = Object.hasOwn(commands, called) ? [commands[called]] : Object.values(commands);
for (const load of loading) if (load) program.addCommand(await load());

throwRatherThanExit(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    io.exitCode = error.exitCode === 0 ? exitCodes.passed : exitCodes.usage;
  } else if (error instanceof KitError && error.code !== 'internal') {
    io.err(`eendigo-kit: ${error.message}`);
    io.exitCode = exitCodes.usage;
  } else {
    io.err(`eendigo-kit: this is a fault of the kit itself: ${error instanceof Error ? error.stack : reasonOf(error)}`);
    io.exitCode = exitCodes.usage;
  }
}
isDone = true;
// Results wait for as long as their reader takes, a log or an interrupted command does not.
const allIsOut = Promise.all([out.flushed(), err.flushed()]).then(() => true);
const hurries = io.outIs === 'log' || interrupted.signal.aborted;
const isOut = await Promise.race([allIsOut, ...(hurries ? [wait(lastWordsMs, false, { ref: false })] : [])]);
// An error of the last line is reported in the turn after it.
await nextTurn();
process.exitCode = exitCodeNow();
if (!isOut) process.exit();

/** The exit code as it is when standard output has lost something. */
function exitCodeNow(): number {
  if (!lost || io.exitCode === exitCodes.usage) return io.exitCode;
  // A run whose end no reader saw has proved nothing.
  if (io.outIs === 'proof') return exitCodes.inconclusive;
  // A reader that goes away (`| head`) has had enough; a disk that is full has less than was asked for.
  return io.outIs === 'result' && lost.kind === 'failed' ? exitCodes.usage : io.exitCode;
}

/** Lets every command throw what is wrong with its flags, so that the exit code is decided in one place: here. */
function throwRatherThanExit(command: Command): void {
  command
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'eendigo-kit: ')) })
    .showHelpAfterError('(add --help for the options)');
  for (const inner of command.commands) throwRatherThanExit(inner);
}
