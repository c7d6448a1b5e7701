import { type ChildProcess, spawn } from 'node:child_process';
import { KitError, reasonOf } from '../spec/index.js';

/** How a client's process ended. */
export interface ProcessEnd {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  /** Whether it was ended because it took longer than it was given. */
  readonly timedOut: boolean;
  /** The end of what it printed to standard output and standard error. */
  readonly output: string;
}

/** Characters of a client's output that are kept. */
const mostOutput = 4000;
/** Between being asked to end and being made to, in milliseconds. */
const graceMs = 2000;

/**
 * Runs a client once: its arguments as they are, no shell. Ends it, with whatever it started, when it takes too long or
 * the run is interrupted.
 *
 * @throws KitError `setup` when it cannot be started
 */
export async function runProcess(
  command: readonly [string, ...string[]],
  variables: Readonly<Record<string, string>>,
  limitMs: number,
  signal: AbortSignal,
): Promise<ProcessEnd> {
  const [file, ...args] = command;
  // A group of its own, so that a wrapper script's children end with it.
  const child = spawn(file, args, {
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-mostOutput);
    });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    end(child);
  }, limitMs);
  const interrupt = (): void => end(child);
  signal.addEventListener('abort', interrupt, { once: true });
  // Where this process is made to exit, there is no time to ask.
  const kill = (): void => signalGroup(child, 'SIGKILL');
  process.once('exit', kill);
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { exitCode, timedOut, output: output.trim() };
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
    signal.removeEventListener('abort', interrupt);
  }
}

function end(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs).unref();
}

function signalGroup({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It ended by itself in between.
  }
}
