import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** Places of what is read of the file and of its lock file: LMDB's data version 2 and its lock file on 64-bit systems. */
const magic = 0xbeefc0de;
const pageSizeAt = 24;
const commitIdAt = 128;
const lockedCommitIdAt = 8;

/** Keeps the transactions of a state file from overwriting a commit. */
export interface NewestCommit extends Disposable {
  /**
   * Call it first in each transaction, with the transaction's id. Returns whether the transaction starts from the newest
   * commit. If not, it must be aborted: the next one does.
   */
  readonly isBaseOf: (transactionId: number) => boolean;
}

/**
 * Watches where transactions start. A process that opens the file writes the id of the newest commit, as it has read it
 * shortly before, to the lock file. If another process commits in between, the next transaction starts from an older commit,
 * and would overwrite the newer one. Each commit has its id in one of the first two pages, so that a transaction, which alone
 * may write, can see that it is behind, and correct the lock file.
 *
 * @throws Error of the file system, or for a file with another layout
 */
export function watchNewestCommit(file: string): NewestCommit {
  const [data, lock] = [openSync(file, 'r'), openSync(`${file}-lock`, 'r+')];
  const bytes = Buffer.alloc(8);
  const readId = (fd: number, at: number): number => {
    readSync(fd, bytes, 0, 8, at);
    return Number(bytes.readBigUInt64LE());
  };
  const [first, second] = metaPagesOf(data);
  return {
    isBaseOf: (transactionId) => {
      const newest = Math.max(readId(data, first + commitIdAt), readId(data, second + commitIdAt));
      if (transactionId > newest) return true;
      bytes.writeBigUInt64LE(BigInt(newest));
      writeSync(lock, bytes, 0, 8, lockedCommitIdAt);
      return false;
    },
    [Symbol.dispose]: () => {
      closeSync(data);
      closeSync(lock);
    },
  };
}

/** The places of both records of commits: behind the header of each of the first two pages. */
function metaPagesOf(data: number): readonly [number, number] {
  const page = Buffer.alloc(64);
  readSync(data, page, 0, page.length, 0);
  const header = [16, 24, 32].find((at) => page.readUInt32LE(at) === magic);
  if (header === undefined) throw new Error('the first page of the state file has no header that the kit knows');
  return [header, page.readUInt32LE(header + pageSizeAt) + header];
}
