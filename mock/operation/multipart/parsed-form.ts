import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { shortenText } from '../../privacy/kept-text.js';
import { parseHeaderValue } from './header-value.js';
import type { PartHead } from './part-head.js';

/** A request that an application's own parser may have been at. */
export interface ParsedRequest extends IncomingMessage {
  readonly body?: unknown;
  /** As multer leaves it: a list of files, or lists of files by their field names. */
  readonly files?: unknown;
  /** As multer's `single` leaves it. */
  readonly file?: unknown;
}

/** A file as multer leaves it. */
export interface ParsedFile {
  readonly fieldname: string;
  readonly originalname?: string;
  readonly mimetype?: string;
  /** The part's Content-Transfer-Encoding. */
  readonly encoding?: string;
  /** The whole file, where it is in memory. */
  readonly buffer?: Uint8Array;
  /** Where the file is, on disk. */
  readonly path?: string;
}

/** A text, under the name that its part had as far as that can be told. */
export interface ParsedText {
  readonly name: string;
  readonly value: string;
  /** What a parser has made of it, in words. */
  readonly oddity?: string;
}

/** Whether an application's own parser has taken the body apart, so that its parts can be told. */
export function isParsedBody(request: ParsedRequest): boolean {
  if (!request.readableDidRead) return false;
  if (declaredType(request) !== 'multipart/form-data')
    return isPlainObject(request.body) || typeof request.body === 'string';
  // Parsers that have let a body pass leave an empty object. Multer's own has no prototype.
  const hasTexts =
    isPlainObject(request.body) &&
    (Object.getPrototypeOf(request.body) === null || Object.keys(request.body).length > 0);
  const listed = request.files === undefined ? [] : Object.values(Object(request.files)).flat();
  return listed.every(isParsedFile) && (hasTexts || Array.isArray(request.files) || filesOf(request).length > 0);
}

/** A request's content type without its parameters, in small letters. */
export function declaredType({ headers }: IncomingMessage): string {
  return parseHeaderValue(headers['content-type'] ?? '').value;
}

/** The files of a parsed body: in the order of their parts, where one list holds them all. */
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

/** The texts of a parsed body, each as often as it came, at most so many. Names are written as forms write them: `a[b]`. */
export function textsOf(body: unknown, most: number): readonly ParsedText[] {
  const texts: ParsedText[] = [];
  const waiting: { readonly name: string; readonly value: unknown; readonly oddity?: string }[] = isPlainObject(body)
    ? Object.entries(body)
        .map(([name, value]) => ({ name: asUtf8(name), value }))
        .reverse()
    : [];
  // Without recursion: names may be nested as deeply as the parser lets them.
  for (let next = waiting.pop(); next && texts.length < most; next = waiting.pop()) {
    const { name, value, oddity } = next;
    if (Array.isArray(value))
      // Of a list with holes only what is in it: a name may have any index.
      for (const one of Object.values(value).reverse()) waiting.push({ name, value: one, oddity: madeList });
    else if (isPlainObject(value))
      for (const [key, one] of Object.entries(value).reverse())
        waiting.push({ name: `${name}[${asUtf8(key)}]`, value: one, oddity: madeObject });
    else if (value !== undefined && value !== null)
      texts.push({ name: shortenText(name), value: String(value), ...(oddity === undefined ? {} : { oddity }) });
  }
  return texts;
}

const madeList =
  "is an element of a list that the application's body parser made: of a part that came several times, or of one whose name ends in [] or in a number in brackets";
const madeObject =
  "is a value in an object that the application's body parser made of a name with brackets; the name is put together again";

/** The head of a file's part, as far as multer keeps it. */
export function headOfFile({ fieldname, originalname, mimetype = '', encoding }: ParsedFile): PartHead {
  return {
    name: shortenText(asUtf8(fieldname)),
    filename: shortenText(asUtf8(originalname ?? '')),
    declaredType: shortenText(parseHeaderValue(mimetype).value),
    charset: undefined,
    transferEncoding: encoding?.toLowerCase(),
  };
}

/** A name as its client wrote it: unless it is told otherwise, multer takes the bytes of UTF-8 for Latin-1. */
function asUtf8(name: string): string {
  if (!/^[\0-\u00ff]*[\u0080-\u00ff][\0-\u00ff]*$/.test(name)) return name;
  const bytes = Buffer.from(name, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : name;
}
