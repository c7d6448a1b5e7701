import { bodyWordings as words } from '../../texts/body-wordings.js';
import type { Wording } from '../../texts/wording.js';
import { objectWordInPlace } from './object-words.js';
import { sniff } from './sniff.js';

/** A kind of body other than a multipart form, recognized by its first bytes, and its hint. */
interface OtherBody {
  /** What it is; undefined if it is not of this kind. */
  readonly find: (start: string, bytes: Buffer) => Wording | undefined;
  readonly hint: Wording;
  /** Whether the client may send it on purpose, if the Content-Type declares the same type. */
  readonly mayBeIntended?: true;
}

const isMarkedForm = (start: string): boolean => start.startsWith('\ufeff--');

const when =
  (is: (start: string, bytes: Buffer) => boolean, what: Wording): OtherBody['find'] =>
  (start, bytes) =>
    is(start, bytes) ? what : undefined;

/** One entry per kind of body that clients send in place of a form. */
const otherBodies: readonly OtherBody[] = [
  { find: (start) => objectWordInPlace(start), hint: words.formAsText },
  { find: when((_, bytes) => ['jpeg', 'png'].includes(sniff(bytes)), words.picture), hint: words.pictureHint },
  { find: when((_, bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b, words.gzip), hint: words.uncompressedHint },
  {
    find: when((_, bytes) => /^(?:\xff\xfe|\xfe\xff|-\0-\0|\0-\0-)/.test(bytes.toString('latin1', 0, 4)), words.utf16),
    hint: words.utf16Hint,
  },
  { find: when(isMarkedForm, words.markedForm), hint: words.markedFormHint },
  {
    find: when((start) => /^(?:data:|LS[0-3]|\/9j\/|iVBORw0KGgo)/.test(start), words.base64),
    hint: words.base64Hint,
  },
  {
    find: when(
      (start) => /^(?:@?(?:[A-Za-z]:[\\/]|~?\/|\.{1,2}[\\/])|file:\/\/|content:\/\/)[^\r\n]{1,280}$/.test(start),
      words.path,
    ),
    hint: words.pathHint,
  },
  {
    mayBeIntended: true,
    find: when((start) => /^\s*(?:\{\s*(?:"|\})|\[\s*(?:["{\]\d-])|")/.test(start), words.json),
    hint: words.jsonHint,
  },
  { find: when((start) => /^\{\s*'/.test(start), words.dictionary), hint: words.dictionaryHint },
  {
    mayBeIntended: true,
    find: when((start) => /^\s*<[?!a-zA-Z]/.test(start), words.markup),
    hint: words.sendMultipartHint,
  },
  {
    mayBeIntended: true,
    find: when((start) => /^[\w.%+[\]-]{1,100}=[^\r\n]*$/.test(start), words.urlEncoded),
    hint: words.sendMultipartHint,
  },
];

/**
 * Returns what a body is instead of a form, with a hint; undefined if its first bytes match nothing known. `declared`
 * is whether the Content-Type declares a form: JSON declared as JSON needs no explanation.
 */
export function hintForOtherBody(bytes: Buffer, declared: 'form' | 'another type'): Wording | undefined {
  const start = bytes.subarray(0, 300).toString('utf8');
  for (const { find, hint, mayBeIntended } of otherBodies) {
    const what = declared === 'form' || mayBeIntended !== true ? find(start, bytes) : undefined;
    if (what !== undefined) return words.otherBody({ what, hint });
  }
  return undefined;
}

/** Describes what is odd about a form, from its first bytes and its number of parts; undefined if nothing is. */
export function oddityOfForm(start: Buffer, parts: number): Wording | undefined {
  if (isMarkedForm(start.toString('utf8', 0, 8))) return hintForOtherBody(start, 'form');
  return parts === 0 ? words.noParts : undefined;
}
