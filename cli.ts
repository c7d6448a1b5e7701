#!/usr/bin/env node
import { constants } from 'node:os';
import { Command, CommanderError } from 'commander';
import { conformanceCommand } from './conformance/index.js';
import { fixturesCommand } from './fixtures/index.js';
import { mockCommand } from './mock/index.js';
import {
  ambiguitiesCommand,
  type CommandIo,
  exitCodes,
  KitError,
  profileCommand,
  reasonOf,
  specCommand,
  version,
} from './spec/index.js';

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
  )
  .addCommand(mockCommand(io))
  .addCommand(conformanceCommand(io))
  .addCommand(fixturesCommand(io))
  .addCommand(specCommand(io))
  .addCommand(profileCommand(io))
  .addCommand(ambiguitiesCommand(io));

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
  command.exitOverride().showHelpAfterError('(add --help for the options)');
  for (const inner of command.commands) throwRatherThanExit(inner);
}
