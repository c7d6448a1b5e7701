import { objectWordInPlace } from './object-words.js';
import { sniff } from './sniff.js';

/** What a body is that is no multipart form, by its first bytes, and what to do about it. */
interface OtherBody {
  readonly what: string | ((start: string) => string);
  readonly is: (start: string, bytes: Buffer) => boolean;
  readonly hint: string;
  /** Set for what may well be meant, where the Content-Type says the same. */
  readonly mayBeMeant?: true;
}

const isMarkedForm = (start: string): boolean => start.startsWith('\ufeff--');
const handOver = 'hand the form itself to the HTTP client, which writes its parts and their boundary';

/** One entry for each thing that comes in place of a form. */
const otherBodies: readonly OtherBody[] = [
  {
    what: (start) => objectWordInPlace(start) ?? '',
    is: (start) => objectWordInPlace(start) !== undefined,
    hint: `the client turned its form into text: ${handOver}`,
  },
  {
    what: 'a picture alone',
    is: (_, bytes) => ['jpeg', 'png'].includes(sniff(bytes)),
    hint: 'a picture is one part of a form: send img1, img2 and the texts as multipart/form-data',
  },
  {
    what: 'gzip',
    is: (_, bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b,
    hint: 'send the body plain: servers do not unpack requests, and pictures do not shrink',
  },
  {
    what: 'UTF-16 text',
    is: (_, bytes) => /^(?:\xff\xfe|\xfe\xff|-\0-\0|\0-\0-)/.test(bytes.toString('latin1', 0, 4)),
    hint: 'write the lines of the form in UTF-8 or ASCII, and the pictures as bytes',
  },
  {
    what: 'a form behind a byte order mark',
    is: (start) => isMarkedForm(start),
    hint: 'its first part is lost: build the body as bytes, not as text, which pictures do not survive',
  },
  {
    what: 'base64 text',
    is: (start) => /^(?:data:|LS[0-3]|\/9j\/|iVBORw0KGgo)/.test(start),
    hint: 'send the body as bytes: HTTP needs no base64, and a gateway that uses it has to decode it first',
  },
  {
    what: 'the path of a file',
    is: (start) => /^(?:@?(?:[A-Za-z]:[\\/]|~?\/|\.{1,2}[\\/])|file:\/\/|content:\/\/)[^\r\n]{1,280}$/.test(start),
    hint: 'the client sent where the file is, not what is in it (with curl: -F img1=@file)',
  },
  {
    mayBeMeant: true,
    what: 'JSON',
    is: (start) => /^\s*(?:\{\s*(?:"|\})|\[\s*(?:["{\]\d-])|")/.test(start),
    hint: 'leave the form as it is, and make no JSON of it: send the body as multipart/form-data',
  },
  {
    what: 'a Python dictionary as it is printed',
    is: (start) => /^\{\s*'/.test(start),
    hint: 'with requests: data={...} for the texts, files={...} for the pictures',
  },
  {
    mayBeMeant: true,
    what: 'XML or HTML',
    is: (start) => /^\s*<[?!a-zA-Z]/.test(start),
    hint: 'send the body as multipart/form-data (with curl: -F, not -d)',
  },
  {
    what: 'a URL-encoded form',
    mayBeMeant: true,
    is: (start) => /^[\w.%+[\]-]{1,100}=[^\r\n]*$/.test(start),
    hint: 'send the body as multipart/form-data (with curl: -F, not -d)',
  },
];

/**
 * What came in place of a form and what to do about it; undefined where the first bytes say nothing of that. `declared`
 * is whether the Content-Type says that it is a form: JSON that is called JSON is no riddle.
 */
export function hintForOtherBody(bytes: Buffer, declared: 'form' | 'another type'): string | undefined {
  const start = bytes.subarray(0, 300).toString('utf8');
  const found = otherBodies.find(
    ({ is, mayBeMeant }) => (declared === 'form' || mayBeMeant !== true) && is(start, bytes),
  );
  if (!found) return undefined;
  const what = typeof found.what === 'string' ? found.what : found.what(start);
  return `the body is ${what}: ${found.hint}`;
}

/** What to do about a body that never came. */
export const hintForNoBody =
  'a form or stream can be read once: build it anew for each try, and send no Content-Length: 0 before it';

/** What is odd about a form that could be read, by its first bytes and how many parts it had; undefined where nothing is. */
export function oddityOfForm(start: Buffer, parts: number): string | undefined {
  if (isMarkedForm(start.toString('utf8', 0, 8))) return hintForOtherBody(start, 'form');
  return parts === 0
    ? 'the form has not one part: it was sent before anything was put into it, or was read before'
    : undefined;
}
