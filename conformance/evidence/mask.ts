import type { CheckResult } from '../checks/check.js';
import type { Credentials } from '../wire/credentials.js';
import type { RequestToSend } from '../wire/request.js';
import { withoutPictures } from './picture-bytes.js';
import { letterPattern, replaceEncoded, shortestInWords } from './writings.js';

/** Masks what a run keeps: configured secrets in any usual writing, numbers like a NIK, and pictures. */
export interface EvidenceMask {
  readonly text: (text: string) => string;
  /** Masks an `X-Trx-No`. It may have 16 digits as a NIK has, and reconciliation needs it, so only secrets are masked. */
  readonly number: (text: string) => string;
  /** Masks the values of headers by lower-case name, and the names too. Cookies are masked whole. */
  readonly headers: (headers: Readonly<Record<string, string>>) => Record<string, string>;
  readonly checks: (checks: readonly CheckResult[]) => readonly CheckResult[];
}

const hidden = '***';
/** The 16 digits of a NIK, also in its usual groups. A fraction such as 0.8395012345678901 is none. */
const nikLike = /(?<!\d|(?<!\d)0\.)(?:\d{16}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{6}([ .-])\d{6}\2\d{4})(?!\d)/g;

/** The values that a run must not keep: its keys, and its tenant codes unless they are the built-in ones. */
export function secretsOfRun({ funded, empty, wrong, isBuiltIn }: Credentials): readonly string[] {
  const tenants = [funded, ...(empty ? [empty] : []), ...(wrong ? [wrong] : [])];
  return tenants.flatMap(({ code, key }) => (isBuiltIn ? [key] : [key, code]));
}

/** The values of `key` and `nik` in a request. */
export function secretsOfRequest(request: RequestToSend): readonly string[] {
  if (!('parts' in request)) return [];
  return request.parts.flatMap((part) =>
    ['key', 'nik'].includes(part.name.toLowerCase()) && 'value' in part ? [part.value] : [],
  );
}

/** Creates a mask for these secrets. */
export function createEvidenceMask(secrets: readonly string[]): EvidenceMask {
  const pattern = patternOf(secrets);
  const isSecret = (decoded: string): boolean => pattern !== undefined && decoded.search(pattern) >= 0;
  const number = (text: string): string =>
    pattern ? replaceEncoded(text.replace(pattern, hidden), isSecret, hidden) : text;
  const isNik = (decoded: string): boolean => decoded.search(nikLike) >= 0;
  const text = (value: string): string =>
    replaceEncoded(withoutPictures(number(value)).replace(nikLike, hidden), isNik, hidden);
  const shown = (name: string, value: string): string => {
    if (name === 'x-trx-no') return number(value);
    return name === 'set-cookie' || name === 'cookie' ? hidden : text(value);
  };
  return {
    text,
    number,
    headers: (headers) =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [text(name), shown(name, value)])),
    checks: (checks) =>
      checks.map((check) => {
        const mask = check.id.startsWith('x-trx-no') ? number : text;
        const { expected, actual, note, observed } = check;
        return {
          ...check,
          ...(expected === undefined ? {} : { expected: mask(expected) }),
          ...(actual === undefined ? {} : { actual: mask(actual) }),
          ...(note === undefined ? {} : { note: mask(note) }),
          ...(observed === undefined ? {} : { observed: observed.map((one) => ({ ...one, value: mask(one.value) })) }),
        };
      }),
  };
}

/** Matches every secret in every writing, in any case: a server may repeat a key in capitals. */
function patternOf(secrets: readonly string[]): RegExp | undefined {
  const written = [...new Set(secrets.map((secret) => secret.trim()).filter((secret) => secret !== ''))]
    // Longest first, so that a secret which starts with another is masked whole.
    .sort((one, other) => other.length - one.length)
    .map((text) => {
      const pattern = [...text].map(letterPattern).join('');
      return text.length < shortestInWords ? `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])` : pattern;
    });
  return written.length === 0 ? undefined : new RegExp([...new Set(written)].join('|'), 'giu');
}
