import { randomBytes } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { type CommandIo, KitError, reasonOf, whyNotWritten } from '../../../spec/index.js';
import type { LeakGate } from '../../evidence/leak-gate.js';
import { createSpendReader, type Spend, type SpendLine } from './spend-lines.js';

/** The variable that names the spend file. */
export const spendVariable = 'EENDIGO_KIT_SPEND';

/** A call about to be sent. */
export interface CallToReserve {
  readonly caseId: string;
  /** Absent for a request without one. */
  readonly refNumber?: string;
  /** The most that the server may charge for it, in calls: two for a case that sends two requests. */
  readonly calls: number;
}

/** The entries of one run in the spend file. */
export interface SpendRecorder extends Disposable {
  readonly run: string;
  /**
   * Appends a call before it is sent, and waits until it is on the disk. Returns its number in the run.
   *
   * @throws KitError `setup` when the file cannot be written, `leak` when its line would hold a secret. The call must not be
   * sent then.
   */
  readonly reserve: (call: CallToReserve) => number;
  /** Appends what the server may have charged for a reserved call. When the file cannot be written, the reservation counts. */
  readonly settle: (call: number, calls: number) => void;
  /** Reads the whole file again, other runs' entries included. */
  readonly read: () => Spend;
}

/** The spend file: the flag's, that of the environment, or `spend.ndjson` in the user's own data folder. */
export function spendFileOf(flag: string | undefined, env: CommandIo['env']): string {
  return flag ?? (env[spendVariable] || join(envPaths('eendigo-kit', { suffix: '' }).data, 'spend.ndjson'));
}

/**
 * Reads a spend file. Without the file nothing was spent.
 *
 * @throws KitError `setup` when it cannot be read
 */
export function readSpendFile(file: string): Spend {
  const reader = createSpendReader(file);
  try {
    reader.add(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new KitError('setup', `${file}: cannot be read (${reasonOf(error)}); give another --spend-file`, {
        cause: error,
      });
  }
  return reader.spend();
}

/**
 * Opens the spend file for a run. The file is only ever appended to, one JSON object a line, each with one write, so runs
 * at the same time do not mix their lines. A line that an ended process has left unfinished is closed first. Each line passes
 * the gate.
 *
 * @throws KitError `setup` when the file cannot be read or written
 */
export function openSpendFile(io: CommandIo, file: string, target: URL, gate?: LeakGate): SpendRecorder {
  const fd = openToAppend(file);
  const run = `${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`;
  let last = 0;
  const append = (line: SpendLine): void => {
    const text = JSON.stringify(line);
    gate?.requireClean(file, text);
    const bytes = Buffer.from(`${text}\n`);
    for (let from = 0; from < bytes.length; ) from += writeSync(fd, bytes, from);
    fdatasyncSync(fd);
  };
  return {
    run,
    read: () => readSpendFile(file),
    reserve: ({ caseId, refNumber, calls }) => {
      const call = ++last;
      try {
        append({
          type: 'reserved',
          run,
          call,
          at: new Date().toISOString(),
          target: target.href,
          case: caseId,
          ...(refNumber === undefined ? {} : { refNumber }),
          calls,
        });
      } catch (error) {
        throw error instanceof KitError ? error : createWriteError(file, error);
      }
      return call;
    },
    settle: (call, calls) => {
      try {
        append({ type: 'settled', run, call, at: new Date().toISOString(), calls });
      } catch (error) {
        io.err(`eendigo-kit: ${createWriteError(file, error).message}; the call counts as charged`);
      }
    },
    [Symbol.dispose]: () => closeSync(fd),
  };
}

function openToAppend(file: string): number {
  try {
    // Only the user's own folder is created: another one may be a misspelling.
    if (dirname(file) === envPaths('eendigo-kit', { suffix: '' }).data)
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const fd = openSync(file, 'a+', 0o600);
    const text = readFileSync(fd, 'utf8');
    if (text !== '' && !text.endsWith('\n')) writeSync(fd, '\n');
    return fd;
  } catch (error) {
    throw createWriteError(file, error);
  }
}

function createWriteError(file: string, error: unknown): KitError {
  const why = whyNotWritten(file, error, 'free space, or give --spend-file in a folder that is writable');
  return new KitError('setup', `${file}: calls that may be charged cannot be counted there: ${why}`, { cause: error });
}
