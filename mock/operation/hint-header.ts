import { type Contract, nearest } from '../../spec/index.js';
import { findingInWords, firstFinding } from '../journal/finding-in-words.js';
import type { ReceivedBody, ReceivedPart } from '../journal/received.js';
import { type HideSecrets, masked } from '../privacy/hide-secrets.js';
import { isPlainMediaType, isPlainName } from '../privacy/shown-word.js';
import type { Violation } from '../schemas/journal-types.js';
import type { Language } from '../texts/wording.js';

/** What a hint is about, and what of it the header may not repeat. */
export interface HintInput {
  readonly contract: Contract;
  readonly body: ReceivedBody;
  readonly violations: readonly Violation[];
  readonly hide: HideSecrets;
  readonly language: Language;
}

/** Maximum length of the header's value. */
const longest = 200;
/** Shorter words of a request occur in any sentence. */
const shortestMasked = 6;

/**
 * Returns the first finding with its hint as the value of a header: printable ASCII, one line, at most 200 characters.
 * It repeats no value and no file name of the request. A part's name is repeated only if it is plain words, or nearly
 * the name of a part in the contract. Undefined without a finding.
 */
export function hintHeader({ contract, body, violations, hide, language }: HintInput): string | undefined {
  const found = firstFinding(violations);
  if (!found) return undefined;
  const known = contract.parts.map(({ name }) => name);
  const sentName = found.likelyPartIndex === undefined ? undefined : body.parts[found.likelyPartIndex]?.name;
  const { part } = found;
  const subject = part === undefined || known.includes(part) ? part : JSON.stringify(part);
  const sentence = findingInWords(
    { ...found, ...(subject === undefined ? {} : { part: subject }) },
    language,
    sentName === undefined ? undefined : JSON.stringify(sentName.slice(0, 60)),
  );
  return shortened(asAscii(hide(withoutSentWords(sentence, language, { parts: body.parts, known }), language)));
}

/** Masks what the client sent: its values wherever they stand, and the quoted words that may be a value or a secret. */
function withoutSentWords(
  sentence: string,
  language: Language,
  { parts, known }: { readonly parts: readonly ReceivedPart[]; readonly known: readonly string[] },
): string {
  const values = new Set(
    parts.flatMap((part) => {
      if (part.type === 'text') return [part.value, part.value.trim()];
      return part.filename === undefined ? [] : [part.filename];
    }),
  );
  // Fixed words, such as `image/jpeg` in a hint, may be in the request as well.
  const isFixed = (word: string): boolean => known.includes(word) || isPlainMediaType(word);
  const shown = sentence.replaceAll(/"(?:[^"\\]|\\.)*"/g, (quoted) => {
    const word = unquotedWord(quoted);
    if (isFixed(word)) return quoted;
    const isNearlyKnown = nearest(word, known) !== undefined && isPlainName(word, known);
    return !values.has(word) && (isNearlyKnown || isPlainName(word)) ? quoted : masked(word, language);
  });
  return [...values]
    .filter((value) => value.length >= shortestMasked && value.length <= sentence.length && !isFixed(value))
    .sort((one, other) => other.length - one.length)
    .reduce((text, value) => text.replaceAll(value, () => masked(value, language)), shown);
}

/** Reads a quoted word, whose escapes may be those of a client. */
function unquotedWord(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}

/** Escapes all but printable ASCII, so that a name can neither end the header nor turn its direction. */
function asAscii(text: string): string {
  return text
    .replaceAll('…', '...')
    .replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function shortened(text: string): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 3);
  const blank = cut.lastIndexOf(' ');
  return `${blank > longest / 2 ? cut.slice(0, blank) : cut}...`;
}
