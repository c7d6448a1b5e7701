import { findInvisible, findLookalike } from '../../privacy/characters.js';
import { valueWordings as words } from '../../texts/value-wordings.js';
import { joined, type Wording } from '../../texts/wording.js';
import { objectWord } from '../multipart/index.js';
import { placeholderIn } from './placeholders.js';

/** The value of a form field, as sent. */
interface Value {
  readonly part: string;
  readonly value: string;
  /** Whether the part holds free text; otherwise it is an identifier of letters, digits and signs. */
  readonly isProse: boolean;
}

/** A common mistake in a value. No hint repeats a value: it may be a key or a NIK. */
interface ValueFault {
  /** Describes the mistake, in words that follow the part's name; undefined if the value does not have it. */
  readonly find: (value: Value) => Wording | undefined;
  readonly remedy?: Wording;
}

const prose: ReadonlySet<string> = new Set(['question', 'officeName', 'source']);

const when =
  (pattern: RegExp, what: Wording) =>
  ({ value }: Value): Wording | undefined =>
    pattern.test(value) ? what : undefined;
const identifier =
  (find: ValueFault['find']) =>
  (value: Value): Wording | undefined =>
    value.isProse ? undefined : find(value);
const is = (what: Wording | undefined): Wording | undefined => what && words.is({ what });

/** One entry per mistake; the first match applies. */
const valueFaults: readonly ValueFault[] = [
  { find: ({ value }) => is(objectWord(value)), remedy: words.notTextRemedy },
  {
    find: identifier(when(/^(?:true|false|True|False|Array|\[\]|\{\}|System\.\w+)$/, words.otherTypeWhat)),
    remedy: words.notTextRemedy,
  },
  {
    find: ({ value, part }) => is(placeholderIn(value, part)),
    remedy: words.placeholderRemedy,
  },
  {
    find: unseen,
    remedy: words.invisibleRemedy,
  },
  {
    find: ({ value }) => (value === value.trim() ? undefined : words.blanksWhat),
  },
  { find: when(/^".*"$/s, words.jsonQuotesWhat), remedy: words.jsonQuotesRemedy },
  { find: when(/^(['`‘’“”„«»＂]).*['`‘’“”„«»＂]$/s, words.quotesWhat), remedy: words.bareRemedy },
  { find: when(/^b(['"]).*\1$/s, words.pythonBytesWhat), remedy: words.decodeRemedy },
  {
    find: identifier(when(/^(?:\[\s*(?:["'{].*|\d+)\]|\{\s*["'].*\}|\(\s*["'].*,\s*\))$/s, words.printedListWhat)),
    remedy: words.bareRemedy,
  },
  { find: named, remedy: words.ownNameRemedy },
  {
    find: ({ value, part }) =>
      part === 'key' && /^(?:bearer|basic|token|apikey|api-key)[ :]\s*\S/i.test(value) ? words.schemeWhat : undefined,
    remedy: words.schemeRemedy,
  },
  {
    find: ({ value }) => (value.includes('\ufffd') ? words.notUtf8What : undefined),
    remedy: words.notUtf8Remedy,
  },
  {
    find: when(/[ÃÂ][\u0080-\u00bf]|â€[œ\u009d™˜“”]|Ð[\u0080-\u00bf]Ñ/, words.twiceWhat),
    remedy: words.twiceRemedy,
  },
  {
    find: ({ value }) =>
      !/\s/.test(value) && /%[0-9A-F]{2}/i.test(value) && isPercentEncoded(value) ? words.percentWhat : undefined,
    remedy: words.percentRemedy,
  },
  {
    find: when(/&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,6});/i, words.entitiesWhat),
    remedy: words.entitiesRemedy,
  },
  {
    find: ({ value, part }) =>
      ['nik', 'refNumber'].includes(part) && /^\d(?:[.,]\d+)?e\+?\d+$|^\d{6,}[.,]0+$/i.test(value)
        ? words.printedNumberWhat
        : undefined,
    remedy: words.printedNumberRemedy,
  },
  {
    find: identifier(({ value }) => (/^(.{2,})(?:,\s?)\1$/s.test(value) ? words.doubledWhat : undefined)),
    remedy: words.doubledRemedy,
  },
  {
    find: identifier(({ value }) => {
      const letter = findLookalike(value);
      return letter && words.lookalikeWhat({ letter });
    }),
    remedy: words.lookalikeRemedy,
  },
];

/** Describes a mistake in the value of a form field; undefined if there is none. */
export function hintForValue(part: string, value: string): Wording | undefined {
  const given: Value = { part, value, isProse: prose.has(part) };
  for (const { find, remedy } of valueFaults) {
    const what = find(given);
    if (what !== undefined) return remedy ? joined`${part} ${what}: ${remedy}` : joined`${part} ${what}`;
  }
  return undefined;
}

const unseenWords = {
  before: words.invisibleBeforeWhat,
  behind: words.invisibleBehindWhat,
  in: words.invisibleInWhat,
};

/** Finds invisible characters. Plain blanks and line ends around a value have their own hint. */
function unseen({ value, isProse }: Value): Wording | undefined {
  const found = findInvisible(value.replaceAll(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''), isProse);
  return found && unseenWords[found.where]({ character: found.name });
}

function named({ part, value }: Value): Wording | undefined {
  const before = /^([\w-]{2,20})\s*[=:]\s*\S/.exec(value)?.[1]?.toLowerCase();
  const names = part === 'key' ? ['key', 'apikey', 'api-key', 'api_key', 'x-api-key'] : [part.toLowerCase()];
  return before !== undefined && names.includes(before) ? words.ownNameWhat : undefined;
}

function isPercentEncoded(value: string): boolean {
  try {
    return decodeURIComponent(value) !== value;
  } catch {
    return false;
  }
}
