import { objectWordings as words } from '../../texts/object-wordings.js';
import type { Wording } from '../../texts/wording.js';

/** The text that a program prints for an object that is not text. */
interface ObjectWord {
  readonly pattern: RegExp;
  /** Describes it. `word` is the match, which a user would never enter as a value. */
  readonly what: (word: string) => Wording;
}

const theWord = (word: string): Wording => words.word({ word });

/** One line per language's printed form of an object. Only a whole value matches, never a part of one. */
const objectWords: readonly ObjectWord[] = [
  { pattern: /^(?:null|undefined|NaN|None|nil|<nil>|\(null\)|<null>)$/, what: theWord },
  { pattern: /^\[object \w{1,40}\]$/, what: theWord },
  {
    pattern: /^(?:System|Microsoft|Windows)(?:\.\w{1,60}){1,8}(?:`\d\[.{0,200}\])?(?:\[\])?$/,
    what: () => words.dotNetType,
  },
  { pattern: /^\[[BCIJSZ]@[0-9a-f]{1,16}$/, what: () => words.javaArray },
  {
    pattern: /^\[?(?:L?[a-z]\w{0,40}\.){1,8}[A-Z][\w$]{0,80};?@[0-9a-f]{1,16}$/,
    what: () => words.javaObject,
  },
  { pattern: /^<Buffer(?: [0-9a-f]{2})+(?: |>|$)/, what: () => words.nodeBuffer },
  {
    pattern: /^(?:Uint8Array|ArrayBuffer|Blob|File|FormData|ReadStream|IncomingMessage)\s?(?:\(\d{0,12}\)\s?)?[{[]/,
    what: () => words.javaScriptObject,
  },
  {
    pattern: /^(?:async )?(?:function\b[^{]{0,200}|\([^()]{0,200}\)\s?=>\s?)\{[\s\S]*\}$/,
    what: () => words.functionSource,
  },
  {
    pattern:
      /^(?:Promise\s?\{[\s\S]*\}|<coroutine object .{1,200}>|Instance of 'Future<.{0,80}>'|System\.Threading\.Tasks\.Task.{0,200})$/,
    what: () => words.promise,
  },
  {
    pattern:
      /^<(?:_io\.|PIL\.|FileStorage|InMemoryUploadedFile|TemporaryUploadedFile|UploadFile|starlette\.|memory at |generator object|class '|function |bound method |built-in |numpy|cv2|open file|http\.client|urllib3?\.|requests\.|aiohttp\.|bytes )[^<>]{0,300}>+$/,
    what: () => words.pythonObject,
  },
  {
    pattern: /^<[\w.]{1,100} object at 0x[0-9a-fA-F]{4,16}>$/,
    what: () => words.pythonObject,
  },
  {
    pattern: /^#<[A-Z][\w:]{0,100}(?::0x[0-9a-f]{4,16})?[^<>]{0,300}>$/,
    what: () => words.rubyObject,
  },
  { pattern: /^Instance of '[^']{1,100}'$/, what: () => words.dartObject },
  { pattern: /^File: '[^']{0,500}'$/, what: () => words.dartFile },
  {
    pattern: /^(?:Resource id #\d{1,6}|resource\(\d{1,6}\) of type \(\w{1,40}\))$/,
    what: () => words.phpResource,
  },
  {
    pattern: /^(?:GLOB|HASH|ARRAY|SCALAR|CODE|REF|IO::File=GLOB)\(0x[0-9a-f]{4,16}\)$/,
    what: () => words.perlReference,
  },
  {
    pattern: /^Optional\([\s\S]*\)$/,
    what: () => words.swiftOptional,
  },
  {
    pattern: /^Optional(?:\[[\s\S]*\]|\.empty)$/,
    what: () => words.javaOptional,
  },
  {
    pattern:
      /^(?:\{\s?length = \d{1,12}, bytes = 0x[\s\S]*\}|<[0-9a-f]{8}(?: [0-9a-f]{1,8}){3,}(?: ?\.{3}[ 0-9a-f]*)?>)$/,
    what: () => words.nsData,
  },
  {
    pattern: /^(?:&\{0x[0-9a-f]{4,16}[\s\S]*\}|0x[cC]0[0-9a-f]{6,14}|%!\w?\(\w[\s\S]*\))$/,
    what: () => words.goValue,
  },
  {
    pattern: /^<[A-Z][A-Za-z]{1,60}: 0x[0-9a-f]{4,16}[\s\S]*>$/,
    what: () => words.objectiveCObject,
  },
  {
    pattern: /^Some\([\s\S]*\)$/,
    what: () => words.rustOption,
  },
];

/** Words that represent an object in place of a file or a body. In a form field they may be real text. */
const plainWords = /^(?:Array|Object|String|Blob|File|Bitmap|Buffer|True|False|true|false)$/;
const lengthOfData = /^\d{1,12} bytes$/;

/** Describes the object that a text is the printed form of; undefined for an ordinary text. */
export function objectWord(text: string): Wording | undefined {
  const word = text.trim();
  if (word.length > 4000) return undefined;
  return objectWords.find(({ pattern }) => pattern.test(word))?.what(word);
}

/** The same in place of a file or of a body, where no text belongs: shorter words match too. */
export function objectWordInPlace(text: string): Wording | undefined {
  const word = text.trim();
  if (lengthOfData.test(word)) return words.swiftData;
  return objectWord(word) ?? (plainWords.test(word) ? theWord(word) : undefined);
}
