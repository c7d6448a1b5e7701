import { crc32 } from 'node:zlib';

/** The first line of every state file. The number increases when older versions of the kit cannot read the format. */
export const header = 'eendigo-kit-state 2\n';

/** The checksum that seeds the first record's. */
export const headerChecksum = crc32(header);

/** A record as a line, and its checksum. */
export interface Line {
  readonly text: string;
  readonly checksum: number;
}

/**
 * Writes a record as one line: a checksum and JSON. The checksum includes the previous line's, so that missing and
 * reordered lines are detected like changed ones.
 */
export function lineOf(record: unknown, before: number): Line {
  const json = JSON.stringify(record);
  const checksum = crc32(json, before);
  return { text: `${hex(checksum)} ${json}\n`, checksum };
}

/** The parsed contents of a state file. */
export interface ReadLines {
  readonly records: readonly unknown[];
  /** Bytes after the last complete line: a record that was being written when the mock was killed. */
  readonly torn: number;
  /** The number of the first damaged line; reading stops there. */
  readonly damagedLine?: number;
}

/** Reads the lines after the header. */
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
