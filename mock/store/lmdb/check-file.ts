import { execFile } from 'node:child_process';
import { closeSync, openSync, readSync, rmSync, type Stats, statfsSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { KitError, reasonOf, whyNotWritten } from '../../../spec/index.js';
import { writeFailure } from '../write-failure.js';
import { damageInWords } from './records.js';

/** File systems of other machines, by the type that Linux reports for them. LMDB's locks and memory do not reach across. */
const networkFileSystems: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x73757245, 'Coda'],
  [0x564c, 'NCP'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
  [0x7461636f, 'OCFS2'],
  [0x01161970, 'GFS2'],
]);

/** The built program that reads a whole state file. */
const program = join(
  dirname(createRequire(import.meta.url).resolve('eendigo-kit/package.json')),
  'dist',
  'mock',
  'store',
  'lmdb',
  'check-process.js',
);

/**
 * Checks a state file before LMDB opens it for writing, which changes it.
 *
 * @throws KitError `setup` if it is no file, is another program's, is damaged, cannot be read, or is on a network file
 *   system; `unwritable` if there is no space for a new one
 */
export async function checkFile(path: string): Promise<void> {
  refuseNetwork(path);
  const stats = statOf(path);
  if (!stats || stats.size === 0) return checkSpace(path);
  const beginning = beginningOf(path);
  const [, oldVersion] = /^eendigo-kit-state (\d+)\n/.exec(beginning.toString('latin1')) ?? [];
  if (oldVersion !== undefined)
    throw new KitError(
      'setup',
      `${path}: is a state file of version ${oldVersion}, a log, which this kit no longer reads; give --state another name, or remove the file to start with an empty state`,
    );
  if (!isDatabase(beginning))
    throw new KitError(
      'setup',
      `${path}: is not a state file of the mock; give --state another name, and nothing is overwritten`,
    );
  const problem = await problemIn(path);
  if (problem !== undefined) throw new KitError('setup', `${path}: ${problem}`);
}

/** LMDB ends the process if a new file has no space for its first pages. Checked beside the file, which others may begin. */
function checkSpace(path: string): void {
  const probe = `${path}-probe-${process.pid}`;
  try {
    writeFileSync(probe, Buffer.alloc(64 * 1024), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new KitError('unwritable', `${path}: cannot be written: ${writeFailure(error)}`, { cause: error });
  } finally {
    rmSync(probe, { force: true });
  }
}

/** @throws KitError `setup` for a path on a network file system, where the kernel reports one. */
export function refuseNetwork(path: string, typeOf = typeOfFileSystem): void {
  const name = networkFileSystems.get(typeOf(dirname(path)) ?? -1);
  if (name !== undefined)
    throw new KitError(
      'setup',
      `${path}: is on a network file system (${name}), where the state file cannot be locked; give --state a file on a local disk, or redis://<host> to share state between machines`,
    );
}

function typeOfFileSystem(folder: string): number | undefined {
  // Other systems number their file systems differently.
  if (process.platform !== 'linux') return undefined;
  try {
    // Unsigned: CIFS has the highest bit.
    return statfsSync(folder).type >>> 0;
  } catch {
    return undefined;
  }
}

function statOf(path: string): Stats | undefined {
  let stats: Stats | undefined;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) statSync(dirname(path));
  } catch (error) {
    throw new KitError('setup', `${path}: its folder cannot be used: ${whyNotWritten(path, error, 'choose another')}`, {
      cause: error,
    });
  }
  if (stats && !stats.isFile()) throw new KitError('setup', `${path}: is not a file; give --state the name of a file`);
  return stats;
}

function beginningOf(path: string): Buffer {
  try {
    const fd = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(64);
      return bytes.subarray(0, readSync(fd, bytes));
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw new KitError('setup', `${path}: cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

/** LMDB's first page has this number after a header of 16 to 32 bytes, in the byte order of the machine. */
function isDatabase(beginning: Buffer): boolean {
  return [16, 24, 32].some((at) => beginning.length >= at + 4 && beginning.readUInt32LE(at) === 0xbeefc0de);
}

async function problemIn(path: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, path]);
    return JSON.parse(stdout).problem ?? undefined;
  } catch (error) {
    const { code, signal, stderr } = error as { code?: unknown; signal?: unknown; stderr?: string };
    if (code === undefined && signal === undefined) throw error;
    const [, reason] = /^(?:\w*Error): (.*)$/m.exec(stderr ?? '') ?? [];
    return damageInWords(reason === undefined ? 'it cannot be read to its end' : `LMDB reports "${reason}"`);
  }
}
