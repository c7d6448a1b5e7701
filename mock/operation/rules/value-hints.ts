import { findInvisible, findLookalike } from '../../privacy/characters.js';
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
  readonly find: (value: Value) => string | undefined;
  readonly remedy: string;
}

const prose: ReadonlySet<string> = new Set(['question', 'officeName', 'source']);

const when =
  (pattern: RegExp, what: string) =>
  ({ value }: Value): string | undefined =>
    pattern.test(value) ? what : undefined;
const identifier =
  (find: (value: Value) => string | undefined) =>
  (value: Value): string | undefined =>
    value.isProse ? undefined : find(value);
const is = (what: string | undefined): string | undefined => (what === undefined ? undefined : `is ${what}`);
const bare = 'send the bare value';

/** One entry per mistake; the first match applies. */
const valueFaults: readonly ValueFault[] = [
  { find: ({ value }) => is(objectWord(value)), remedy: 'the client sent a variable that contains no text' },
  {
    find: identifier(
      when(
        /^(?:true|false|True|False|Array|\[\]|\{\}|System\.\w+)$/,
        'is a word that programs print for a value of another type',
      ),
    ),
    remedy: 'the client sent a variable that contains no text',
  },
  {
    find: ({ value, part }) => is(placeholderIn(value, part)),
    remedy:
      'set the variable (in Postman: choose the environment; in a shell: export it, in double quotes), or write the value',
  },
  {
    find: unseen,
    remedy: 'it is invisible but significant, and is often copied from a page or a chat: retype the value',
  },
  {
    find: ({ value }) => (value === value.trim() ? undefined : 'has leading or trailing blanks or line breaks'),
    remedy: '',
  },
  { find: when(/^".*"$/s, 'was sent in JSON quotes'), remedy: bare },
  { find: when(/^(['`‘’“”„«»＂]).*['`‘’“”„«»＂]$/s, 'was sent in quotes'), remedy: bare },
  { find: when(/^b(['"]).*\1$/s, "was sent as printed Python bytes (b'...')"), remedy: 'call decode() first' },
  {
    find: identifier(
      when(/^(?:\[\s*(?:["'{].*|\d+)\]|\{\s*["'].*\}|\(\s*["'].*,\s*\))$/s, 'was sent as a printed list or object'),
    ),
    remedy: bare,
  },
  { find: named, remedy: `${bare}, without the part's name before it` },
  {
    find: ({ value, part }) =>
      part === 'key' && /^(?:bearer|basic|token|apikey|api-key)[ :]\s*\S/i.test(value)
        ? 'has the scheme of an Authorization header before it'
        : undefined,
    remedy: 'send only the key',
  },
  {
    find: ({ value }) => (value.includes('\ufffd') ? 'contains bytes that are not UTF-8' : undefined),
    remedy: 'write texts in UTF-8, or declare the charset in the Content-Type of the part',
  },
  {
    find: when(/[ÃÂ][\u0080-\u00bf]|â€[œ\u009d™˜“”]|Ð[\u0080-\u00bf]Ñ/, 'was encoded as UTF-8 twice'),
    remedy: 'a step read UTF-8 text as Latin-1: read and write it as UTF-8',
  },
  {
    find: ({ value }) =>
      !/\s/.test(value) && /%[0-9A-F]{2}/i.test(value) && isPercentEncoded(value)
        ? 'was sent percent-encoded'
        : undefined,
    remedy: 'values of a multipart form are sent as they are, and nothing decodes them',
  },
  {
    find: when(/&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,6});/i, 'contains HTML entities'),
    remedy: 'send the characters themselves: entities are only for HTML',
  },
  {
    find: ({ value, part }) =>
      ['nik', 'refNumber'].includes(part) && /^\d(?:[.,]\d+)?e\+?\d+$|^\d{6,}[.,]0+$/i.test(value)
        ? 'was sent as a printed number'
        : undefined,
    remedy:
      'store it as text from the start (in a spreadsheet: format the column as text), since digits have been lost',
  },
  {
    find: identifier(({ value }) =>
      /^(.{2,})(?:,\s?)\1$/s.test(value) ? 'contains the value twice, separated by a comma' : undefined,
    ),
    remedy: 'it was set twice: send it once',
  },
  {
    find: identifier(({ value }) => {
      const letter = findLookalike(value);
      return letter === undefined ? undefined : `has ${letter}`;
    }),
    remedy: 'it is a different character: retype the value',
  },
];

/** Describes a mistake in the value of a form field; undefined if there is none. */
export function hintForValue(part: string, value: string): string | undefined {
  const given: Value = { part, value, isProse: prose.has(part) };
  for (const { find, remedy } of valueFaults) {
    const what = find(given);
    if (what !== undefined) return `${part} ${what}${remedy === '' ? '' : `: ${remedy}`}`;
  }
  return undefined;
}

/** Finds invisible characters. Plain blanks and line ends around a value have their own hint. */
function unseen({ value, isProse }: Value): string | undefined {
  const found = findInvisible(value.replaceAll(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''), isProse);
  return found && `has ${found.name} ${found.where === 'in' ? 'in it' : `${found.where} it`}`;
}

function named({ part, value }: Value): string | undefined {
  const before = /^([\w-]{2,20})\s*[=:]\s*\S/.exec(value)?.[1]?.toLowerCase();
  const names = part === 'key' ? ['key', 'apikey', 'api-key', 'api_key', 'x-api-key'] : [part.toLowerCase()];
  return before !== undefined && names.includes(before) ? 'has its name before it' : undefined;
}

function isPercentEncoded(value: string): boolean {
  try {
    return decodeURIComponent(value) !== value;
  } catch {
    return false;
  }
}
