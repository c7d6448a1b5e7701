import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from './error.js';

/**
 * Why a file cannot be written and what to do about it, to stand behind its name. Of a folder that is not there the
 * system says ENOENT of the file, and of whichever file is written first.
 *
 * @param otherwise what to do where it is not for its folder
 */
export function whyNotWritten(file: string, error: unknown, otherwise: string): string {
  const { code } = error as NodeJS.ErrnoException;
  const folder = dirname(file);
  if (code === 'ENOENT' && !existsSync(folder)) return `there is no folder ${folder}; make it first`;
  if (code === 'ENOTDIR') return `a part of ${folder} is a file; choose a path that leads through folders only`;
  return `${reasonOf(error)}; ${otherwise}`;
}
