import { chmod, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KitError, putFile, reasonOf } from '../../spec/index.js';
import type { PictureSource } from '../pictures.js';
import type { Collected } from './collect.js';
import type { ExportedFile } from './exchange.js';
import type { Collection, ExportFormat } from './format.js';
import { readmeOf } from './readme.js';

/**
 * Creates the folder of an export, or accepts an empty one, so that no file of an earlier export stays beside new ones.
 *
 * @throws KitError `setup` when the folder holds files or cannot be made
 */
export async function openExportFolder(folder: string): Promise<void> {
  let found: readonly string[];
  try {
    await mkdir(folder, { recursive: true });
    found = await readdir(folder);
  } catch (error) {
    throw unwritable(folder, error);
  }
  if (found.length > 0) throw new KitError('setup', `${folder}: the folder is not empty; name a new one`);
}

/**
 * Writes an export: the files of the format, README.md, and the files that its requests send, each once.
 *
 * @throws KitError `setup` when a file cannot be written
 */
export async function writeExport(
  collected: Collected,
  format: ExportFormat,
  { folder, pictures, signal }: { folder: string; pictures: PictureSource; signal: AbortSignal },
): Promise<void> {
  const put = async (path: string, bytes: Uint8Array | string, isExecutable = false): Promise<void> => {
    const file = join(folder, path);
    signal.throwIfAborted();
    try {
      await mkdir(dirname(file), { recursive: true });
      await putFile(file, bytes);
      if (isExecutable) await chmod(file, 0o755);
    } catch (error) {
      throw unwritable(file, error);
    }
  };
  for (const file of exportedFiles(collected.collection))
    await put(file.path, 'text' in file ? file.text : await pictures.load(file.fixture));
  for (const { path, text, isExecutable } of format.write(collected.collection)) await put(path, text, isExecutable);
  await put('README.md', readmeOf(collected, format));
}

/** The files that the requests of a collection send, each once. */
export function exportedFiles({ exchanges }: Collection): readonly ExportedFile[] {
  const files = exchanges.flatMap(({ body }) =>
    body.type === 'form' ? body.parts.flatMap((part) => (part.type === 'text' ? [] : [part.file])) : [],
  );
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

function unwritable(file: string, error: unknown): KitError {
  return new KitError('setup', `${file}: cannot be written (${reasonOf(error)}); name a writable folder`, {
    cause: error,
  });
}
