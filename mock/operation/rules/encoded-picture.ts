import { formatWordings } from '../../texts/format-wordings.js';
import { textWordings as words } from '../../texts/text-wordings.js';
import type { Wording } from '../../texts/wording.js';
import { isOtherFormat, objectWord, sniff } from '../multipart/index.js';
import { formatHints } from './format-hints.js';

/** Identifies bytes by the first few: `a JPEG`, `a PNG`, another format; undefined if unknown. */
export function pictureIn(bytes: Buffer): Wording | undefined {
  const type = sniff(bytes);
  if (type === 'jpeg' || type === 'png') return formatWordings[type];
  return isOtherFormat(type) ? formatHints[type].name : undefined;
}

/** Number of characters that identify an encoded picture. */
const startLength = 24;
const fewestLetters = 8;
/** Shorter texts may be ordinary words. */
const longText = 200;

/** Variants of base64 that programs write. */
const variants: readonly (readonly [name: Wording, pattern: RegExp])[] = [
  [words.urlSafe, /[-_]/],
  [words.percentEncoded, /%(?:2B|2F|3D|0A|0D)/i],
  [words.inLines, /[\w+/=]\s*[\r\n]+\s*[\w+/=]/],
  [words.blanksForPlus, /[\w/] [\w/]/],
];

/**
 * Describes a base64 text, its variant and its content: `base64 text (URL-safe) of a JPEG`; undefined for another text.
 */
export function base64In(text: string): Wording | undefined {
  const bare = withoutArmour(text.slice(0, 4000));
  const letters = bare
    .replaceAll(/%(?:2B)/gi, '+')
    .replaceAll(/%2F/gi, '/')
    .replaceAll(/%3D|%0[AD]|\s/gi, '');
  const standard = letters.replaceAll('-', '+').replaceAll('_', '/').replaceAll('\\/', '/').replace(/=+$/, '');
  if (standard.length < fewestLetters || !/^[A-Za-z0-9+/]+$/.test(standard.slice(0, startLength))) return undefined;
  const decoded = Buffer.from(standard.slice(0, longText * 2), 'base64');
  const inner = pictureIn(decoded);
  const twice = isEncodedAgain(decoded);
  if (inner === undefined && twice === undefined && !isLongBase64(standard, bare)) return undefined;
  const isInPem = bare !== text.slice(0, 4000);
  const variant = isInPem ? words.pemLines : variants.find(([, pattern]) => pattern.test(bare.trim()))?.[0];
  if (twice !== undefined) return variant ? words.base64TwiceVariant({ variant }) : words.base64Twice;
  const what = variant ? words.base64Variant({ variant }) : words.base64;
  return inner === undefined ? what : words.of({ what, picture: inner });
}

/** Whether the decoded text is a base64 picture again, or its data: URL. */
function isEncodedAgain(decoded: Buffer): true | undefined {
  const again = decoded.toString('latin1');
  if (again.startsWith('data:image/')) return true;
  if (!/^[A-Za-z0-9+/_-]{16}/.test(again)) return undefined;
  const type = sniff(Buffer.from(again.slice(0, startLength).replaceAll('-', '+').replaceAll('_', '/'), 'base64'));
  return type === 'jpeg' || type === 'png' ? true : undefined;
}

/** A long text with only these characters, including lower case, capitals and digits, is not prose. */
function isLongBase64(letters: string, text: string): boolean {
  return (
    letters.length >= longText &&
    /^[A-Za-z0-9+/]+$/.test(letters) &&
    !/[^\s]\s[^\s]{1,15}\s/.test(text) &&
    /[a-z]/.test(letters) &&
    /[A-Z]/.test(letters) &&
    /[0-9]/.test(letters) &&
    !isHex(letters)
  );
}

function isHex(text: string): boolean {
  return /^[0-9a-f]+$/i.test(text);
}

function withoutArmour(text: string): string {
  return text.replace(/^\s*-----BEGIN [^-]{1,60}-----\s*/, '').replace(/\s*-----END [^-]{1,60}-----\s*$/, '');
}

/** Describes a hexadecimal text, plain, escaped or as a dump, and its content; undefined for another text. */
export function hexIn(text: string): Wording | undefined {
  const start = text.slice(0, 600);
  const dump = /^(?:0{4,8}|0x0{1,8}):?\s+((?:[0-9a-f]{2,4}\s+){4,16})/i.exec(start)?.[1];
  const percent = /^(?:%[0-9a-f]{2}|\w){12,}/i.test(start) && /^%(?:FF%D8%FF|89PNG)/i.test(start);
  const escaped = /^(?:=[0-9A-F]{2}){3,}|^=89PNG/.test(start);
  const plain = /^(?:0x|\\x|X')?((?:[0-9a-f]{2}[\s:,-]?(?:0x|\\x)?){12,})/i.exec(start)?.[1];
  if (dump !== undefined) return named(words.hexDump, dump) ?? words.hexDump;
  if (percent) return words.percentBytes;
  if (escaped) return words.quotedPrintable;
  if (plain === undefined) return undefined;
  const hex = named(words.hex, plain);
  return hex ?? (text.length >= longText && isHex(text.slice(0, 4000).trim()) ? words.hex : undefined);
}

function named(what: Wording, digits: string): Wording | undefined {
  const inner = pictureIn(Buffer.from(digits.replaceAll(/0x|\\x|[^0-9a-f]/gi, ''), 'hex'));
  return inner === undefined ? undefined : words.of({ what, picture: inner });
}

/** Detects bytes written as numbers, in any brackets: the JSON of a buffer or an array, or a printed list. */
export function numbersIn(text: string): Wording | undefined {
  const start = text.slice(0, 2000);
  if (/^\{\s*"type"\s*:\s*"Buffer"\s*,\s*"data"\s*:/.test(start)) return words.nodeBuffer;
  if (/^\{\s*"0"\s*:\s*\d{1,3}\s*,\s*"1"\s*:\s*\d{1,3}\s*[,}]/.test(start)) return words.typedArray;
  const list = /^(?:[A-Za-z][\w. ]{0,30}(?:\(\d*\)|\[\])?\s*)?([[({]?)\s*((?:-?\d{1,3}\s*[,;\s]\s*){7,}-?\d{1,3})/.exec(
    start,
  );
  const numbers = list?.[2]?.match(/-?\d{1,3}/g)?.map(Number) ?? [];
  const inner = pictureIn(Buffer.from(numbers.map((number) => number & 0xff)));
  if (inner === undefined) return undefined;
  return (list?.[1] === '[' ? words.jsonNumbers : words.numbers)({ picture: inner });
}

/** Detects bytes as Python and JSON print them: b'\xff\xd8', "\u00ff\u00d8". */
export function printedBytesIn(text: string): Wording | undefined {
  const start = text.slice(0, 200);
  if (/^(?:bytearray\(|bytes\()?b['"]/.test(start)) return words.pythonBytes;
  if (/^["']?(?:\\u00ff\\u00d8|\\u0089PNG|\\xff\\xd8|\\x89PNG|\\377\\330|\\211PNG|(?:\\ufffd){2})/i.test(start))
    return words.escapedBytes;
  return objectWord(text.slice(0, 4000));
}
