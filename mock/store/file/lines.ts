import { crc32 } from 'node:zlib';

/** The first line of every state file. The number changes when an older kit could not read the file any more. */
export const header = 'eendigo-kit-state 2\n';

/** The checksum that the first record's is built upon. */
export const headerChecksum = crc32(header);

/** A record as a line, and its checksum. */
export interface Line {
  readonly text: string;
  readonly checksum: number;
}

/**
 * Writes a record as one line: a checksum, and JSON. The checksum covers the line before as well, so that a line that
 * is missing or out of its place is noticed like one that was changed.
 */
export function lineOf(record: unknown, before: number): Line {
  const json = JSON.stringify(record);
  const checksum = crc32(json, before);
  return { text: `${hex(checksum)} ${json}\n`, checksum };
}

/** What a state file's bytes say. */
export interface ReadLines {
  readonly records: readonly unknown[];
  /** Bytes after the last whole line: a record that was being written when the mock was killed. */
  readonly torn: number;
  /** The number of the first line that is not as it was written; nothing after it was read. */
  readonly damagedLine?: number;
}

/** Reads the lines behind the header. */
export function readLines(bytes: Buffer): ReadLines {
  const records: unknown[] = [];
  let checksum = crc32(bytes.subarray(0, header.length));
  let start = header.length;
  for (let end = bytes.indexOf('\n', start); end >= 0; end = bytes.indexOf('\n', start)) {
    const json = bytes.subarray(start + 9, end);
    checksum = crc32(json, checksum);
    if (bytes.toString('latin1', start, start + 9) !== `${hex(checksum)} `)
      return { records, torn: 0, damagedLine: records.length + 2 };
    records.push(JSON.parse(json.toString()));
    start = end + 1;
  }
  return { records, torn: bytes.length - start };
}

function hex(checksum: number): string {
  return checksum.toString(16).padStart(8, '0');
}
