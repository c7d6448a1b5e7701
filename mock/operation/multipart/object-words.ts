/** The text that a program prints for an object that is not text. */
interface ObjectWord {
  readonly pattern: RegExp;
  /** Describes it. `word` is the match, which a user would never enter as a value. */
  readonly what: (word: string) => string;
}

const theWord = (word: string): string => `the word ${word}`;
const kind = (what: string) => (): string => what;

/** One line per language's printed form of an object. Only a whole value matches, never a part of one. */
const objectWords: readonly ObjectWord[] = [
  { pattern: /^(?:null|undefined|NaN|None|nil|<nil>|\(null\)|<null>)$/, what: theWord },
  { pattern: /^\[object \w{1,40}\]$/, what: theWord },
  {
    pattern: /^(?:System|Microsoft|Windows)(?:\.\w{1,60}){1,8}(?:`\d\[.{0,200}\])?(?:\[\])?$/,
    what: kind("the name of a .NET object's type"),
  },
  { pattern: /^\[[BCIJSZ]@[0-9a-f]{1,16}$/, what: kind('the name of a Java array ([B@...)') },
  {
    pattern: /^\[?(?:L?[a-z]\w{0,40}\.){1,8}[A-Z][\w$]{0,80};?@[0-9a-f]{1,16}$/,
    what: kind('the name of a Java object (package.Class@...)'),
  },
  { pattern: /^<Buffer(?: [0-9a-f]{2})+(?: |>|$)/, what: kind('a printed Node buffer (<Buffer ff d8 ...>)') },
  {
    pattern: /^(?:Uint8Array|ArrayBuffer|Blob|File|FormData|ReadStream|IncomingMessage)\s?(?:\(\d{0,12}\)\s?)?[{[]/,
    what: kind('a printed JavaScript object'),
  },
  {
    pattern: /^(?:async )?(?:function\b[^{]{0,200}|\([^()]{0,200}\)\s?=>\s?)\{[\s\S]*\}$/,
    what: kind('the source of a function, which was never called'),
  },
  {
    pattern:
      /^(?:Promise\s?\{[\s\S]*\}|<coroutine object .{1,200}>|Instance of 'Future<.{0,80}>'|System\.Threading\.Tasks\.Task.{0,200})$/,
    what: kind('a promise that was not awaited'),
  },
  {
    pattern:
      /^<(?:_io\.|PIL\.|FileStorage|InMemoryUploadedFile|TemporaryUploadedFile|UploadFile|starlette\.|memory at |generator object|class '|function |bound method |built-in |numpy|cv2|open file|http\.client|urllib3?\.|requests\.|aiohttp\.|bytes )[^<>]{0,300}>+$/,
    what: kind('a printed Python object (<... object at 0x...>)'),
  },
  {
    pattern: /^<[\w.]{1,100} object at 0x[0-9a-fA-F]{4,16}>$/,
    what: kind('a printed Python object (<... object at 0x...>)'),
  },
  {
    pattern: /^#<[A-Z][\w:]{0,100}(?::0x[0-9a-f]{4,16})?[^<>]{0,300}>$/,
    what: kind('a printed Ruby object (#<...>)'),
  },
  { pattern: /^Instance of '[^']{1,100}'$/, what: kind("the name of a Dart object's class (Instance of '...')") },
  { pattern: /^File: '[^']{0,500}'$/, what: kind('a printed Dart file, which is its path') },
  {
    pattern: /^(?:Resource id #\d{1,6}|resource\(\d{1,6}\) of type \(\w{1,40}\))$/,
    what: kind('a printed PHP resource (Resource id #...)'),
  },
  {
    pattern: /^(?:GLOB|HASH|ARRAY|SCALAR|CODE|REF|IO::File=GLOB)\(0x[0-9a-f]{4,16}\)$/,
    what: kind('a printed Perl reference'),
  },
  {
    pattern: /^Optional\([\s\S]*\)$/,
    what: kind('a printed Swift optional (Optional(...)), which was not unwrapped'),
  },
  {
    pattern: /^Optional(?:\[[\s\S]*\]|\.empty)$/,
    what: kind('a printed Java Optional, which was not unwrapped'),
  },
  {
    pattern:
      /^(?:\{\s?length = \d{1,12}, bytes = 0x[\s\S]*\}|<[0-9a-f]{8}(?: [0-9a-f]{1,8}){3,}(?: ?\.{3}[ 0-9a-f]*)?>)$/,
    what: kind("Apple's NSData, printed"),
  },
  {
    pattern: /^(?:&\{0x[0-9a-f]{4,16}[\s\S]*\}|0x[cC]0[0-9a-f]{6,14}|%!\w?\(\w[\s\S]*\))$/,
    what: kind('a printed Go value'),
  },
  {
    pattern: /^<[A-Z][A-Za-z]{1,60}: 0x[0-9a-f]{4,16}[\s\S]*>$/,
    what: kind('a printed Objective-C or Swift object (<UIImage: 0x...>)'),
  },
  {
    pattern: /^Some\([\s\S]*\)$/,
    what: kind('a printed Rust or Scala option (Some(...)), which was not unwrapped'),
  },
];

/** Words that represent an object in place of a file or a body. In a form field they may be real text. */
const plainWords = /^(?:Array|Object|String|Blob|File|Bitmap|Buffer|True|False|true|false)$/;
const lengthOfData = /^\d{1,12} bytes$/;

/** Describes the object that a text is the printed form of; undefined for an ordinary text. */
export function objectWord(text: string): string | undefined {
  const word = text.trim();
  if (word.length > 4000) return undefined;
  return objectWords.find(({ pattern }) => pattern.test(word))?.what(word);
}

/** The same in place of a file or of a body, where no text belongs: shorter words match too. */
export function objectWordInPlace(text: string): string | undefined {
  const word = text.trim();
  if (lengthOfData.test(word)) return "Swift's Data, printed as its length (... bytes)";
  return objectWord(word) ?? (plainWords.test(word) ? theWord(word) : undefined);
}
