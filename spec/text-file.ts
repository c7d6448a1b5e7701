import { readFile } from 'node:fs/promises';
import { KitError } from './error.js';

/**
 * Reads a user's text file in UTF-8 or UTF-16; see {@link decodeText}.
 *
 * @throws KitError `setup` for any other encoding; the file system's own error when the file cannot be read
 */
export async function readTextFile(file: string): Promise<string> {
  return decodeText(await readFile(file), file);
}

/**
 * Decodes the bytes of a user's text file. A byte order mark selects the encoding and is removed; the default is UTF-8.
 * Windows PowerShell writes UTF-16 with a mark, and Notepad may write a mark before UTF-8.
 *
 * @param file the file's name in messages
 * @throws KitError `setup` that names the file, its probable encoding, and the remedy
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  const encoding = encodingOf(bytes);
  switch (encoding) {
    case 'UTF-8':
      return (
        tryDecode(bytes, 'utf-8') ??
        rejectFile(file, 'is not UTF-8 text: it is probably in Windows-1252, or not text at all')
      );
    case 'UTF-16LE':
    case 'UTF-16BE':
      return (
        tryDecode(bytes, encoding.toLowerCase()) ??
        rejectFile(file, `starts as ${encoding} and is truncated or damaged`)
      );
    case 'UTF-16 without a byte order mark':
    case 'UTF-32':
      return rejectFile(file, `is probably in ${encoding}`);
    case 'binary':
      return rejectFile(file, 'is not text: it contains zero bytes');
  }
}

type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'UTF-16 without a byte order mark' | 'UTF-32' | 'binary';

function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? 'UTF-32' : 'UTF-16LE';
  if (first === 0xfe && second === 0xff) return 'UTF-16BE';
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return 'UTF-32';
  // Text has no zero bytes, except that in UTF-16 every second byte of a Latin letter is zero.
  const zeros = [0, 0];
  for (const [place, byte] of bytes.entries()) if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return 'UTF-8';
  return Math.max(even, odd) > bytes.length / 4 && Math.min(even, odd) === 0
    ? 'UTF-16 without a byte order mark'
    : 'binary';
}

/** The text without its mark; undefined where the bytes are invalid in the encoding. */
function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function rejectFile(file: string, what: string): never {
  throw new KitError('setup', `${file}: ${what}; save it as UTF-8`);
}
