import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { aborted } from '../../wire/interruption.js';
import type { OutputStream } from '../client-output.js';
import { endGroup, hasExited, signalAll } from './process-group.js';
import { createStartError } from './start-error.js';

/** The end of a client's process. */
export interface ProcessEnd {
  /** Null when a signal ended the process. */
  readonly exitCode: number | null;
  /** Whether the run ended the process because it exceeded its time limit. */
  readonly hasTimedOut: boolean;
  /** Whether the process exited and left other processes, which the run ended. */
  readonly hasLeftProcesses: boolean;
}

/** The process to run, and its time limit. */
export interface ProcessOptions {
  readonly command: readonly [string, ...string[]];
  readonly variables: Readonly<Record<string, string>>;
  /** The time limit, in milliseconds. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Returns whether the report is complete. Then the run no longer waits for processes that the client started. */
  readonly isDone: () => Promise<boolean>;
  readonly onOutput: (stream: OutputStream, text: string) => void;
}

/** How long the run waits for a client's output to close, in milliseconds. */
const graceMs = 2000;

/**
 * Runs a client once, without a shell, and waits until it exits and its output closes. Ends it when it exceeds its time
 * limit or the run is interrupted. Then ends every other process in its group, on Linux also those that left the group.
 *
 * @throws KitError `setup` when the client cannot be started
 */
export async function runProcess(run: ProcessOptions): Promise<ProcessEnd> {
  const [file, ...args] = run.command;
  // A separate process group, so that the children of a wrapper script end with it.
  const [name, value] = ['EENDIGO_KIT_STARTED_BY', randomUUID()];
  const child = startProcess(file, args, { ...process.env, ...run.variables, [name]: value });
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => run.onOutput(name, text));
  const closed = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  const over = new AbortController();
  const end = (): void => over.abort();
  const timer = setTimeout(end, run.limitMs);
  run.signal.addEventListener('abort', end, { once: true });
  if (run.signal.aborted) end();
  // When this process is forced to exit, there is no time for SIGTERM.
  const group = { leader: child, mark: `${name}=${value}` };
  const kill = (): void => signalAll(group, 'SIGKILL');
  process.once('exit', kill);
  try {
    await Promise.race([closed, abandoned(child, run), aborted(over.signal)]);
    const hasTimedOut = over.signal.aborted && !hasExited(child);
    const wasRunning = await endGroup(group);
    // A process that left the group may hold the output open for ever.
    await Promise.race([closed, wait(graceMs, undefined, { ref: false })]);
    child.stdout.destroy();
    child.stderr.destroy();
    return {
      exitCode: child.exitCode,
      hasTimedOut: hasTimedOut,
      hasLeftProcesses: wasRunning && !hasTimedOut,
    };
  } catch (error) {
    throw createStartError(file, error);
  } finally {
    clearTimeout(timer);
    process.off('exit', kill);
    run.signal.removeEventListener('abort', end);
  }
}

/** The system reports some errors at once, and others as an event of the process. */
function startProcess(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): ChildProcessByStdio<null, Readable, Readable> {
  try {
    return spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  } catch (error) {
    throw createStartError(file, error);
  }
}

/** Resolves when a client has exited with a complete report, even if another process holds its output open. */
async function abandoned(child: ChildProcess, { isDone }: ProcessOptions): Promise<void> {
  await new Promise((resolve) => child.once('exit', resolve));
  await wait(graceMs, undefined, { ref: false });
  if (!(await isDone())) await new Promise(() => {});
}
