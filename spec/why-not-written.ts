import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from './error.js';

/**
 * Returns why a file cannot be written, and a remedy, to follow its name in a message. For a missing folder, the system
 * reports ENOENT for the file.
 *
 * @param otherwise the remedy if the folder is not the cause
 */
export function whyNotWritten(file: string, error: unknown, otherwise: string): string {
  const { code } = error as NodeJS.ErrnoException;
  const folder = dirname(file);
  if (code === 'ENOENT' && !existsSync(folder)) return `there is no folder ${folder}; create it first`;
  if (code === 'ENOTDIR') return `a part of ${folder} is a file; choose a path that leads through folders only`;
  return `${reasonOf(error)}; ${otherwise}`;
}
