import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/** The largest answer that the run reads, in bytes, compressed or not. */
export const maxAnswerBytes = 32_000_000;

/** How a client finds the end of a body (RFC 9112, section 6.3): by its length, by its last chunk, or by the end of the connection. */
export type Framing = 'length' | 'chunks' | 'connection-end';

/** Reads off the headers of an answer, by lower-case name, how its body ends. */
export function framingOf(headers: Readonly<Record<string, string>>): Framing {
  const coding = headers['transfer-encoding'];
  if (coding !== undefined) return /(^|,)\s*chunked\s*$/i.test(coding) ? 'chunks' : 'connection-end';
  return headers['content-length'] === undefined ? 'connection-end' : 'length';
}

/** The content codings of a `Content-Encoding`, in the order in which the server applied them. `identity` is none. */
export function contentCodings(encoding = ''): readonly string[] {
  return encoding
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
}

/** More codings than this, one over the other, are an attack on the reader. */
const maxCodings = 3;

/**
 * Undoes the content codings of a body, although the request excludes all of them: the body can then be judged too. Returns
 * a body that cannot be decoded unchanged.
 */
export function decodeContent(bytes: Buffer, encoding: string | undefined): Buffer {
  const codings = contentCodings(encoding);
  if (codings.length > maxCodings) return bytes;
  try {
    return codings.reduceRight(decode, bytes);
  } catch {
    return bytes;
  }
}

function decode(bytes: Buffer, coding: string): Buffer {
  const limit = { maxOutputLength: maxAnswerBytes };
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(bytes, limit);
    case 'deflate':
      return inflateSync(bytes, limit);
    case 'br':
      return brotliDecompressSync(bytes, limit);
    default:
      return bytes;
  }
}

/** Returns the offset of the first byte that belongs to no UTF-8 character, and undefined for valid UTF-8. */
export function findInvalidUtf8(bytes: Buffer): number | undefined {
  if (isUtf8(bytes)) return undefined;
  let [valid, invalid] = [0, bytes.length];
  while (invalid - valid > 1) {
    const middle = Math.floor((valid + invalid) / 2);
    if (isBeginningOfUtf8(bytes.subarray(0, middle))) valid = middle;
    else invalid = middle;
  }
  // The longest beginning may end within a character, which is then the wrong one.
  return Buffer.byteLength(new TextDecoder('utf-8', streamed).decode(bytes.subarray(0, valid), { stream: true }));
}

const streamed = { ignoreBOM: true } as const;

/** Whether bytes are the beginning of valid UTF-8, perhaps cut off within a character. */
function isBeginningOfUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
