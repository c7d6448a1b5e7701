#!/usr/bin/env node
import { constants } from 'node:os';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { Command, CommanderError } from 'commander';
import { createOutput, type Loss } from './output.js';
import { type CommandIo, exitCodes, KitError, reasonOf, version } from './spec/index.js';

const interrupted = new AbortController();
/** Commands that leave nothing half done: a first Ctrl-C ends them at once. The others end cleanly. */
const endAtOnce: ReadonlySet<string> = new Set(['diff', 'learn', 'plan', 'spend', 'list', 'coverage', 'spec']);
/** Whether the command that runs is one of them. */
let isEndedAtOnce = false;
/** How long the last lines of a log may wait for the reader, in milliseconds. */
const lastWordsMs = 1000;
/** Whether the command is done, so that only unread output keeps the process alive. */
let isDone = false;
/** The first loss on standard output, if any. */
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
      err.write(
        `eendigo-kit: standard output cannot be written (${loss.reason}); free space, or redirect it to another disk`,
      );
    if (outIs === 'proof') interrupted.abort('unread');
  },
  () => outIs === 'log',
);

/** How a server continues after each kind of loss. */
const withoutLog: Readonly<Record<Loss['kind'], string>> = {
  gone: 'the server continues without a log',
  failed: 'the server continues and drops the lines that it cannot write',
  unread: 'the server continues and drops the lines that are not read',
};

const io: CommandIo = {
  out: out.write,
  err: err.write,
  env: process.env,
  isTty: process.stderr.isTTY === true,
  outIsTty: process.stdout.isTTY === true,
  ...(process.stdout.isTTY === true ? { outColumns: process.stdout.columns } : {}),
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
    // The second signal means now. The kernel does not end process 1 of a container by default.
    if (isDone || isEndedAtOnce || interrupted.signal.aborted) process.exit(128 + constants.signals[signal]);
    interrupted.abort(signal);
  });

const program = new Command('eendigo-kit')
  .description('Contract mock server and conformance test kit for Eendigo\'s "Liveness + Face Compare" API')
  .version(version)
  .addHelpText(
    'after',
    '\nExit codes: 0 passed, 1 failed, 2 usage or set-up, 3 inconclusive or nothing run, 4 drift only, 5 budget used up',
  );

/** Each folder's commands, in the order of the help text. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  mock: async () => (await import('./mock/index.js')).mockCommand(io),
  health: async () => (await import('./mock/index.js')).healthCommand(io),
  conformance: async () => (await import('./conformance/index.js')).conformanceCommand(io),
  diff: async () => (await import('./conformance/index.js')).diffCommand(io),
  learn: async () => (await import('./conformance/index.js')).learnCommand(io),
  record: async () => (await import('./conformance/index.js')).recordCommand(io),
  export: async () => (await import('./conformance/index.js')).exportCommand(io),
  fixtures: async () => (await import('./fixtures/index.js')).fixturesCommand(io),
  spec: async () => (await import('./spec/index.js')).specCommand(io),
  profile: async () => (await import('./spec/index.js')).profileCommand(io),
  ambiguities: async () => (await import('./spec/index.js')).ambiguitiesCommand(io),
};

// Loads only the called command, so that the mock does not wait for the suite. The help text loads all of them.
const [called = ''] = process.argv.slice(2);
const isVersionWanted = called === '--version' || called === '-V';
const loading = Object.hasOwn(commands, called) ? [commands[called]] : isVersionWanted ? [] : Object.values(commands);
for (const load of loading) if (load) program.addCommand(await load());

throwRatherThanExit(program);
program.hook('preAction', (_, action) => {
  isEndedAtOnce = endAtOnce.has(action.name());
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    io.exitCode = error.exitCode === 0 ? exitCodes.passed : exitCodes.usage;
  } else if (error instanceof KitError && error.code !== 'internal') {
    io.err(`eendigo-kit: ${error.message}`);
    io.exitCode = exitCodes.usage;
  } else {
    io.err(`eendigo-kit: internal error, please report it: ${error instanceof Error ? error.stack : reasonOf(error)}`);
    io.exitCode = exitCodes.usage;
  }
}
isDone = true;
// Results wait for their reader. A log, or an interrupted command, does not.
const allWritten = Promise.all([out.flushed(), err.flushed()]).then(() => true);
const mustNotWait = io.outIs === 'log' || interrupted.signal.aborted;
const isWritten = await Promise.race([allWritten, ...(mustNotWait ? [wait(lastWordsMs, false, { ref: false })] : [])]);
// Node reports an error of the last line one turn later.
await nextTurn();
process.exitCode = exitCodeNow();
if (!isWritten) process.exit();

/** The exit code, corrected for a loss on standard output. */
function exitCodeNow(): number {
  if (!lost || io.exitCode === exitCodes.usage) return io.exitCode;
  // A run proves nothing if its result was not read.
  if (io.outIs === 'proof') return exitCodes.inconclusive;
  // A reader that closes the pipe (`| head`) has read enough. A full disk loses results.
  return io.outIs === 'result' && lost.kind === 'failed' ? exitCodes.usage : io.exitCode;
}

/** Makes every command throw its usage errors, so that this file alone decides the exit code. */
function throwRatherThanExit(command: Command): void {
  command
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'eendigo-kit: ')) })
    .showHelpAfterError('(add --help for the options)');
  for (const inner of command.commands) throwRatherThanExit(inner);
}
