import { statfsSync } from 'node:fs';

/** Free bytes that the changes of one turn may need. */
const leastFree = 256 * 1024;

/**
 * Whether the disk of a file has space for more changes. Checked before each, because LMDB finds out by a failed write,
 * and prints a line of its own about it on standard error.
 */
export function hasSpace(file: string): boolean {
  try {
    const { blocks, bsize, bfree, bavail } = statfsSync(file);
    // The superuser may use what is reserved. Some file systems do not count at all.
    return blocks === 0 || (process.getuid?.() === 0 ? bfree : bavail) * bsize >= leastFree;
  } catch {
    // Whether the file can be written is shown by the write.
    return true;
  }
}
