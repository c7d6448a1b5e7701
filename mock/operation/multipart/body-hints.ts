import { objectWordInPlace } from './object-words.js';
import { sniff } from './sniff.js';

/** A kind of body other than a multipart form, recognized by its first bytes, and its hint. */
interface OtherBody {
  readonly what: string | ((start: string) => string);
  readonly is: (start: string, bytes: Buffer) => boolean;
  readonly hint: string;
  /** Whether the client may send it on purpose, if the Content-Type declares the same type. */
  readonly mayBeIntended?: true;
}

const isMarkedForm = (start: string): boolean => start.startsWith('\ufeff--');
const handOver = 'pass the form itself to the HTTP client, which writes its parts and their boundary';

/** One entry per kind of body that clients send in place of a form. */
const otherBodies: readonly OtherBody[] = [
  {
    what: (start) => objectWordInPlace(start) ?? '',
    is: (start) => objectWordInPlace(start) !== undefined,
    hint: `the client converted its form to text: ${handOver}`,
  },
  {
    what: 'a picture without a form',
    is: (_, bytes) => ['jpeg', 'png'].includes(sniff(bytes)),
    hint: 'a picture is one part of a form: send img1, img2 and the texts as multipart/form-data',
  },
  {
    what: 'gzip',
    is: (_, bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b,
    hint: 'send the body uncompressed: servers do not unpack requests, and pictures do not shrink',
  },
  {
    what: 'UTF-16 text',
    is: (_, bytes) => /^(?:\xff\xfe|\xfe\xff|-\0-\0|\0-\0-)/.test(bytes.toString('latin1', 0, 4)),
    hint: 'write the lines of the form in UTF-8 or ASCII, and the pictures as bytes',
  },
  {
    what: 'a form after a byte order mark',
    is: (start) => isMarkedForm(start),
    hint: 'its first part is lost: build the body as bytes, not as text, which corrupts pictures',
  },
  {
    what: 'base64 text',
    is: (start) => /^(?:data:|LS[0-3]|\/9j\/|iVBORw0KGgo)/.test(start),
    hint: 'send the body as bytes: HTTP needs no base64, and a gateway that uses it has to decode it first',
  },
  {
    what: 'the path of a file',
    is: (start) => /^(?:@?(?:[A-Za-z]:[\\/]|~?\/|\.{1,2}[\\/])|file:\/\/|content:\/\/)[^\r\n]{1,280}$/.test(start),
    hint: 'the client sent the path of the file, not its content (with curl: -F img1=@file)',
  },
  {
    mayBeIntended: true,
    what: 'JSON',
    is: (start) => /^\s*(?:\{\s*(?:"|\})|\[\s*(?:["{\]\d-])|")/.test(start),
    hint: 'do not convert the form to JSON: send the body as multipart/form-data',
  },
  {
    what: 'a printed Python dictionary',
    is: (start) => /^\{\s*'/.test(start),
    hint: 'with requests: data={...} for the texts, files={...} for the pictures',
  },
  {
    mayBeIntended: true,
    what: 'XML or HTML',
    is: (start) => /^\s*<[?!a-zA-Z]/.test(start),
    hint: 'send the body as multipart/form-data (with curl: -F, not -d)',
  },
  {
    what: 'a URL-encoded form',
    mayBeIntended: true,
    is: (start) => /^[\w.%+[\]-]{1,100}=[^\r\n]*$/.test(start),
    hint: 'send the body as multipart/form-data (with curl: -F, not -d)',
  },
];

/**
 * Returns what a body is instead of a form, with a hint; undefined if its first bytes match nothing known. `declared`
 * is whether the Content-Type declares a form: JSON declared as JSON needs no explanation.
 */
export function hintForOtherBody(bytes: Buffer, declared: 'form' | 'another type'): string | undefined {
  const start = bytes.subarray(0, 300).toString('utf8');
  const found = otherBodies.find(
    ({ is, mayBeIntended }) => (declared === 'form' || mayBeIntended !== true) && is(start, bytes),
  );
  if (!found) return undefined;
  const what = typeof found.what === 'string' ? found.what : found.what(start);
  return `the body is ${what}: ${found.hint}`;
}

/** The hint for an empty body. */
export const hintForNoBody =
  'a form or stream can be read only once: create it again for each attempt, and do not send Content-Length: 0 with it';

/** Describes what is odd about a form, from its first bytes and its number of parts; undefined if nothing is. */
export function oddityOfForm(start: Buffer, parts: number): string | undefined {
  if (isMarkedForm(start.toString('utf8', 0, 8))) return hintForOtherBody(start, 'form');
  return parts === 0 ? 'the form has no parts: it was sent before anything was added, or was already read' : undefined;
}
