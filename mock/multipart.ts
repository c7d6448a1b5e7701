import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable, Writable } from 'node:stream';
import type { Request, Response } from 'express';
import multer from 'multer';
import type { ReadProblem, ReceivedBody, ReceivedFile, ReceivedPart } from './received.js';
import { sniff, sniffLength } from './sniff.js';

/** Bounds on one request. A body beyond them is not read further. */
export interface ReadLimits {
  /** Largest file in bytes that is still read to its end, so that its size can be told. */
  readonly fileBytes: number;
  /** Largest text part in bytes. */
  readonly fieldBytes: number;
  readonly parts: number;
  /** A file of up to this many bytes is kept until the answer is decided; of a larger one only the measures are. */
  readonly keepBytes: number;
  /** Tells the names whose parts are taken for a file, although they have no file name, when they hold a picture. */
  readonly maybePicture?: ((name: string) => boolean) | undefined;
}

type Reader = (request: IncomingMessage, response: ServerResponse) => Promise<ReceivedBody>;

/** multer's options that its type declarations do not know yet. The handler feeds the parser, so that we may listen to it. */
interface UntypedOptions {
  readonly defCharset?: string;
  readonly streamHandler: (request: IncomingMessage, parser: Writable & EventEmitter) => void;
}

interface PartInfo {
  readonly filename: string | undefined;
  readonly mimeType: string;
}

/**
 * Makes the reader of multipart bodies. Files are hashed and counted while they stream, and only a bounded copy is kept.
 * It never fails: what cannot be read is told as a problem, with the parts that came before it.
 */
export function createReader(limits: ReadLimits): Reader {
  const collections = new WeakMap<IncomingMessage, Collection>();
  const options: multer.Options & UntypedOptions = {
    storage: {
      _handleFile: (request, file, done) => {
        const part = collections.get(request)?.measuring.get(file.stream);
        if (!part) return done(new Error(`no part belongs to the file ${file.fieldname}`));
        part.then(() => done(null, {}), done);
      },
      _removeFile: (_request, _file, done) => done(null),
    },
    defParamCharset: 'utf8',
    // As UTF-8, a picture that comes without a file name would be spoilt before anybody could look at it.
    ...(limits.maybePicture ? { defCharset: 'latin1' } : {}),
    preservePath: true,
    limits: { fileSize: limits.fileBytes, fieldSize: limits.fieldBytes, parts: limits.parts, fieldNameSize: 200 },
    streamHandler: (request, parser) => {
      const collection = collections.get(request);
      if (collection) listen(parser, collection, limits);
      request.pipe(parser);
    },
  };
  const read = multer(options).any();
  return async (request, response) => {
    if (!/^multipart\/form-data\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
      return { parts: [], problem: notMultipart(request) };
    const collection: Collection = { parts: [], measuring: new WeakMap() };
    collections.set(request, collection);
    const error = await new Promise<unknown>((resolve) => {
      read(request as Request, response as Response, resolve);
    });
    return error
      ? { parts: present(collection.parts), problem: problemOf(error, request) }
      : { parts: present(collection.parts) };
  };
}

interface Collection {
  /** In wire order; a place is taken when a part begins and filled when it has been measured. */
  readonly parts: (ReceivedPart | undefined)[];
  /** The files under way, by their streams. */
  readonly measuring: WeakMap<Readable, Promise<void>>;
}

function present(parts: readonly (ReceivedPart | undefined)[]): readonly ReceivedPart[] {
  return parts.filter((part) => part !== undefined);
}

/**
 * Notes every part as the parser finds it. multer's own result would lose the order, the parts that have no file name,
 * and the names that it takes apart (`a[b]`, repeated names).
 */
function listen(
  parser: EventEmitter,
  { parts, measuring }: Collection,
  { keepBytes, maybePicture }: Pick<ReadLimits, 'keepBytes' | 'maybePicture'>,
): void {
  parser.prependListener('field', (name: string | undefined, text: string | undefined, { mimeType }: PartInfo) => {
    // A charset that the parser does not know leaves no value.
    const value = text ?? '';
    const read = maybePicture ? textOrPicture(value, maybePicture(name ?? ''), keepBytes) : textOf(value);
    parts.push({ name: name ?? '', declaredType: mimeType, ...read });
  });
  parser.prependListener('file', (name: string | undefined, stream: Readable, { filename, mimeType }: PartInfo) => {
    const place = parts.push(undefined) - 1;
    const measured = measure(stream, keepBytes).then((measures) => {
      parts[place] = {
        type: 'file',
        name: name ?? '',
        filename: filename?.replace(/%0A|%0D|%22/gi, decodeURIComponent),
        declaredType: mimeType,
        ...measures,
      };
    });
    // multer hears of the stream's failure itself; without it here the promise would count as unhandled.
    measured.catch(() => {});
    measuring.set(stream, measured);
  });
}

function textOf(value: string) {
  return { type: 'text', value } as const;
}

/** A part without a file name whose value was read byte by byte: a file when it may be a picture and is one, else text. */
function textOrPicture(value: string, maybe: boolean, keepBytes: number) {
  const content = Buffer.from(value, 'latin1');
  const sniffed = sniff(content.subarray(0, sniffLength));
  if (!maybe || sniffed === 'empty' || sniffed === 'unknown')
    // A part that declares a character set has been decoded already: it has letters that are no bytes, or is no UTF-8.
    return textOf(/^[\0-\xff]*$/.test(value) && isUtf8(content) ? content.toString('utf8') : value);
  return {
    type: 'file',
    filename: undefined,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    sniffed,
    content: content.length > keepBytes ? undefined : content,
  } as const;
}

type Measures = Pick<ReceivedFile, 'bytes' | 'sha256' | 'sniffed' | 'content'>;

function measure(stream: Readable, keepBytes: number): Promise<Measures> {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha256');
    let kept: Buffer[] | undefined = [];
    let head = Buffer.alloc(0);
    let bytes = 0;
    stream.on('data', (chunk: Buffer) => {
      hash.update(chunk);
      if (head.length < sniffLength) head = Buffer.concat([head, chunk.subarray(0, sniffLength - head.length)]);
      bytes += chunk.length;
      if (bytes > keepBytes) kept = undefined;
      kept?.push(chunk);
    });
    stream.once('error', reject);
    stream.once('end', () => {
      resolve({ bytes, sha256: hash.digest('hex'), sniffed: sniff(head), content: kept && Buffer.concat(kept, bytes) });
    });
  });
}

function notMultipart(request: IncomingMessage): ReadProblem {
  const declared = request.headers['content-type'];
  return {
    code: 'not-multipart',
    text: declared ? `the Content-Type is ${shorten(declared)}` : 'there is no Content-Type',
    hint: 'send the body as multipart/form-data (with curl: -F, not -d)',
  };
}

function problemOf(error: unknown, request: IncomingMessage): ReadProblem {
  if (request.destroyed && !request.complete)
    return { code: 'aborted', text: 'the client went away while it was sending' };
  if (error instanceof multer.MulterError) {
    if (error.code === 'LIMIT_FILE_SIZE')
      return { code: 'too-large', text: `${error.field ?? 'a file'} is larger than what is read` };
    if (error.code.startsWith('LIMIT_'))
      return { code: 'too-many', text: `${error.message}${error.field ? ` (${error.field})` : ''}` };
    if (error.code === ('MISSING_FIELD_NAME' as string))
      return {
        code: 'malformed',
        text: 'a part has no name',
        hint: 'give each part a Content-Disposition with name="..."',
      };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (/boundary not found/i.test(message))
    return {
      code: 'malformed',
      text: 'the Content-Type names no boundary',
      hint: 'Content-Type was set by hand: leave it to the HTTP client, which adds the boundary',
    };
  if (/unexpected end/i.test(message))
    return {
      code: 'malformed',
      text: 'the body ends before the closing boundary',
      hint: 'the boundary in the Content-Type must be the one in the body, and the body must be whole',
    };
  return { code: 'malformed', text: `the multipart body cannot be read: ${message}` };
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
