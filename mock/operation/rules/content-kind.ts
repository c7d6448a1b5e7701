/** Bytes in place of a picture. */
export interface Content {
  readonly bytes: Buffer;
  /** Whether these are all bytes of the file: of one that is too large, only the first ones are kept. */
  readonly isWhole: boolean;
}

/** One kind of bytes that come in place of a picture. */
export interface ContentKind {
  /** What they are, in words that may follow "it is", where they are of this kind. */
  readonly find: (content: Content) => string | undefined;
  /** The usual cause and the remedy. */
  readonly hint: string;
}

/** Finds contents that have these bytes, or letters, at an offset. */
export function starts(bytes: readonly number[] | string, what: string, offset = 0): ContentKind['find'] {
  const wanted = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes);
  return (content) => (content.bytes.subarray(offset, offset + wanted.length).equals(wanted) ? what : undefined);
}

/** Finds contents whose first sixteen bytes, in hexadecimal digits, fit a pattern. */
export function fits(pattern: RegExp, what: string): ContentKind['find'] {
  return ({ bytes }) => (pattern.test(bytes.toString('hex', 0, 16)) ? what : undefined);
}
