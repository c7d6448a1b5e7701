import type { Wording } from '../../texts/wording.js';

/** Bytes sent in place of a picture. */
export interface Content {
  readonly bytes: Buffer;
  /** Whether these are all bytes of the file. Of a file that is too large, only the first are kept. */
  readonly isWhole: boolean;
}

/** A kind of content that clients send in place of a picture. */
export interface ContentKind {
  /** Describes the content in words that may follow "it is"; undefined if it is not of this kind. */
  readonly find: (content: Content) => Wording | undefined;
  /** The usual cause and the remedy. */
  readonly hint: Wording;
}

/** Matches content with these bytes or characters at an offset. */
export function starts(bytes: readonly number[] | string, what: Wording, offset = 0): ContentKind['find'] {
  const wanted = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes);
  return (content) => (content.bytes.subarray(offset, offset + wanted.length).equals(wanted) ? what : undefined);
}

/** Matches content whose first sixteen bytes, in hexadecimal, match a pattern. */
export function fits(pattern: RegExp, what: Wording): ContentKind['find'] {
  return ({ bytes }) => (pattern.test(bytes.toString('hex', 0, 16)) ? what : undefined);
}
