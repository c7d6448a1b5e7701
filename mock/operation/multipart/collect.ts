import { createHash } from 'node:crypto';
import type { ReceivedFile, ReceivedPart } from '../../journal/received.js';
import { quotedUnlessPlain } from '../../privacy/shown-word.js';
import { partWordings as words } from '../../texts/part-wordings.js';
import type { Wording } from '../../texts/wording.js';
import { type ContentBuffer, createContentBuffer } from './content-buffer.js';
import { createFileDigest } from './file-digest.js';
import type { PartHead } from './part-head.js';
import type { Slab } from './slabs.js';
import { sniff, sniffLength } from './sniff.js';

/** How much of a part is read and kept. */
export interface PartLimits {
  /** Largest file in bytes that is read to its end, so that its size is known. */
  readonly fileBytes: number;
  /** Largest text part in bytes. */
  readonly fieldBytes: number;
  /** A file of up to this many bytes is kept until the answer is decided. Of a larger one, only size and digest are. */
  readonly keepBytes: number;
  /** Whether a part with this name and no file name counts as a file if it contains a picture. */
  readonly maybePicture?: ((name: string) => boolean) | undefined;
}

/** Limits on one request. Data beyond them is discarded, and far beyond them not even received. */
export interface ReadLimits extends PartLimits {
  /** Largest body in bytes that is read. */
  readonly bodyBytes: number;
  /** Memory lent to a body in bytes: the most that the files of a normal one need. */
  readonly usualBytes: number;
  readonly parts: number;
}

/** Collects one part's content, piece by piece. */
export interface PartCollector {
  readonly head: PartHead;
  /** Returns a message once the part is too large. */
  readonly add: (piece: Buffer) => Wording | undefined;
  readonly finish: () => ReceivedPart;
}

/** Starts to collect a part: a file if it has a file name, otherwise a text. A file's content goes into the slab. */
export function createPartCollector(head: PartHead, limits: PartLimits, slab: Slab): PartCollector {
  return head.filename === undefined ? createTextCollector(head, limits) : createFileCollector(head, limits, slab);
}

/** Hashes and counts a file as it streams; keeps a limited copy. */
function createFileCollector(head: PartHead, { fileBytes, keepBytes }: PartLimits, slab: Slab): PartCollector {
  const digest = createFileDigest();
  const from = slab.length();
  let start: Buffer = Buffer.alloc(0);
  let bytes = 0;
  let isKept = true;
  // Content that does not fit into the slab, because the body has more or other files than the contract lists.
  let overflow: ContentBuffer | undefined;
  return {
    head,
    add: (piece) => {
      bytes += piece.length;
      if (bytes > fileBytes)
        return words.tooLargeFile({ name: quotedUnlessPlain(head.name) || words.aFile, limit: fileBytes });
      if (start.length < sniffLength) start = Buffer.concat([start, piece.subarray(0, sniffLength - start.length)]);
      if (bytes > keepBytes && isKept) {
        digest.dropContent(overflow?.content() ?? slab.view(from, slab.length()));
        slab.truncate(from);
        overflow = undefined;
        isKept = false;
      }
      digest.add(piece);
      if (!isKept) return undefined;
      if (overflow) overflow.add(piece);
      else if (!slab.append(piece)) {
        overflow = createContentBuffer();
        overflow.add(slab.view(from, slab.length()));
        overflow.add(piece);
      }
      return undefined;
    },
    finish: () => {
      const content = isKept ? (overflow?.content() ?? slab.view(from, slab.length())) : undefined;
      return {
        ...headOf(head),
        type: 'file',
        filename: head.filename,
        bytes,
        sha256: digest.finish(content),
        sniffed: sniff(start),
        content,
        ...(isKept ? {} : { start: Buffer.from(start) }),
      };
    },
  };
}

function createTextCollector(head: PartHead, { fieldBytes, keepBytes, maybePicture }: PartLimits): PartCollector {
  const kept = createContentBuffer();
  let bytes = 0;
  return {
    head,
    add: (piece) => {
      bytes += piece.length;
      if (bytes > fieldBytes) return words.tooLongText({ name: quotedUnlessPlain(head.name), limit: fieldBytes });
      kept.add(piece);
      return undefined;
    },
    finish: () => {
      const content = kept.content();
      return (
        (maybePicture?.(head.name) ? pictureIn(content, head, keepBytes) : undefined) ?? {
          ...headOf(head),
          type: 'text',
          value: textOf(content, head.charset),
        }
      );
    },
  };
}

/** Returns a part without a file name as a file, if it contains a picture. */
function pictureIn(content: Buffer, head: PartHead, keepBytes: number): ReceivedFile | undefined {
  const sniffed = sniff(content.subarray(0, sniffLength));
  if (sniffed === 'empty' || sniffed === 'unknown') return undefined;
  return {
    ...headOf(head),
    type: 'file',
    filename: undefined,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    sniffed,
    content: content.length > keepBytes ? undefined : content,
  };
}

function headOf(head: PartHead): Pick<ReceivedPart, 'name' | 'declaredType' | 'head' | 'oddity'> {
  const oddity = oddityOf(head);
  return {
    name: head.name,
    declaredType: head.declaredType,
    ...(head.lines === undefined ? {} : { head: head.lines }),
    ...(oddity === undefined ? {} : { oddity }),
  };
}

/** Transfer encodings that do not change the content (RFC 2045, 6.2). */
const plainEncodings: ReadonlySet<string> = new Set(['', '7bit', '8bit', 'binary']);

function oddityOf({ name, filename, declaredType, charset, transferEncoding }: PartHead): Wording | undefined {
  if (name === '') return words.withoutName;
  if (transferEncoding !== undefined && !plainEncodings.has(transferEncoding))
    return words.transferEncoding({ encoding: quotedUnlessPlain(transferEncoding.slice(0, 40)) });
  if (declaredType.startsWith('multipart/'))
    return words.nested({ type: quotedUnlessPlain(declaredType), name: JSON.stringify(name || 'img1') });
  if (filename === undefined && charset !== undefined && !decoderFor(charset))
    return words.unknownCharset({ charset: JSON.stringify(charset.slice(0, 40)) });
  return undefined;
}

function textOf(content: Buffer, charset: string | undefined): string {
  const decoder = charset === undefined || /^utf-?8$/i.test(charset) ? undefined : decoderFor(charset);
  return decoder ? decoder.decode(content) : content.toString('utf8');
}

function decoderFor(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined;
  }
}
