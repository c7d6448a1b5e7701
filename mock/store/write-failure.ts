import { getSystemErrorName } from 'node:util';
import { reasonOf } from '../../spec/index.js';

/** Returns why a file could not be written, and what to do about it. */
export function writeFailure(error: unknown): string {
  switch (nameOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full; free some space';
    case 'EFBIG':
      return 'the file may not grow further; raise the limit of this process (ulimit -f)';
    case 'ENOENT':
      return 'the folder does not exist; create it first';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'this user has no permission to write there; choose another folder, or change the owner of the file and of the file that ends in -lock';
    case 'EAGAIN':
      return 'a process in another container, with the same process id, has the file open; share the process ids (--pid), or use redis://<host>';
    default:
      return reasonOf(error);
  }
}

/** Whether the system, rather than the database, is the reason that a write failed. */
export function isSystemFailure(error: unknown): boolean {
  return nameOf(error) !== undefined;
}

/** The name of an error's code. LMDB gives the number alone. */
function nameOf(error: unknown): string | undefined {
  const { code } = error as { readonly code?: string | number };
  if (typeof code !== 'number') return code;
  return code > 0 && code < 200 ? getSystemErrorName(-code) : undefined;
}
