import { findInvisible, findLookalike } from '../../privacy/characters.js';
import { objectWord } from '../multipart/index.js';
import { placeholderIn } from './placeholders.js';

/** A value of a form field, as it came. */
interface Value {
  readonly part: string;
  readonly value: string;
  /** Whether people write what they like into it; else it is an identifier, made of letters, digits and signs. */
  readonly isProse: boolean;
}

/** One thing that is odd about a value. No hint repeats a value: it may be a key or a NIK. */
interface ValueFault {
  /** What is odd, in words that follow the part's name; undefined where nothing is. */
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

/** One entry for each thing; the first that is found counts. */
const valueFaults: readonly ValueFault[] = [
  { find: ({ value }) => is(objectWord(value)), remedy: 'the client has sent a variable that holds no text' },
  {
    find: identifier(
      when(
        /^(?:true|false|True|False|Array|\[\]|\{\}|System\.\w+)$/,
        'is a word that programs write for a value of another type',
      ),
    ),
    remedy: 'the client has sent a variable that holds no text',
  },
  {
    find: ({ value, part }) => is(placeholderIn(value, part)),
    remedy:
      'set the variable it stands for (in Postman: choose the environment; in a shell: export it, in double quotes), or write the value',
  },
  {
    find: unseen,
    remedy: 'it is not seen and counts, and comes with copying from a page or a chat: type the value anew',
  },
  { find: ({ value }) => (value === value.trim() ? undefined : 'has blanks or line breaks around it'), remedy: '' },
  { find: when(/^".*"$/s, 'came in JSON quotes'), remedy: bare },
  { find: when(/^(['`‘’“”„«»＂]).*['`‘’“”„«»＂]$/s, 'came in quotes'), remedy: bare },
  { find: when(/^b(['"]).*\1$/s, "came as Python bytes are printed (b'...')"), remedy: 'decode() them first' },
  {
    find: identifier(
      when(/^(?:\[\s*(?:["'{].*|\d+)\]|\{\s*["'].*\}|\(\s*["'].*,\s*\))$/s, 'came as a list or an object is printed'),
    ),
    remedy: bare,
  },
  { find: named, remedy: `${bare}, without the name of its part before it` },
  {
    find: ({ value, part }) =>
      part === 'key' && /^(?:bearer|basic|token|apikey|api-key)[ :]\s*\S/i.test(value)
        ? 'has the scheme of an Authorization header before it'
        : undefined,
    remedy: 'send the key alone',
  },
  {
    find: ({ value }) => (value.includes('\ufffd') ? 'has bytes that are not UTF-8' : undefined),
    remedy: 'write texts in UTF-8, or declare the charset in the Content-Type of the part',
  },
  {
    find: when(/[ÃÂ][\u0080-\u00bf]|â€[œ\u009d™˜“”]|Ð[\u0080-\u00bf]Ñ/, 'was made UTF-8 twice'),
    remedy: 'a text in UTF-8 was read as Latin-1 on its way: read and write it as UTF-8',
  },
  {
    find: ({ value }) =>
      !/\s/.test(value) && /%[0-9A-F]{2}/i.test(value) && isPercentEncoded(value) ? 'came percent-encoded' : undefined,
    remedy: 'values of a multipart form are sent as they are, and nothing decodes them',
  },
  {
    find: when(/&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,6});/i, 'has HTML entities in it'),
    remedy: 'send the characters themselves: only in a page they are written so',
  },
  {
    find: ({ value, part }) =>
      ['nik', 'refNumber'].includes(part) && /^\d(?:[.,]\d+)?e\+?\d+$|^\d{6,}[.,]0+$/i.test(value)
        ? 'came as a number is printed'
        : undefined,
    remedy: 'keep it as text from the start (in a spreadsheet: format the column as text), since digits have been lost',
  },
  {
    find: identifier(({ value }) =>
      /^(.{2,})(?:,\s?)\1$/s.test(value) ? 'came twice in one value, with a comma between' : undefined,
    ),
    remedy: 'it was set twice: send it once',
  },
  {
    find: identifier(({ value }) => {
      const letter = findLookalike(value);
      return letter === undefined ? undefined : `has ${letter}`;
    }),
    remedy: 'it is another character and counts: type the value anew',
  },
];

/** What is odd about the value of a form field; undefined where nothing is. */
export function hintForValue(part: string, value: string): string | undefined {
  const given: Value = { part, value, isProse: prose.has(part) };
  for (const { find, remedy } of valueFaults) {
    const what = find(given);
    if (what !== undefined) return `${part} ${what}${remedy === '' ? '' : `: ${remedy}`}`;
  }
  return undefined;
}

/** A character that is not seen. Plain blanks and line ends around a value have a hint of their own. */
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
