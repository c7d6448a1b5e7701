import { type ChildProcess, type ChildProcessByStdio, type StdioOptions, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { OutputStream } from '../client-output.js';
import { endGroup, signalAll } from './process-group.js';
import { createStartError } from './start-error.js';

/** A program to start. */
export interface ProgramToStart {
  readonly command: readonly [string, ...string[]];
  /** Variables beside those of this process. An undefined one is removed. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly onOutput: (stream: OutputStream, text: string) => void;
}

/** A process that runs, the leader of a process group of its own. */
export interface StartedProcess<Input extends Writable | null> {
  readonly child: ChildProcessByStdio<Input, Readable, Readable>;
  /** Resolves when the process has exited and its output is closed. @throws KitError `setup` when it did not start */
  readonly closed: Promise<void>;
  /** Ends every process of the group, on Linux also those that left it. Returns whether any was running. */
  readonly end: () => Promise<boolean>;
}

/** How long the run waits for a client's output to close, in milliseconds. */
export const outputGraceMs = 2000;

/** Starts a program without a shell and without standard input. @throws KitError `setup` */
export function startWithoutInput(program: ProgramToStart): StartedProcess<null> {
  return started(program, ['ignore', 'pipe', 'pipe']);
}

/** Starts a program without a shell, with a pipe as its standard input. @throws KitError `setup` */
export function startWithInput(program: ProgramToStart): StartedProcess<Writable> {
  return started(program, ['pipe', 'pipe', 'pipe']);
}

function started<Input extends Writable | null>(
  { command: [file, ...args], variables, onOutput }: ProgramToStart,
  stdio: StdioOptions,
): StartedProcess<Input> {
  const [name, value] = ['EENDIGO_KIT_STARTED_BY', randomUUID()];
  const child = startedOrNot(file, () =>
    // A separate process group, so that the children of a wrapper script end with it.
    spawn(file, args, { env: { ...process.env, ...variables, [name]: value }, stdio, detached: true }),
  ) as ChildProcessByStdio<Input, Readable, Readable>;
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => onOutput(stream, text));
  const closed = new Promise<void>((resolve, reject) => {
    child.once('error', (error) => {
      process.off('exit', kill);
      reject(createStartError(file, error));
    });
    child.once('close', () => resolve());
  });
  // A run that is over no longer waits for it.
  closed.catch(() => {});
  const group = { leader: child, mark: `${name}=${value}` };
  // When this process is forced to exit, there is no time for SIGTERM.
  const kill = (): void => signalAll(group, 'SIGKILL');
  process.once('exit', kill);
  return {
    child,
    closed,
    end: async () => {
      const wasRunning = await endGroup(group);
      // A process that left the group may hold the output open for ever.
      await Promise.race([closed.catch(() => {}), wait(outputGraceMs, undefined, { ref: false })]);
      child.stdout.destroy();
      child.stderr.destroy();
      process.off('exit', kill);
      return wasRunning;
    },
  };
}

/** The system reports some errors at once, and others as an event of the process. */
function startedOrNot(file: string, start: () => ChildProcess): ChildProcess {
  try {
    return start();
  } catch (error) {
    throw createStartError(file, error);
  }
}
