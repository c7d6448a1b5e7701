#!/usr/bin/env node
import { constants } from 'node:os';
import { Command, CommanderError } from 'commander';
import { type CommandIo, exitCodes, KitError, reasonOf, version } from './spec/index.js';

const interrupted = new AbortController();
const io: CommandIo = {
  out: (line) => {
    process.stdout.write(`${line}\n`);
  },
  err: (line) => {
    process.stderr.write(`${line}\n`);
  },
  env: process.env,
  isTty: process.stderr.isTTY === true,
  outIsTty: process.stdout.isTTY === true,
  signal: interrupted.signal,
  exitCode: exitCodes.passed,
};

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // The second one means now. As process 1 of a container, nobody else would end us.
    if (interrupted.signal.aborted) process.exit(128 + constants.signals[signal]);
    interrupted.abort(signal);
  });

// A reader that goes away (`| head`) is no error of ours, but a run whose end nobody saw has proved nothing.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.inconclusive);
});

const program = new Command('eendigo-kit')
  .description('Contract mock server and conformance test kit for Eendigo\'s "Liveness + Face Compare" API')
  .version(version)
  .addHelpText(
    'after',
    '\nExit codes: 0 passed, 1 failed, 2 usage or set-up, 3 inconclusive or nothing run, 4 drift only, 5 budget used up',
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
process.exitCode = io.exitCode;

/** Lets every command throw what is wrong with its flags, so that the exit code is decided in one place: here. */
function throwRatherThanExit(command: Command): void {
  command
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'eendigo-kit: ')) })
    .showHelpAfterError('(add --help for the options)');
  for (const inner of command.commands) throwRatherThanExit(inner);
}
