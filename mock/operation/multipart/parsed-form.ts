import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { shortenText } from '../../privacy/kept-text.js';
import { partWordings as words } from '../../texts/part-wordings.js';
import type { Wording } from '../../texts/wording.js';
import { parseHeaderValue } from './header-value.js';
import type { PartHead } from './part-head.js';

/** A request that a parser of the application may have read. */
export interface ParsedRequest extends IncomingMessage {
  readonly body?: unknown;
  /** As set by multer: a list of files, or lists of files by field name. */
  readonly files?: unknown;
  /** As set by multer's `single`. */
  readonly file?: unknown;
}

/** A file as multer describes it. */
export interface ParsedFile {
  readonly fieldname: string;
  readonly originalname?: string;
  readonly mimetype?: string;
  /** The part's Content-Transfer-Encoding. */
  readonly encoding?: string;
  /** The whole file, if it is in memory. */
  readonly buffer?: Uint8Array;
  /** The path of the file, if it is on disk. */
  readonly path?: string;
}

/** A text, under its part's name as far as the parser preserves it. */
export interface ParsedText {
  readonly name: string;
  readonly value: string;
  /** A note about what a parser has changed. */
  readonly oddity?: Wording;
}

/** Whether a parser of the application has parsed the body, so that its parts are available. */
export function isParsedBody(request: ParsedRequest): boolean {
  if (!request.readableDidRead) return false;
  if (declaredType(request) !== 'multipart/form-data')
    return isPlainObject(request.body) || typeof request.body === 'string';
  // Parsers that skip a body leave an empty object. Multer's own object has no prototype.
  const hasTexts =
    isPlainObject(request.body) &&
    (Object.getPrototypeOf(request.body) === null || Object.keys(request.body).length > 0);
  const listed = request.files === undefined ? [] : Object.values(Object(request.files)).flat();
  return listed.every(isParsedFile) && (hasTexts || Array.isArray(request.files) || filesOf(request).length > 0);
}

/** Returns a request's content type without its parameters, in lower case. */
export function declaredType({ headers }: IncomingMessage): string {
  return parseHeaderValue(headers['content-type'] ?? '').value;
}

/** Returns the files of a parsed body, in the order of their parts if one list holds them all. */
export function filesOf({ files, file }: ParsedRequest): readonly ParsedFile[] {
  const listed = typeof files === 'object' && files !== null ? Object.values(files).flat() : [];
  return [...listed, file].filter(isParsedFile);
}

function isParsedFile(value: unknown): value is ParsedFile {
  return typeof value === 'object' && value !== null && 'fieldname' in value && typeof value.fieldname === 'string';
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** Returns up to `most` texts of a parsed body, repeated ones included. Names are written as in forms: `a[b]`. */
export function textsOf(body: unknown, most: number): readonly ParsedText[] {
  const texts: ParsedText[] = [];
  const waiting: { readonly name: string; readonly value: unknown; readonly oddity?: Wording }[] = isPlainObject(body)
    ? Object.entries(body)
        .map(([name, value]) => ({ name: asUtf8(name), value }))
        .reverse()
    : [];
  // Without recursion: names may be nested as deeply as the parser allows.
  for (let next = waiting.pop(); next && texts.length < most; next = waiting.pop()) {
    const { name, value, oddity } = next;
    if (Array.isArray(value))
      // Skips the holes of a sparse list: a name may contain any index.
      for (const one of Object.values(value).reverse()) waiting.push({ name, value: one, oddity: words.listOfParser });
    else if (isPlainObject(value))
      for (const [key, one] of Object.entries(value).reverse())
        waiting.push({ name: `${name}[${asUtf8(key)}]`, value: one, oddity: words.objectOfParser });
    else if (value !== undefined && value !== null)
      texts.push({ name: shortenText(name), value: String(value), ...(oddity === undefined ? {} : { oddity }) });
  }
  return texts;
}

/** Returns a file's headers, as far as multer keeps them. */
export function headOfFile({ fieldname, originalname, mimetype = '', encoding }: ParsedFile): PartHead {
  return {
    name: shortenText(asUtf8(fieldname)),
    filename: shortenText(asUtf8(originalname ?? '')),
    declaredType: shortenText(parseHeaderValue(mimetype).value),
    charset: undefined,
    transferEncoding: encoding?.toLowerCase(),
  };
}

/** Restores a name as the client wrote it: by default multer decodes UTF-8 as Latin-1. */
function asUtf8(name: string): string {
  if (!/^[\0-\u00ff]*[\u0080-\u00ff][\0-\u00ff]*$/.test(name)) return name;
  const bytes = Buffer.from(name, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : name;
}
