import { objectWordInPlace } from '../multipart/index.js';
import { base64In, hexIn, numbersIn, printedBytesIn } from './encoded-picture.js';
import { placeholderIn } from './placeholders.js';

/** What a text in place of a picture is, and what to do about it. */
export interface Found {
  /** In words that may follow "it is", e.g. `an HTML page`. Never a part of the text, but for words of a fixed list. */
  readonly what: string;
  /** The usual cause and the remedy. */
  readonly hint: string;
}

/** One kind of text that comes in place of a picture. */
interface TextKind {
  /** What it is, where the text is of this kind. */
  readonly find: (text: string) => string | undefined;
  readonly hint: string;
}

const when =
  (pattern: RegExp, what: string) =>
  (text: string): string | undefined =>
    pattern.test(text) ? what : undefined;

const readFirst = 'the client sent where the picture is, not what is in it: read the file and send its bytes';
const printed = 'the client sent a thing as text, which prints its name: hand the bytes, Blob or stream to the form';
const service =
  "what came from another service was passed on unseen: check that answer's status and Content-Type first";

/** One entry for each kind; the first that finds its own counts. The text comes without blanks around it. */
const textKinds: readonly TextKind[] = [
  { find: (text) => objectWordInPlace(text), hint: 'the client has sent a variable that holds no picture' },
  {
    find: when(/^data:/i, 'a data: URL'),
    hint: 'decode what stands behind its comma, and send that',
  },
  { find: base64In, hint: "send the picture's bytes as they are" },
  { find: numbersIn, hint: 'a buffer was made text: send the buffer itself, not JSON or a print of it' },
  { find: printedBytesIn, hint: printed },
  { find: hexIn, hint: 'decode it, and send the bytes' },
  {
    find: when(/^[a-z]:\\fakepath\\/i, "a browser's made-up path (C:\\fakepath\\...)"),
    hint: 'the value of a file input is no path: send input.files[0]',
  },
  {
    find: when(
      /^(?:content|ph|assets-library|ph-upload|localIdentifier|photos):\/\/\S*$/i,
      "the address (URI) of a picture in a phone's gallery",
    ),
    hint: 'only the app can read such an address: open it (ContentResolver, PHImageManager), and send the bytes',
  },
  {
    find: when(/^blob:\S+$/i, 'a blob: URL of a browser'),
    hint: 'it names something in that page only: send the Blob itself, e.g. await (await fetch(url)).blob()',
  },
  { find: when(/^file:\S.*$/i, 'the address (URI) of a file, file://...'), hint: readFirst },
  {
    find: when(
      /^(?:https?|ftps?|s3|gs|wss?|azure|minio|oss|cid|cdvfile|capacitor|ionic|asset|android\.resource|res):\/{0,2}[^\s/]\S*$/i,
      'the address (URL) of a picture',
    ),
    hint: 'the server fetches nothing: download the picture and send its bytes',
  },
  { find: when(/^[a-z][a-z\d+.-]{1,30}:\/\/\S+$/i, 'an address (URI)'), hint: readFirst },
  {
    find: when(/^@\S/, 'the path of a file behind an @'),
    hint: 'only curl -F img1=@file reads a file so: elsewhere open it and send its bytes (PHP: new CURLFile(path))',
  },
  {
    find: when(/^(?:["']?(?:[A-Za-z]:[\\/]|\\\\[^\\]|~?\/(?!\/)|\.{1,2}[\\/]))[^\r\n<>]{1,400}$/, 'the path of a file'),
    hint: readFirst,
  },
  {
    find: when(/^[^\r\n<>{}"|?*:]{0,200}\.(?:jpe?g|png|heic|webp|gif|bmp|tiff?|jfif|pdf)["']?$/i, 'the name of a file'),
    hint: readFirst,
  },
  {
    find: when(/^version https:\/\/git-lfs\.github\.com\/spec\//, 'a Git LFS pointer'),
    hint: 'the picture is in the LFS store and was not fetched: run git lfs pull (in CI: check out with lfs: true)',
  },
  {
    find: when(/^\S{0,20}\/annex\/objects\/\S+$/, 'a git-annex pointer'),
    hint: 'the picture was not fetched: run git annex get',
  },
  { find: when(/^IntxLNK|^!<symlink>/, 'a symbolic link'), hint: readFirst },
  {
    find: when(/^-----BEGIN PGP|^age-encryption\.org|^Salted__|^U2FsdGVkX1/, 'an encrypted file'),
    hint: 'decrypt the picture before it is sent',
  },
  {
    find: when(/^-----BEGIN /, 'a file in PEM lines'),
    hint: "send the picture's bytes as they are",
  },
  { find: when(/^begin(?:-base64)? [0-7]{3,4} /, 'uuencoded text'), hint: 'decode it, and send the bytes' },
  {
    find: when(
      /^--[^\s-][^\r\n]{0,250}\r?\n(?:[\w-]+:|\r?\n)|^Content-(?:Disposition|Type|Transfer-Encoding):/i,
      'a multipart body, or the head of a part',
    ),
    hint: 'a form was put into a part of another form, or lines of a head stand behind the blank line: send the picture alone',
  },
  { find: when(/^HTTP\/\d/, 'an HTTP answer, head and all'), hint: 'send its body alone, where that is a picture' },
  {
    find: when(
      /^(?:<!--[\s\S]{0,400}?-->\s*)?<(?:!doctype html|html|head|body|script|meta|title|br|div|p|center|h1|b)\b/i,
      'an HTML page',
    ),
    hint: `a login page or an error page, most likely: ${service}`,
  },
  { find: when(/^<\?php/, 'PHP source'), hint: 'the script was sent, not what it gives' },
  {
    find: when(/^<\?xml|^<[A-Za-z][\w:.-]{0,60}(?:\s[^>]{0,300})?\/?>/, 'XML'),
    hint: `an error of a store, most likely: ${service}`,
  },
  {
    find: when(
      /^\{\s*"(?:uri|path|fileName|filename|name|type|fileUri)"\s*:/,
      'JSON of a file object (uri, name, type)',
    ),
    hint: "append the file itself: React Native's own FormData reads {uri, name, type}, no JSON of it",
  },
  {
    find: (text) => (isJson(text) ? 'JSON' : undefined),
    hint: `an error message, or a picture inside of JSON: ${service}`,
  },
  {
    find: (text) => (placeholderIn(text, 'img1') === undefined ? undefined : 'a placeholder that was never filled'),
    hint: 'the variable has no value here: set it, or choose the environment that has it, and send a file',
  },
];

const fallback: Found = {
  what: 'text',
  hint: "the part has to hold the picture's bytes: open the file as binary, and send what is in it",
};

/** What a text in place of a picture is. The whole text, or at least its first four thousand letters. */
export function textForPicture(written: string): Found {
  const text = written.replace(/^\ufeff/, '').trim();
  const bare = unquoted(text);
  for (const { find, hint } of textKinds) {
    const what = find(text) ?? (bare === undefined ? undefined : inQuotes(find(bare)));
    if (what !== undefined) return { what, hint };
  }
  return fallback;
}

/** Whether a kind other than plain text was found. */
export function isPlainText(found: Found): boolean {
  return found === fallback;
}

function inQuotes(what: string | undefined): string | undefined {
  return what === undefined ? undefined : `${what}, in quotes`;
}

/** A text without the quotes around it; undefined where there are none. Of a cut one, the closing quote is missing. */
function unquoted(text: string): string | undefined {
  const inner = /^(["'])([\s\S]*?)\1?$/.exec(text)?.[2];
  return inner
    ?.replaceAll('\\/', '/')
    .replaceAll(/\\[nr]/g, '\n')
    .trim();
}

/** A cut JSON text is none to a parser, so its beginning counts. */
function isJson(text: string): boolean {
  return /^(?:\{\s*"(?:[^"\\]|\\.){0,200}"\s*:|\{\s*\}|\[\s*(?:[[{"\d\]-]|true|false|null))/.test(text);
}
