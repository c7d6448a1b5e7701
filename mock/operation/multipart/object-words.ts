/** The text that a program writes in place of a thing which is no text. */
interface ObjectWord {
  readonly pattern: RegExp;
  /** What it is; `word` is what the pattern found, which is part of no value that a person would choose. */
  readonly what: (word: string) => string;
}

const theWord = (word: string): string => `the word ${word}`;
const kind = (what: string) => (): string => what;

/** One line for each language's way of writing a thing that is no text. Only a whole value counts, never a part of one. */
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
  { pattern: /^<Buffer(?: [0-9a-f]{2})+(?: |>|$)/, what: kind('a Node buffer as it is printed (<Buffer ff d8 ...>)') },
  {
    pattern: /^(?:Uint8Array|ArrayBuffer|Blob|File|FormData|ReadStream|IncomingMessage)\s?(?:\(\d{0,12}\)\s?)?[{[]/,
    what: kind('a JavaScript object as it is printed'),
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
    what: kind('a Python object as it is printed (<... object at 0x...>)'),
  },
  {
    pattern: /^<[\w.]{1,100} object at 0x[0-9a-fA-F]{4,16}>$/,
    what: kind('a Python object as it is printed (<... object at 0x...>)'),
  },
  {
    pattern: /^#<[A-Z][\w:]{0,100}(?::0x[0-9a-f]{4,16})?[^<>]{0,300}>$/,
    what: kind('a Ruby object as it is printed (#<...>)'),
  },
  { pattern: /^Instance of '[^']{1,100}'$/, what: kind("the name of a Dart object's class (Instance of '...')") },
  { pattern: /^File: '[^']{0,500}'$/, what: kind('a Dart file as it is printed, which is its path') },
  {
    pattern: /^(?:Resource id #\d{1,6}|resource\(\d{1,6}\) of type \(\w{1,40}\))$/,
    what: kind('a PHP resource as it is printed (Resource id #...)'),
  },
  {
    pattern: /^(?:GLOB|HASH|ARRAY|SCALAR|CODE|REF|IO::File=GLOB)\(0x[0-9a-f]{4,16}\)$/,
    what: kind('a Perl reference as it is printed'),
  },
  {
    pattern: /^Optional\([\s\S]*\)$/,
    what: kind('a Swift optional as it is printed (Optional(...)), which was not unwrapped'),
  },
  {
    pattern: /^Optional(?:\[[\s\S]*\]|\.empty)$/,
    what: kind('a Java Optional as it is printed, which was not unwrapped'),
  },
  {
    pattern:
      /^(?:\{\s?length = \d{1,12}, bytes = 0x[\s\S]*\}|<[0-9a-f]{8}(?: [0-9a-f]{1,8}){3,}(?: ?\.{3}[ 0-9a-f]*)?>)$/,
    what: kind("Apple's NSData as it is printed"),
  },
  {
    pattern: /^(?:&\{0x[0-9a-f]{4,16}[\s\S]*\}|0x[cC]0[0-9a-f]{6,14}|%!\w?\(\w[\s\S]*\))$/,
    what: kind('a Go value as it is printed'),
  },
  {
    pattern: /^<[A-Z][A-Za-z]{1,60}: 0x[0-9a-f]{4,16}[\s\S]*>$/,
    what: kind('an Objective-C or Swift object as it is printed (<UIImage: 0x...>)'),
  },
  {
    pattern: /^Some\([\s\S]*\)$/,
    what: kind('a Rust or Scala option as it is printed (Some(...)), which was not unwrapped'),
  },
];

/** Words that are that of a thing in the place of a file or a body, and may be a person's in a form field. */
const plainWords = /^(?:Array|Object|String|Blob|File|Bitmap|Buffer|True|False|true|false)$/;
const lengthOfData = /^\d{1,12} bytes$/;

/** What a text says that is a thing written as text: the thing's name or print; undefined for a text. */
export function objectWord(text: string): string | undefined {
  const word = text.trim();
  if (word.length > 4000) return undefined;
  return objectWords.find(({ pattern }) => pattern.test(word))?.what(word);
}

/** The same where no text belongs at all, so that shorter words count too: in place of a file or of a body. */
export function objectWordInPlace(text: string): string | undefined {
  const word = text.trim();
  if (lengthOfData.test(word)) return "Swift's Data as it is printed, which is its length (... bytes)";
  return objectWord(word) ?? (plainWords.test(word) ? theWord(word) : undefined);
}
