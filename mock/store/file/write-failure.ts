import { reasonOf } from '../../../spec/index.js';

/** Returns why a file could not be written, and what to do about it. */
export function writeFailure(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full; free some space';
    case 'ENOENT':
      return 'the folder does not exist; create it first';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'this user has no permission to write there; choose another folder';
    case 'EBUSY':
      return 'it cannot be replaced, because it is a mount point or is open in another program; in a container, mount its folder, not the file';
    default:
      return reasonOf(error);
  }
}
