import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** How a file is put in place. */
export interface PutFileOptions {
  /** Permissions that it is made with, before the process's own mask is taken off. Default: 0o666. */
  readonly mode?: number;
  /** Ends the writing; what stood there before stays. */
  readonly signal?: AbortSignal;
}

/**
 * Puts a file in place, whole or not at all. It is written beside its place under a name that cannot be guessed, and
 * only where nothing has that name: in a folder that others may write to, no link of theirs is followed. A link in the
 * file's own place is replaced, and what it leads to stays as it is.
 *
 * @throws what the file system says, or the signal's reason
 */
export async function putFile(file: string, bytes: Uint8Array | string, options: PutFileOptions = {}): Promise<void> {
  const { mode = 0o666, signal } = options;
  const partial = join(dirname(file), `.${basename(file)}.${randomBytes(8).toString('hex')}.partial`);
  try {
    await writeFile(partial, bytes, { flag: 'wx', mode, ...(signal === undefined ? {} : { signal }) });
    await rename(partial, file);
  } catch (error) {
    // If even the removal fails, the first error is the one to report.
    await rm(partial, { force: true }).catch(() => {});
    throw error;
  }
}
