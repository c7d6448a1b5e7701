import { createReadStream } from 'node:fs';
import { reasonOf } from '../../../spec/index.js';
import type { ReadProblem, ReceivedPart } from '../../journal/received.js';
import { bodyWordings as words } from '../../texts/body-wordings.js';
import { inEveryLanguage, joined, type Wording } from '../../texts/wording.js';
import { createPartCollector, type ReadLimits } from './collect.js';
import { encodingProblem, notMultipart, withStart } from './declared-type.js';
import { tooLarge, tooLargePart, tooManyParts } from './excess.js';
import {
  declaredType,
  filesOf,
  headOfFile,
  type ParsedFile,
  type ParsedRequest,
  type ParsedText,
  textsOf,
} from './parsed-form.js';
import type { HeldBody } from './received.js';
import type { Slab } from './slabs.js';

/**
 * Reads a body that the application's parser has already parsed, from multer's `files`, `file` and `body`. Files on
 * disk are read and not deleted.
 *
 * @throws Error for a missing file, or for a storage that is neither memory nor disk
 */
export async function readParsedBody(request: ParsedRequest, limits: ReadLimits, slab: Slab): Promise<HeldBody> {
  const { release } = slab;
  try {
    const written = request.headers['content-type'];
    const encoded = encodingProblem(request.headers['content-encoding']);
    if (encoded) return { parts: [], problem: encoded, release };
    const type = declaredType(request);
    if (type === 'multipart/form-data') return { ...(await readForm(request, limits, slab)), release };
    const problem = notMultipart(written);
    if (type === 'application/x-www-form-urlencoded')
      return { parts: textsOf(request.body, limits.parts).map(asPart), problem, release };
    const start = typeof request.body === 'string' ? Buffer.from(request.body.slice(0, 300)) : Buffer.alloc(0);
    return { parts: [], problem: withStart(problem, start), release };
  } catch (error) {
    release();
    throw error;
  }
}

function asPart({ name, value, oddity }: ParsedText): ReceivedPart {
  return { type: 'text', name, value, declaredType: '', ...(oddity === undefined ? {} : { oddity }) };
}

async function readForm(request: ParsedRequest, limits: ReadLimits, slab: Slab): Promise<Omit<HeldBody, 'release'>> {
  const parts: ReceivedPart[] = [];
  const announced = Number(request.headers['content-length'] ?? 0);
  let bytes = 0;
  const isTooLarge = (): boolean => Math.max(announced, bytes) > limits.bodyBytes;
  const stop = (problem: ReadProblem): Omit<HeldBody, 'release'> => ({ parts, problem, oddity: words.lostByParser });
  if (isTooLarge()) return stop(tooLarge(limits.bodyBytes));

  const texts = textsOf(request.body, limits.parts + 1);
  const files = filesOf(request);
  for (const { name, value, oddity } of texts.slice(0, limits.parts)) {
    const head = {
      name,
      filename: undefined,
      declaredType: 'text/plain',
      charset: undefined,
      transferEncoding: undefined,
    };
    const collector = createPartCollector(head, limits, slab);
    const content = Buffer.from(value);
    bytes += content.length;
    const excess = collector.add(content);
    if (excess !== undefined) return stop(tooLargePart(head, excess));
    const part = collector.finish();
    parts.push(oddity === undefined ? part : { ...part, oddity });
  }
  for (const file of files.slice(0, Math.max(0, limits.parts - texts.length))) {
    const head = headOfFile(file);
    const collector = createPartCollector(head, limits, slab);
    for await (const piece of contentOf(file)) {
      bytes += piece.length;
      if (isTooLarge()) return stop(tooLarge(limits.bodyBytes));
      const excess = collector.add(piece);
      if (excess !== undefined) return stop(tooLargePart(head, excess));
    }
    parts.push(collector.finish());
  }
  if (texts.length + files.length > limits.parts) return stop(tooManyParts(limits.parts));
  return { parts, oddity: joined`${words.lostByParser}${describeDropped(announced - bytes, parts.length)}` };
}

/** Maximum bytes of framing that clients write: for the whole form, and per part. */
const usualFrame = 2048;
const usualHead = 1024;

/** Reports how much of a body is in none of its parts, if it is more than framing. */
function describeDropped(bytes: number, parts: number): Wording {
  if (bytes <= usualFrame + parts * usualHead) return inEveryLanguage('');
  return words.droppedByParser({ kilobytes: Math.round(bytes / 1024) });
}

/** Streams a file's content. */
async function* contentOf({ fieldname, buffer, path }: ParsedFile): AsyncGenerator<Buffer> {
  if (buffer) {
    yield Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    return;
  }
  if (path === undefined)
    throw new Error(
      `${fieldname}: multer provides neither buffer nor path of the file: use its memory or disk storage, and do not ignore its errors, after which it deletes its files`,
    );
  try {
    yield* createReadStream(path) as AsyncIterable<Buffer>;
  } catch (error) {
    const { code = reasonOf(error) } = error as NodeJS.ErrnoException;
    throw new Error(
      `${fieldname}: the file stored by multer cannot be read (${code}): keep it until the mock has answered`,
      { cause: error },
    );
  }
}
