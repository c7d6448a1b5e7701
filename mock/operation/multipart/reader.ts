import type { IncomingMessage, ServerResponse } from 'node:http';
import { AbandonedError } from '../../http/body-bounds.js';
import { maxReceivedBytes } from '../../http/limits.js';
import type { ReadProblem, ReceivedBody, ReceivedPart } from '../../journal/received.js';
import { shortenText } from '../../privacy/kept-text.js';
import { quotedUnlessPlain } from '../../privacy/shown-word.js';
import { bodyWordings as words } from '../../texts/body-wordings.js';
import { inEveryLanguage, type Wording } from '../../texts/wording.js';
import { hintForOtherBody, oddityOfForm } from './body-hints.js';
import { createPartCollector, type PartCollector, type ReadLimits } from './collect.js';
import { createContentBuffer } from './content-buffer.js';
import { encodingProblem, notMultipart, shorten, withStart } from './declared-type.js';
import { tooLarge, tooLargePart, tooManyParts } from './excess.js';
import { type HeaderValue, parseHeaderValue } from './header-value.js';
import { readParsedBody } from './parsed-body.js';
import { isParsedBody } from './parsed-form.js';
import { parsePartHead } from './part-head.js';
import type { HeldBody } from './received.js';
import { createSlabPool, type Slab, type SlabPool } from './slabs.js';
import { createSplitter, HeadTooLong, longestHead, type Splitter } from './splitter.js';

/**
 * Reads a body. An unreadable body yields a problem. The promise rejects if a file stored by the application is
 * missing.
 */
export type Reader = (request: IncomingMessage, response: ServerResponse) => Promise<HeldBody>;

/** Consumes a body chunk by chunk; one implementation per content type. */
interface Intake {
  /** Returns the problem that stops the reading, if there is one. */
  readonly add: (chunk: Buffer) => ReadProblem | undefined;
  readonly finish: () => ReceivedBody;
  /** The parts so far, when a problem stops the reading. */
  readonly parts: () => readonly ReceivedPart[];
}

/** Maximum idle memory kept for later uploads, in bytes: some dozen pictures. */
const mostIdleBytes = 96 * 1024 * 1024;

/**
 * Creates the reader of request bodies. It receives any body to its end, within the limits. If the application's parser
 * has already consumed the body, it reads that parser's parts.
 */
export function createReader(limits: ReadLimits): Reader {
  const slabs = createSlabPool(mostIdleBytes);
  const receive = createReceiver(limits, slabs);
  return (request, response) =>
    isParsedBody(request) ? readParsedBody(request, limits, slabs.lend(limits.usualBytes)) : receive(request, response);
}

function createReceiver(limits: ReadLimits, slabs: SlabPool): Reader {
  return (request, response) =>
    new Promise((resolve) => {
      const announced = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
      // Memory that is not written costs nothing, so the full size can be lent.
      const slab = slabs.lend(Math.min(announced, limits.usualBytes));
      const intake = createIntake(request, limits, slab);
      let stopped: ReadProblem | undefined;
      let bytes = 0;
      const settle = (body: ReceivedBody): void => {
        request.off('data', onData).off('end', onEnd).off('close', onClose);
        resolve({ ...body, release: slab.release });
      };
      const stop = (problem: ReadProblem): ReceivedBody => ({
        parts: problem.code === 'malformed' ? [] : intake.parts(),
        problem,
      });
      const onData = (chunk: Buffer): void => {
        bytes += chunk.length;
        if (!stopped) stopped = bytes > limits.bodyBytes ? tooLarge(limits.bodyBytes) : intake.add(chunk);
        if (stopped && bytes > maxReceivedBytes(limits.bodyBytes)) {
          // The answer goes out while the client still sends; the rest is discarded.
          response.shouldKeepAlive = false;
          settle(stop(stopped));
          request.resume();
        }
      };
      const onEnd = (): void => settle(stopped ? stop(stopped) : intake.finish());
      const onClose = (): void => settle(stop({ code: 'aborted', text: whyAborted(request) }));
      // The client may have disconnected while a fault delayed the request.
      if (request.destroyed && !request.readableEnded) return onClose();
      request.on('data', onData).once('end', onEnd).once('close', onClose);
      // 'close' reports it as well; without a listener, the error would be thrown.
      request.once('error', () => {});
    });
}

/** Either side may have closed the connection: the mock's reason is the error with which it destroys a request. */
function whyAborted({ errored }: IncomingMessage): Wording {
  if (errored instanceof AbandonedError) return errored.text;
  const { code, message } = (errored ?? { code: 'ECONNRESET' }) as NodeJS.ErrnoException;
  return code === 'ECONNRESET' ? words.clientLeft : inEveryLanguage(message);
}

function createIntake(request: IncomingMessage, limits: ReadLimits, slab: Slab): Intake {
  const written = request.headers['content-type'];
  const type = parseHeaderValue(written ?? '');
  const encoded = encodingProblem(request.headers['content-encoding']);
  if (encoded) return createRejectingIntake(encoded);
  if (type.value === 'application/x-www-form-urlencoded') return createUrlEncodedIntake(notMultipart(written), limits);
  if (type.value !== 'multipart/form-data') return createRejectingIntake(notMultipart(written));
  const boundary = boundaryOf(type);
  return boundary === undefined
    ? createRejectingIntake({
        code: 'malformed',
        text: words.noBoundary,
        hint: words.noBoundaryHint,
      })
    : createMultipartIntake(boundary, limits, slab);
}

/** RFC 2046 allows 70 characters; clients use slightly more, but never a thousand. */
function boundaryOf({ parameters }: HeaderValue): string | undefined {
  const boundary = parameters.get('boundary') ?? '';
  return boundary !== '' && boundary.length <= 250 ? boundary : undefined;
}

/** Ignores the body: the problem was known from the headers. */
function createRejectingIntake(problem: ReadProblem): Intake {
  let reported: ReadProblem | undefined;
  return {
    add: (chunk) => {
      reported ??= withStart(problem, chunk);
      return undefined;
    },
    finish: () => ({ parts: [], problem: reported ?? problem }),
    parts: () => [],
  };
}

function createUrlEncodedIntake(problem: ReadProblem, { fieldBytes, parts }: ReadLimits): Intake {
  const form = createContentBuffer();
  let bytes = 0;
  const read = (): readonly ReceivedPart[] =>
    [...new URLSearchParams(firstPairs(form.content().toString('utf8'), parts))].map(([name, value]) => ({
      type: 'text',
      name: shortenText(name),
      value,
      declaredType: '',
    }));
  return {
    add: (chunk) => {
      bytes += chunk.length;
      if (bytes > fieldBytes) return tooLarge(fieldBytes);
      form.add(chunk);
      return undefined;
    },
    finish: () => {
      const refined = withStart(problem, form.content());
      return { parts: refined === problem ? read() : [], problem: refined };
    },
    parts: () => [],
  };
}

/** Cuts an encoded form after its first pairs, before parsing: a small body can hold millions of empty pairs. */
function firstPairs(form: string, most: number): string {
  let at = -1;
  for (let left = most; left > 0; left -= 1) {
    at = form.indexOf('&', at + 1);
    if (at < 0) return form;
  }
  return form.slice(0, at);
}

function createMultipartIntake(boundary: string, limits: ReadLimits, slab: Slab): Intake {
  const parts: ReceivedPart[] = [];
  let start: Buffer | undefined;
  let current: PartCollector | undefined;
  let problem: ReadProblem | undefined;
  let oddity: Wording | undefined;
  let begun = 0;
  const splitter = createSplitter(boundary, {
    head: (lines) => {
      if (problem) return;
      begun += 1;
      const part = words.partNumber({ number: begun });
      if (begun > limits.parts) {
        problem = tooManyParts(limits.parts);
        return;
      }
      if (lines.length === 0) {
        oddity = words.withoutHeaders({ part });
        return;
      }
      const head = parsePartHead(lines);
      if ('wrong' in head)
        problem = { code: 'malformed', text: words.unreadablePart({ part, why: head.wrong }), hint: head.hint };
      else current = createPartCollector(head, limits, slab);
    },
    data: (piece) => {
      if (problem || !current) return;
      const excess = current.add(piece);
      if (excess !== undefined) problem = tooLargePart(current.head, excess);
    },
    end: () => {
      if (current && !problem) parts.push(current.finish());
      current = undefined;
    },
  });
  return {
    add: (chunk) => {
      start ??= chunk.subarray(0, 300);
      try {
        splitter.push(chunk);
      } catch (error) {
        if (!(error instanceof HeadTooLong)) throw error;
        problem = {
          code: 'malformed',
          text: words.longHeaders({ part: words.partNumber({ number: begun + 1 }), limit: longestHead }),
          hint: words.longHeadersHint,
        };
      }
      return problem;
    },
    finish: () => {
      const cut = unfinished(splitter, { boundary, start, current });
      if (cut) return { parts: [], problem: cut };
      if (splitter.hasLineFeedsOnly()) oddity = words.lineFeedsOnly;
      else if (splitter.hasBareLineFeed()) oddity = words.bareLineFeed;
      oddity ??= start && oddityOfForm(start, begun);
      return { parts, ...(oddity === undefined ? {} : { oddity }) };
    },
    parts: () => parts,
  };
}

/** Returns what is missing at the end of a body; undefined if it is complete. */
function unfinished(
  splitter: Splitter,
  { boundary, start, current }: { boundary: string; start: Buffer | undefined; current: PartCollector | undefined },
): ReadProblem | undefined {
  const state = splitter.state();
  if (state === 'after') return undefined;
  if (start === undefined) return { code: 'malformed', text: words.empty, hint: words.emptyHint };
  if (state === 'before')
    return {
      code: 'malformed',
      text: words.boundaryNotInBody({ boundary: JSON.stringify(shorten(boundary)) }),
      hint: hintForOtherBoundary(boundary, start),
    };
  return {
    code: 'malformed',
    text: current ? words.cutIn({ part: quotedUnlessPlain(current.head.name) || words.namelessPart }) : words.cut,
    hint: words.cutHint,
  };
}

/** Returns the hint for a body that begins with no boundary line, or with that of another boundary. */
function hintForOtherBoundary(boundary: string, start: Buffer): Wording {
  const [, line = ''] = /^\s*([^\r\n]{1,250})/.exec(start.toString('latin1')) ?? [];
  const [inBody, declared] = [dashesBefore(line.trimEnd()), dashesBefore(boundary)];
  if (declared.rest !== '' && inBody.rest === declared.rest)
    return words.wrongDashesHint({ found: inBody.dashes, needed: declared.dashes + 2 });
  if (line.length > 2 && inBody.dashes >= 2) return words.otherBoundaryHint({ seen: JSON.stringify(line.slice(2)) });
  return hintForOtherBody(start, 'form') ?? words.sameBoundaryHint;
}

function dashesBefore(text: string): { readonly dashes: number; readonly rest: string } {
  const rest = text.replace(/^-+/, '');
  return { dashes: text.length - rest.length, rest };
}
