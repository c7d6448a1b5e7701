import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes all bytes from a position on. A write to a nearly full disk may be partial, and only the next one fails. */
export function writeAll(fd: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, position + done);
}

/**
 * Replaces a file atomically, readable by its owner only, and leaves it open for writing. After a power failure the
 * file is either the old or the new one. `confirm` is called just before the rename and throws to prevent it.
 *
 * Not write-file-atomic: on a nearly full disk it installs a partly written file.
 */
export function replaceFile(file: string, bytes: Buffer, confirm: () => void): number {
  // A fixed name, so that a file left by a killed process is overwritten.
  const next = `${file}.new`;
  rmSync(next, { force: true });
  const fd = openSync(next, 'wx', 0o600);
  try {
    writeAll(fd, bytes, 0);
    fsyncSync(fd);
    confirm();
    renameSync(next, file);
    syncFolder(dirname(file));
    return fd;
  } catch (error) {
    closeSync(fd);
    rmSync(next, { force: true });
    throw error;
  }
}

/** The rename survives a power failure only after the folder is synced. */
function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
