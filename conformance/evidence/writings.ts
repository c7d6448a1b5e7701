/** A secret that is shorter is found only where it is a word, because its letters occur in other words. */
export const shortestInWords = 4;

/** A secret as it stands, in JSON and in an address. */
export function writingsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const ascii = json.replaceAll(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const address = encodeURIComponent(secret);
  const form = new URLSearchParams({ secret }).toString().slice('secret='.length);
  return [...new Set([secret, json, json.replaceAll('/', '\\/'), ascii, address, form])];
}

/**
 * A pattern, with the flags `iu`, of one letter in any usual writing: as it stands, behind the backslashes of JSON inside of
 * JSON, as the number that JSON or HTML give it, by its name in HTML, and in an address. Its repetitions have limits, so that
 * a server cannot slow the search down.
 */
export function letterPattern(letter: string): string {
  const literal = letter.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const isWord = /[\p{L}\p{N}]/u.test(letter);
  const name = names[letter];
  const code = letter.codePointAt(0) ?? 0;
  const units = [...Array(letter.length).keys()].map((at) => letter.charCodeAt(at).toString(16).padStart(4, '0'));
  const bytes = [...Buffer.from(letter)].map((byte) => `%(?:25){0,4}${byte.toString(16).padStart(2, '0')}`);
  const others = [
    units.map((unit) => `\\\\{1,16}u${unit}`).join(''),
    `&#(?:0{0,5}${code}|x0{0,5}${code.toString(16)});`,
    ...(name === undefined ? [] : [`&${name};`]),
    bytes.join(''),
    ...(letter === ' ' ? ['\\+'] : []),
  ];
  return `(?:${isWord ? '' : '\\\\{0,16}'}${literal}|${others.join('|')})`;
}

const names: Readonly<Record<string, string>> = { '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos', '&': 'amp' };

/** Long texts in base64, also for addresses, and in hexadecimal digits. */
const encodedRuns = /[\w+/-]{12,}|(?:\\{1,16}\/|%2[BF]|[\w+/-]){12,}/gi;

/**
 * Replaces each text in base64 or in hexadecimal digits in which something is found that must not be there. A text may start
 * in the middle of what is encoded, so all of its readings are examined.
 */
export function replaceEncoded(text: string, isFound: (decoded: string) => boolean, replacement: string): string {
  return text.replaceAll(encodedRuns, (run) => (readingsOfEncoded(run).some(isFound) ? replacement : run));
}

function readingsOfEncoded(run: string): readonly string[] {
  const plain = run.replaceAll(/\\+/g, '').replaceAll(/%2B/gi, '+').replaceAll(/%2F/gi, '/');
  const base64 = [0, 1, 2, 3].map((from) => Buffer.from(plain.slice(from), 'base64').toString('utf8'));
  const isHex = /^[\da-f]+$/i.test(plain);
  const hex = isHex ? [0, 1].map((from) => Buffer.from(plain.slice(from), 'hex').toString('utf8')) : [];
  return [...base64, ...hex];
}
