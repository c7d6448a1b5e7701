import { objectWordInPlace } from '../multipart/index.js';
import { base64In, hexIn, numbersIn, printedBytesIn } from './encoded-picture.js';
import { placeholderIn } from './placeholders.js';

/** A text sent in place of a picture, and the hint for it. */
export interface Found {
  /**
   * A description that may follow "it is", e.g. `an HTML page`. It never quotes the text, except words from a fixed
   * list.
   */
  readonly what: string;
  /** The usual cause and the remedy. */
  readonly hint: string;
}

/** A kind of text that clients send in place of a picture. */
interface TextKind {
  /** Describes the text; undefined if it is not of this kind. */
  readonly find: (text: string) => string | undefined;
  readonly hint: string;
}

const when =
  (pattern: RegExp, what: string) =>
  (text: string): string | undefined =>
    pattern.test(text) ? what : undefined;

const readFirst = 'the client sent the location of the picture, not its content: read the file and send its bytes';
const printed =
  'the client converted an object to text, which prints its name: pass the bytes, Blob or stream to the form';
const service =
  "the client forwarded another service's answer without checking it: check its status and Content-Type first";

/** One entry per kind; the first match applies. The text has no leading or trailing blanks. */
const textKinds: readonly TextKind[] = [
  { find: (text) => objectWordInPlace(text), hint: 'the client sent a variable that contains no picture' },
  {
    find: when(/^data:/i, 'a data: URL'),
    hint: 'decode the part after the comma, and send that',
  },
  { find: base64In, hint: "send the picture's bytes as they are" },
  { find: numbersIn, hint: 'a buffer was converted to text: send the buffer itself, not its JSON or printed form' },
  { find: printedBytesIn, hint: printed },
  { find: hexIn, hint: 'decode it, and send the bytes' },
  {
    find: when(/^[a-z]:\\fakepath\\/i, "a browser's fake path (C:\\fakepath\\...)"),
    hint: 'the value of a file input is not a path: send input.files[0]',
  },
  {
    find: when(
      /^(?:content|ph|assets-library|ph-upload|localIdentifier|photos):\/\/\S*$/i,
      "the address (URI) of a picture in a phone's gallery",
    ),
    hint: 'only the app can read this URI: open it (ContentResolver, PHImageManager), and send the bytes',
  },
  {
    find: when(/^blob:\S+$/i, 'a blob: URL of a browser'),
    hint: 'it is valid only in that page: send the Blob itself, e.g. await (await fetch(url)).blob()',
  },
  { find: when(/^file:\S.*$/i, 'the address (URI) of a file, file://...'), hint: readFirst },
  {
    find: when(
      /^(?:https?|ftps?|s3|gs|wss?|azure|minio|oss|cid|cdvfile|capacitor|ionic|asset|android\.resource|res):\/{0,2}[^\s/]\S*$/i,
      'the address (URL) of a picture',
    ),
    hint: 'the server does not fetch URLs: download the picture and send its bytes',
  },
  { find: when(/^[a-z][a-z\d+.-]{1,30}:\/\/\S+$/i, 'an address (URI)'), hint: readFirst },
  {
    find: when(/^@\S/, 'the path of a file after an @'),
    hint: 'only curl -F img1=@file reads a file this way: in other clients open it and send its bytes (PHP: new CURLFile(path))',
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
    hint: 'decrypt the picture before sending it',
  },
  {
    find: when(/^-----BEGIN /, 'a file in PEM lines'),
    hint: "send the picture's bytes as they are",
  },
  { find: when(/^begin(?:-base64)? [0-7]{3,4} /, 'uuencoded text'), hint: 'decode it, and send the bytes' },
  {
    find: when(
      /^--[^\s-][^\r\n]{0,250}\r?\n(?:[\w-]+:|\r?\n)|^Content-(?:Disposition|Type|Transfer-Encoding):/i,
      'a multipart body, or the headers of a part',
    ),
    hint: 'a form was put into a part of another form, or headers follow the blank line: send only the picture',
  },
  { find: when(/^HTTP\/\d/, 'an HTTP response, headers included'), hint: 'send only its body, if that is a picture' },
  {
    find: when(
      /^(?:<!--[\s\S]{0,400}?-->\s*)?<(?:!doctype html|html|head|body|script|meta|title|br|div|p|center|h1|b)\b/i,
      'an HTML page',
    ),
    hint: `probably a login page or an error page: ${service}`,
  },
  { find: when(/^<\?php/, 'PHP source'), hint: 'the client sent the script, not its output' },
  {
    find: when(/^<\?xml|^<[A-Za-z][\w:.-]{0,60}(?:\s[^>]{0,300})?\/?>/, 'XML'),
    hint: `probably an error of a storage service: ${service}`,
  },
  {
    find: when(
      /^\{\s*"(?:uri|path|fileName|filename|name|type|fileUri)"\s*:/,
      'JSON of a file object (uri, name, type)',
    ),
    hint: "append the file itself: React Native's own FormData reads {uri, name, type}, not its JSON",
  },
  {
    find: (text) => (isJson(text) ? 'JSON' : undefined),
    hint: `an error message, or a picture inside JSON: ${service}`,
  },
  {
    find: (text) => (placeholderIn(text, 'img1') === undefined ? undefined : 'a placeholder that was never filled'),
    hint: 'the variable has no value here: set it, or choose the environment that defines it, and send a file',
  },
];

const fallback: Found = {
  what: 'text',
  hint: "the part must contain the picture's bytes: open the file as binary, and send its content",
};

/** Identifies a text sent in place of a picture, from the whole text or at least its first 4000 characters. */
export function textForPicture(written: string): Found {
  const text = written.replace(/^\ufeff/, '').trim();
  const bare = unquoted(text);
  for (const { find, hint } of textKinds) {
    const what = find(text) ?? (bare === undefined ? undefined : inQuotes(find(bare)));
    if (what !== undefined) return { what, hint };
  }
  return fallback;
}

/** Whether only plain text was found. */
export function isPlainText(found: Found): boolean {
  return found === fallback;
}

function inQuotes(what: string | undefined): string | undefined {
  return what === undefined ? undefined : `${what}, in quotes`;
}

/** Removes the quotes around a text; undefined if there are none. A cut text may lack the closing quote. */
function unquoted(text: string): string | undefined {
  const inner = /^(["'])([\s\S]*?)\1?$/.exec(text)?.[2];
  return inner
    ?.replaceAll('\\/', '/')
    .replaceAll(/\\[nr]/g, '\n')
    .trim();
}

/** A parser rejects cut JSON, so only its beginning is checked. */
function isJson(text: string): boolean {
  return /^(?:\{\s*"(?:[^"\\]|\\.){0,200}"\s*:|\{\s*\}|\[\s*(?:[[{"\d\]-]|true|false|null))/.test(text);
}
