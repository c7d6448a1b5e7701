import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes all of the bytes, from a position of the file on: a disk that is nearly full takes a part, and says so only then. */
export function writeAll(fd: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, position + done);
}

/**
 * Puts a file in place of another, whole or not at all, for its owner's eyes alone, and leaves it open for writing.
 * After a loss of power, too, it is the one or the other. `confirm` is called right before, and throws where it must not be.
 *
 * Not with write-file-atomic: where a nearly full disk takes a part of the bytes, that puts the part in place.
 */
export function replaceFile(file: string, bytes: Buffer, confirm: () => void): number {
  // One name for all times: what a kill has left is written over by the next one.
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

/** The new name outlives a loss of power only once the folder has been written as well. */
function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
