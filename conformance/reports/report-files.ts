import { access, constants, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KitError, putFile, whyNotWritten } from '../../spec/index.js';
import type { LeakGate } from '../evidence/leak-gate.js';

/**
 * Checks that the run can write a report. A run may cost money, and a mistyped folder must not lose its result.
 *
 * @throws KitError `setup` when it cannot
 */
export async function requireWritable(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) throw new KitError('setup', `${file}: is a folder; give the name of a file for the report`);
  try {
    await access(dirname(file), constants.W_OK);
  } catch (error) {
    throw new KitError(
      'setup',
      `${file}: cannot be written: ${whyNotWritten(file, error, 'give a file in a folder that is writable')}`,
      { cause: error },
    );
  }
}

/**
 * Checks that a file that a person completes by hand does not exist yet.
 *
 * @throws KitError `setup` when it does
 */
export async function requireAbsent(file: string): Promise<void> {
  if (await stat(file).catch(() => undefined))
    throw new KitError('setup', `${file}: exists, and may hold what a person wrote; give the name of a new file`);
}

/** A report as text, and the file for it. */
export type FormattedReport = readonly [file: string, text: string];

/**
 * Formats the reports that have a file, and passes all of them through the gate, so that either each or none is written.
 *
 * @throws KitError `leak` when one would hold a secret or a picture
 */
export async function formatReports(
  reports: readonly (readonly [file: string | undefined, format: () => string | Promise<string>])[],
  gate: LeakGate,
): Promise<readonly FormattedReport[]> {
  const formatted: FormattedReport[] = [];
  for (const [file, format] of reports) if (file !== undefined) formatted.push([file, await format()]);
  for (const [file, text] of formatted) gate.requireClean(file, text);
  return formatted;
}

/**
 * Writes reports. A file that cannot be written keeps no other from being written.
 *
 * @throws KitError `setup` for the first file that cannot
 */
export async function writeReports(reports: readonly FormattedReport[]): Promise<void> {
  const problems: unknown[] = [];
  for (const [file, text] of reports) await writeReport(file, text).catch((error: unknown) => problems.push(error));
  if (problems.length > 0) throw problems[0];
}

/**
 * Writes a report. Replaces a file as a whole, and writes to a device or a pipe directly.
 *
 * @throws KitError `setup` when it cannot
 */
async function writeReport(file: string, text: string): Promise<void> {
  try {
    const found = await stat(file).catch(() => undefined);
    if (found && !found.isFile()) await writeFile(file, text);
    else await putFile(file, text);
  } catch (error) {
    const why = whyNotWritten(file, error, 'free space or give another file');
    throw new KitError('setup', `${file}: cannot be written: ${why}`, { cause: error });
  }
}
