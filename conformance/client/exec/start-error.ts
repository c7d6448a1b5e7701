import { type Stats, statSync } from 'node:fs';
import { KitError, reasonOf } from '../../../spec/index.js';

/** Creates the set-up error for a program that the system does not start. */
export function createStartError(program: string, error: unknown): KitError {
  return new KitError(
    'setup',
    `cannot start the client ${JSON.stringify(program)} (${reasonOf(error)}); ${remedyFor(program, error)}`,
    { cause: error },
  );
}

function remedyFor(program: string, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  const found = findFile(program);
  const isPath = /[\\/]/.test(program);
  // Windows starts a script of the shell only through the shell.
  if (code === 'EINVAL' && /\.(cmd|bat)$/i.test(program)) return 'give the program that the script starts, e.g. node';
  if (found === undefined) return isPath ? 'there is no such file' : 'give a program that is on the PATH';
  if (!isPath && code === 'ENOENT')
    return `it is not on the PATH but in this folder; give ./${program}, or the program that runs it before it, e.g. node ${program}`;
  if (found.isDirectory()) return 'it is a folder; give the program in it';
  if (code === 'EACCES') return 'make it executable (chmod +x), or give the program that runs it before it';
  // The system says the same of a file that is not there and of the interpreter in its first line.
  if (code === 'ENOENT') return 'the interpreter in its first line (#!) is not there';
  return 'give another program';
}

/** Looks a file up. Undefined for one that is not there, or not within reach. */
export function findFile(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
