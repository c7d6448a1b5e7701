import { STATUS_CODES } from 'node:http';
import { version } from '../../spec/index.js';
import type { JournalAnswer, JournalEntry, JournalPart } from '../schemas/journal-types.js';
import { harWordings } from '../texts/har-wordings.js';
import { defaultLanguage, type Language } from '../texts/wording.js';

interface HarPair {
  readonly name: string;
  readonly value: string;
}

/** A part of a form. A file has no value; the comment says how large it is. */
interface HarParam {
  readonly name: string;
  readonly value?: string;
  readonly fileName?: string;
  readonly contentType: string;
  readonly comment?: string;
}

interface HarEntry {
  /** ISO 8601. */
  readonly startedDateTime: string;
  /** In milliseconds; 0 while the request is open. */
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly cookies: readonly [];
    readonly headers: readonly HarPair[];
    readonly queryString: readonly [];
    readonly postData?: { readonly mimeType: string; readonly params: readonly HarParam[] };
    readonly headersSize: -1;
    /** In bytes; -1 if the client did not say. */
    readonly bodySize: number;
  };
  readonly response: {
    /** 0 if none was sent. */
    readonly status: number;
    readonly statusText: string;
    readonly httpVersion: string;
    readonly cookies: readonly [];
    readonly headers: readonly HarPair[];
    readonly content: { readonly size: number; readonly mimeType: string; readonly text?: string };
    readonly redirectURL: string;
    readonly headersSize: -1;
    readonly bodySize: number;
  };
  readonly cache: Readonly<Record<never, never>>;
  readonly timings: { readonly send: 0; readonly wait: number; readonly receive: 0 };
  /** Why the mock answered so, in words. */
  readonly comment?: string;
}

/** Requests as an HTTP Archive (HAR 1.2), without picture bytes. Secrets are masked as in the journal. */
export interface Har {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly HarEntry[];
  };
}

/** Converts journal entries to an HTTP Archive. `origin` is that of the mock. */
export function harOf(entries: readonly JournalEntry[], origin: string): Har {
  return {
    log: {
      version: '1.2',
      creator: { name: 'eendigo-kit', version },
      entries: entries.map((entry) => entryOf(entry, origin)),
    },
  };
}

function entryOf(entry: JournalEntry, origin: string): HarEntry {
  const { at, method, path, headers, parts, answer, durationMs, lang = defaultLanguage } = entry;
  const time = durationMs ?? 0;
  const contentType = headers['content-type'];
  const length = Number(headers['content-length'] ?? -1);
  return {
    startedDateTime: at,
    time,
    request: {
      method,
      url: `${origin}${path}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairsOf(headers),
      queryString: [],
      ...(contentType === undefined && parts.length === 0
        ? {}
        : { postData: { mimeType: contentType ?? '', params: parts.map((part) => paramOf(part, lang)) } }),
      headersSize: -1,
      // A client may send anything as a length.
      bodySize: Number.isSafeInteger(length) && length >= 0 ? length : -1,
    },
    response: responseOf(answer),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    ...(answer === null ? {} : { comment: answer.reason }),
  };
}

function paramOf(part: JournalPart, lang: Language): HarParam {
  const { name, declaredType } = part;
  if (part.type === 'text') return { name, value: part.value, contentType: declaredType };
  const { filename, bytes, sniffedType, dimensions } = part;
  const words = dimensions
    ? harWordings.picture({ bytes, type: sniffedType, ...dimensions })
    : harWordings.file({ bytes, type: sniffedType });
  return {
    name,
    ...(filename === null ? {} : { fileName: filename }),
    contentType: declaredType,
    comment: words[lang],
  };
}

/** The answer as it was sent: what a fault put in its place, if one did. */
function responseOf(answer: JournalAnswer | null): HarEntry['response'] {
  const { status = 0, sent } = answer ?? {};
  const headers = sent?.headers ?? answer?.headers ?? {};
  const body = sent ? sent.body : answer?.body;
  const size = status === 0 ? 0 : (sent?.bytes ?? Buffer.byteLength(body ?? ''));
  const headerNamed = (name: string): string =>
    Object.entries(headers).find(([own]) => own.toLowerCase() === name)?.[1] ?? '';
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: status === 0 ? [] : pairsOf(headers),
    content: {
      size,
      mimeType: headerNamed('content-type'),
      ...(status === 0 || body === undefined ? {} : { text: body }),
    },
    redirectURL: headerNamed('location'),
    headersSize: -1,
    bodySize: size,
  };
}

function pairsOf(headers: Readonly<Record<string, string>>): readonly HarPair[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
