import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { aborted } from '../../wire/interruption.js';
import { hasExited } from './process-group.js';
import { outputGraceMs, type ProgramToStart, startWithoutInput } from './start-process.js';

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
export interface ProcessOptions extends ProgramToStart {
  /** The time limit, in milliseconds. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Returns whether the report is complete. Then the run no longer waits for processes that the client started. */
  readonly isDone: () => Promise<boolean>;
}

/**
 * Runs a client once, without a shell, and waits until it exits and its output closes. Ends it when it exceeds its time
 * limit or the run is interrupted. Then ends every other process in its group, on Linux also those that left the group.
 *
 * @throws KitError `setup` when the client cannot be started
 */
export async function runProcess(run: ProcessOptions): Promise<ProcessEnd> {
  const started = startWithoutInput(run);
  const { child, closed } = started;
  const over = new AbortController();
  const end = (): void => over.abort();
  const timer = setTimeout(end, run.limitMs);
  run.signal.addEventListener('abort', end, { once: true });
  if (run.signal.aborted) end();
  try {
    await Promise.race([closed, abandoned(child, run), aborted(over.signal)]);
    const hasTimedOut = over.signal.aborted && !hasExited(child);
    const wasRunning = await started.end();
    return { exitCode: child.exitCode, hasTimedOut, hasLeftProcesses: wasRunning && !hasTimedOut };
  } finally {
    clearTimeout(timer);
    run.signal.removeEventListener('abort', end);
  }
}

/** Resolves when a client has exited with a complete report, even if another process holds its output open. */
async function abandoned(child: ChildProcess, { isDone }: ProcessOptions): Promise<void> {
  await new Promise((resolve) => child.once('exit', resolve));
  await wait(outputGraceMs, undefined, { ref: false });
  if (!(await isDone())) await new Promise(() => {});
}
