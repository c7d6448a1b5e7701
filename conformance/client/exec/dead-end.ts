import { basename } from 'node:path';
import { KitError } from '../../../spec/index.js';
import type { ProcessEnd } from './client-process.js';
import { findFile } from './start-error.js';
import { tellingLine } from './telling-line.js';

/** How the first case of a client ended, when the client failed and wrote no report. It counts if no request came either. */
export interface DeadEnd {
  readonly command: readonly string[];
  readonly exitCode: number;
  /** The line of its standard error that says most. Empty when it printed nothing there. */
  readonly lastLine: string;
  /** Whether this end alone shows that the program cannot work at all, so that no second case needs to confirm it. */
  readonly isCertain: boolean;
}

/** What a process left behind. */
export interface ProcessTraces {
  readonly command: readonly string[];
  readonly end: ProcessEnd;
  /** Whether there is a file at the place of the report, usable or not. */
  readonly hasReport: boolean;
  /** The last characters of its standard error. */
  readonly stderr: string;
}

/** Reads a dead end from a process. Undefined for one that wrote anything, ended well, or was ended. */
export function readDeadEnd({ command, end, hasReport, stderr }: ProcessTraces): DeadEnd | undefined {
  const { exitCode, hasTimedOut } = end;
  if (exitCode === null || exitCode === 0 || hasTimedOut || hasReport) return undefined;
  return { command, exitCode, lastLine: tellingLine(stderr), isCertain: isNotFound(exitCode, command, stderr) };
}

/** Whether two cases ended the same way, apart from what differs from case to case. */
export function isSameEnd(one: DeadEnd, other: DeadEnd, caseIds: readonly string[]): boolean {
  const plain = ({ lastLine }: DeadEnd): string =>
    caseIds.reduce((text, id) => text.replaceAll(id, ''), lastLine).replaceAll(/[0-9a-f]{6,}|\d+/gi, '');
  return one.exitCode === other.exitCode && plain(one) === plain(other);
}

/** Creates the set-up error for a client that ends before it does anything. */
export function createDeadEndError({ command, exitCode, lastLine }: DeadEnd): KitError {
  return new KitError(
    'setup',
    `the client ${JSON.stringify(command.join(' '))} ends with exit code ${exitCode} before it sends a request or writes a report${lastLine === '' ? '' : ` (${lastLine})`}; correct the command, or run it by itself to see why`,
  );
}

/** Shells end with 126 or 127 for a program that they cannot start. Interpreters name the script that is not there. */
function isNotFound(exitCode: number, command: readonly string[], stderr: string): boolean {
  if (exitCode === 126 || exitCode === 127) return true;
  return command
    .slice(1)
    .some((word) => !word.startsWith('-') && isMissingFile(word) && stderr.includes(basename(word)));
}

/** Whether an argument can be the name of a file, and no such file is there. */
function isMissingFile(word: string): boolean {
  return /^[^\s:;(){}]*\.\w{1,5}$/.test(word) && findFile(word) === undefined;
}
