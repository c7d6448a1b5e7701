import { contentWordings } from '../../texts/content-wordings.js';
import { textWordings as words } from '../../texts/text-wordings.js';
import type { Wording } from '../../texts/wording.js';
import { objectWordInPlace } from '../multipart/index.js';
import { base64In, hexIn, numbersIn, printedBytesIn } from './encoded-picture.js';
import { placeholderIn } from './placeholders.js';

/** A text sent in place of a picture, and the hint for it. */
export interface Found {
  /**
   * A description that may follow "it is", e.g. `an HTML page`. It never quotes the text, except words from a fixed
   * list.
   */
  readonly what: Wording;
  /** The usual cause and the remedy. */
  readonly hint: Wording;
}

/** A kind of text that clients send in place of a picture. */
interface TextKind {
  /** Describes the text; undefined if it is not of this kind. */
  readonly find: (text: string) => Wording | undefined;
  readonly hint: Wording;
}

const when =
  (pattern: RegExp, what: Wording) =>
  (text: string): Wording | undefined =>
    pattern.test(text) ? what : undefined;

/** One entry per kind; the first match applies. The text has no leading or trailing blanks. */
const textKinds: readonly TextKind[] = [
  { find: (text) => objectWordInPlace(text), hint: words.noPictureHint },
  {
    find: when(/^data:/i, words.dataUrl),
    hint: words.dataUrlHint,
  },
  { find: base64In, hint: words.asTheyAreHint },
  { find: numbersIn, hint: words.numbersHint },
  { find: printedBytesIn, hint: words.printedHint },
  { find: hexIn, hint: words.decodeHint },
  {
    find: when(/^[a-z]:\\fakepath\\/i, words.fakePath),
    hint: words.fakePathHint,
  },
  {
    find: when(/^(?:content|ph|assets-library|ph-upload|localIdentifier|photos):\/\/\S*$/i, words.galleryUri),
    hint: words.galleryUriHint,
  },
  {
    find: when(/^blob:\S+$/i, words.blobUrl),
    hint: words.blobUrlHint,
  },
  { find: when(/^file:\S.*$/i, words.fileUri), hint: words.readFirstHint },
  {
    find: when(
      /^(?:https?|ftps?|s3|gs|wss?|azure|minio|oss|cid|cdvfile|capacitor|ionic|asset|android\.resource|res):\/{0,2}[^\s/]\S*$/i,
      words.url,
    ),
    hint: words.urlHint,
  },
  { find: when(/^[a-z][a-z\d+.-]{1,30}:\/\/\S+$/i, words.uri), hint: words.readFirstHint },
  {
    find: when(/^@\S/, words.atPath),
    hint: words.atPathHint,
  },
  {
    find: when(/^(?:["']?(?:[A-Za-z]:[\\/]|\\\\[^\\]|~?\/(?!\/)|\.{1,2}[\\/]))[^\r\n<>]{1,400}$/, words.path),
    hint: words.readFirstHint,
  },
  {
    find: when(/^[^\r\n<>{}"|?*:]{0,200}\.(?:jpe?g|png|heic|webp|gif|bmp|tiff?|jfif|pdf)["']?$/i, words.fileName),
    hint: words.readFirstHint,
  },
  {
    find: when(/^version https:\/\/git-lfs\.github\.com\/spec\//, words.lfsPointer),
    hint: words.lfsPointerHint,
  },
  {
    find: when(/^\S{0,20}\/annex\/objects\/\S+$/, words.annexPointer),
    hint: words.annexPointerHint,
  },
  { find: when(/^IntxLNK|^!<symlink>/, words.symbolicLink), hint: words.readFirstHint },
  {
    find: when(/^-----BEGIN PGP|^age-encryption\.org|^Salted__|^U2FsdGVkX1/, words.encrypted),
    hint: contentWordings.decryptHint,
  },
  {
    find: when(/^-----BEGIN /, words.pemFile),
    hint: words.asTheyAreHint,
  },
  { find: when(/^begin(?:-base64)? [0-7]{3,4} /, words.uuencoded), hint: words.decodeHint },
  {
    find: when(
      /^--[^\s-][^\r\n]{0,250}\r?\n(?:[\w-]+:|\r?\n)|^Content-(?:Disposition|Type|Transfer-Encoding):/i,
      words.multipartBody,
    ),
    hint: words.multipartBodyHint,
  },
  { find: when(/^HTTP\/\d/, words.httpResponse), hint: words.httpResponseHint },
  {
    find: when(
      /^(?:<!--[\s\S]{0,400}?-->\s*)?<(?:!doctype html|html|head|body|script|meta|title|br|div|p|center|h1|b)\b/i,
      words.htmlPage,
    ),
    hint: words.htmlPageHint,
  },
  { find: when(/^<\?php/, words.phpSource), hint: words.phpSourceHint },
  {
    find: when(/^<\?xml|^<[A-Za-z][\w:.-]{0,60}(?:\s[^>]{0,300})?\/?>/, words.xml),
    hint: words.xmlHint,
  },
  {
    find: when(/^\{\s*"(?:uri|path|fileName|filename|name|type|fileUri)"\s*:/, words.fileObject),
    hint: words.fileObjectHint,
  },
  {
    find: (text) => (isJson(text) ? words.json : undefined),
    hint: words.jsonHint,
  },
  {
    find: (text) => (placeholderIn(text, 'img1') === undefined ? undefined : words.placeholder),
    hint: words.placeholderHint,
  },
];

const fallback: Found = {
  what: words.text,
  hint: words.textHint,
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

function inQuotes(what: Wording | undefined): Wording | undefined {
  return what === undefined ? undefined : words.inQuotes({ what });
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
