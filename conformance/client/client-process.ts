import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { KitError, reasonOf } from '../../spec/index.js';
import { endGroup, hasExited, signalAll } from './process-group.js';

/** How a client's process ended. */
export interface ProcessEnd {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  /** Whether it was ended because it took longer than it was given. */
  readonly timedOut: boolean;
  /** Whether it had exited, and something that it had started still ran and was ended. */
  readonly leftOthers: boolean;
  /** The end of what it printed to standard output and standard error. */
  readonly output: string;
}

/** What is run, and for how long. */
export interface ProcessToRun {
  readonly command: readonly [string, ...string[]];
  readonly variables: Readonly<Record<string, string>>;
  /** Milliseconds until it is ended. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Whether it has left what it is run for: once it has exited, what it started is then not waited for. */
  readonly isDone: () => Promise<boolean>;
}

/** Characters of a client's output that are kept. */
const mostOutput = 4000;
/** What is waited for a client's output to be closed, in milliseconds. */
const graceMs = 2000;

/**
 * Runs a client once: its arguments as they are, no shell. Waits until it has exited and its output is closed, ends it
 * when it takes too long or the run is interrupted, and leaves nothing behind that it started in its process group, on Linux also what has left the group.
 *
 * @throws KitError `setup` when it cannot be started
 */
export async function runProcess(run: ProcessToRun): Promise<ProcessEnd> {
  const [file, ...args] = run.command;
  // A group of its own, so that a wrapper script's children end with it.
  const [name, value] = ['EENDIGO_KIT_STARTED_BY', randomUUID()];
  const child = spawn(file, args, {
    env: { ...process.env, ...run.variables, [name]: value },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-mostOutput);
    });
  const closed = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  const over = new AbortController();
  const end = (): void => over.abort();
  const timer = setTimeout(end, run.limitMs);
  run.signal.addEventListener('abort', end, { once: true });
  if (run.signal.aborted) end();
  // Where this process is made to exit, there is no time to ask.
  const group = { leader: child, mark: `${name}=${value}` };
  const kill = (): void => signalAll(group, 'SIGKILL');
  process.once('exit', kill);
  try {
    await Promise.race([closed, abandoned(child, run), aborted(over.signal)]);
    const timedOut = over.signal.aborted && !hasExited(child);
    const wasRunning = await endGroup(group);
    // What has left the group unseen may hold the output open for ever.
    await Promise.race([closed, wait(graceMs, undefined, { ref: false })]);
    child.stdout.destroy();
    child.stderr.destroy();
    return { exitCode: child.exitCode, timedOut, leftOthers: wasRunning && !timedOut, output: output.trim() };
  } catch (error) {
    throw new KitError(
      'setup',
      `cannot start the client ${JSON.stringify(file)} (${reasonOf(error)}); give a program that is on the PATH`,
      {
        cause: error,
      },
    );
  } finally {
    clearTimeout(timer);
    process.off('exit', kill);
    run.signal.removeEventListener('abort', end);
  }
}

/** Resolves when a client has exited and is done, although something that it started still holds its output open. */
async function abandoned(child: ChildProcess, { isDone }: ProcessToRun): Promise<void> {
  await new Promise((resolve) => child.once('exit', resolve));
  await wait(graceMs, undefined, { ref: false });
  if (!(await isDone())) await new Promise(() => {});
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
