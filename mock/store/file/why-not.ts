import { reasonOf } from '../../../spec/index.js';

/** Why a file could not be written, and what to do about it. */
export function whyNot(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full; make room';
    case 'ENOENT':
      return 'there is no such folder; make it first';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'this user may not write there; give a folder of your own';
    case 'EBUSY':
      return 'nothing can take its place, for it is mounted by itself or another program has it open; in a container, mount the folder that it is in, not the file';
    default:
      return reasonOf(error);
  }
}
