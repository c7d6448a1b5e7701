import { type ClientReport, type ReadReport, resultVariable } from '../protocol/protocol.js';
import type { ProcessEnd } from './client-process.js';

/** What a client is judged by, and what a person should know of it. */
export interface AssessedReport {
  readonly report: ClientReport | { readonly problem: string };
  readonly notes: readonly string[];
}

/**
 * Puts together what a client wrote and how its process ended. A whole report counts, however the process ended and
 * whatever its exit code; that it did not exit by itself becomes a note.
 */
export function assessReport(read: ReadReport | undefined, end: ProcessEnd, limitMs: number): AssessedReport {
  const others = end.hasLeftProcesses
    ? ['the client exited while a process that it had started was running, which was ended; let the client wait for it']
    : [];
  if (read !== undefined && 'report' in read) {
    const late = end.hasTimedOut
      ? [
          `the client wrote its report and had not exited after ${limitMs / 1000} s; it was ended, and is judged by that ` +
            'report; let it exit when it is done',
        ]
      : [];
    return { report: read.report, notes: [...read.notes, ...late, ...others] };
  }
  return { report: { problem: `${describeProblem(read, end)}${describeOutput(end)}` }, notes: others };
}

function describeProblem(
  read: { readonly problem: string } | undefined,
  { hasTimedOut, exitCode }: ProcessEnd,
): string {
  if (hasTimedOut) return `the client took too long and was ended${read === undefined ? '' : `; ${read.problem}`}`;
  if (read !== undefined) return read.problem;
  return `no file at ${resultVariable}; the client ended with ${exitCode === null ? 'a signal' : `exit code ${exitCode}`}`;
}

function describeOutput({ output }: ProcessEnd): string {
  return output === '' ? '' : `; it printed: ${output}`;
}
