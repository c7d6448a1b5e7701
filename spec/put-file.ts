import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Options of {@link putFile}. */
export interface PutFileOptions {
  /** Permissions of the new file, before the process's umask. Default: 0o666. */
  readonly mode?: number;
  /** Aborts the write. The previous file stays. */
  readonly signal?: AbortSignal;
}

/**
 * Writes a file atomically: whole or not at all. It creates a new file with a random name in the same folder and renames it,
 * so in a folder that others can write to it follows none of their links. A link at the file's own place is replaced, and
 * its target stays unchanged.
 *
 * @throws the file system's error, or the signal's reason
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
