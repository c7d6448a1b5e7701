import { createHash } from 'node:crypto';
import type { ReceivedFile, ReceivedPart } from '../../journal/received.js';
import { startFileDigest } from './file-digest.js';
import { type Gathered, gatherContent } from './gather.js';
import type { PartHead } from './part-head.js';
import type { Slab } from './slabs.js';
import { sniff, sniffLength } from './sniff.js';

/** How much of a part is read and kept. */
export interface PartLimits {
  /** Largest file in bytes that is still read to its end, so that its size can be told. */
  readonly fileBytes: number;
  /** Largest text part in bytes. */
  readonly fieldBytes: number;
  /** A file of up to this many bytes is kept until the answer is decided; of a larger one only the measures are. */
  readonly keepBytes: number;
  /** Tells the names whose parts are taken for a file, although they have no file name, when they hold a picture. */
  readonly maybePicture?: ((name: string) => boolean) | undefined;
}

/** Takes in one part's content, piece by piece. */
export interface PartCollector {
  readonly head: PartHead;
  /** Returns what is too much, in words, once it is. */
  readonly add: (piece: Buffer) => string | undefined;
  readonly finish: () => ReceivedPart;
}

/** Starts to collect a part: a file where it has a file name, else a text. A file's content goes into the slab. */
export function collectPart(head: PartHead, limits: PartLimits, slab: Slab): PartCollector {
  return head.filename === undefined ? collectText(head, limits) : collectFile(head, limits, slab);
}

/** A file is hashed and counted while it streams by; a bounded copy is kept. */
function collectFile(head: PartHead, { fileBytes, keepBytes }: PartLimits, slab: Slab): PartCollector {
  const digest = startFileDigest();
  const from = slab.length();
  let start: Buffer = Buffer.alloc(0);
  let bytes = 0;
  let kept = true;
  // What has no room in the slab any more; that takes more or other files than the contract lists.
  let overflow: Gathered | undefined;
  return {
    head,
    add: (piece) => {
      bytes += piece.length;
      if (bytes > fileBytes) return `${head.name || 'a file'} is larger than what is read, ${fileBytes} bytes`;
      if (start.length < sniffLength) start = Buffer.concat([start, piece.subarray(0, sniffLength - start.length)]);
      if (bytes > keepBytes && kept) {
        digest.doWithoutContent(overflow?.content() ?? slab.view(from, slab.length()));
        slab.truncate(from);
        overflow = undefined;
        kept = false;
      }
      digest.add(piece);
      if (!kept) return undefined;
      if (overflow) overflow.add(piece);
      else if (!slab.append(piece)) {
        overflow = gatherContent();
        overflow.add(slab.view(from, slab.length()));
        overflow.add(piece);
      }
      return undefined;
    },
    finish: () => {
      const content = kept ? (overflow?.content() ?? slab.view(from, slab.length())) : undefined;
      return {
        ...headOf(head),
        type: 'file',
        filename: head.filename,
        bytes,
        sha256: digest.finish(content),
        sniffed: sniff(start),
        content,
        ...(kept ? {} : { start: Buffer.from(start) }),
      };
    },
  };
}

function collectText(head: PartHead, { fieldBytes, keepBytes, maybePicture }: PartLimits): PartCollector {
  const kept = gatherContent();
  let bytes = 0;
  return {
    head,
    add: (piece) => {
      bytes += piece.length;
      if (bytes > fieldBytes) return `the text ${head.name} is longer than what is read, ${fieldBytes} bytes`;
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

/** A part without a file name as a file, when what it holds is a picture. */
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

function headOf(head: PartHead): Pick<ReceivedPart, 'name' | 'declaredType' | 'oddity'> {
  const oddity = oddityOf(head);
  return { name: head.name, declaredType: head.declaredType, ...(oddity === undefined ? {} : { oddity }) };
}

/** Transfer encodings that leave a content as it is (RFC 2045, 6.2). */
const plainEncodings: ReadonlySet<string> = new Set(['', '7bit', '8bit', 'binary']);

function oddityOf({ name, filename, declaredType, charset, transferEncoding }: PartHead): string | undefined {
  if (name === '') return 'has no name: give each part name="..." in its Content-Disposition';
  if (transferEncoding !== undefined && !plainEncodings.has(transferEncoding))
    return `declares Content-Transfer-Encoding: ${transferEncoding.slice(0, 40)}, which HTTP does not undo (RFC 7578): it counts as it came, encoded`;
  if (declaredType.startsWith('multipart/'))
    return `is a ${declaredType} of its own: send each file as a part of its own, with name="${name || 'img1'}"`;
  if (filename === undefined && charset !== undefined && !decoderFor(charset))
    return `declares the charset ${JSON.stringify(charset.slice(0, 40))}, which nobody knows; it was read as UTF-8`;
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
