import type { IncomingMessage, ServerResponse } from 'node:http';
import { maxReceivedBytes } from '../../http/limits.js';
import type { ReadProblem, ReceivedBody, ReceivedPart } from '../../journal/received.js';
import { shortenText } from '../../privacy/kept-text.js';
import { hintForNoBody, hintForOtherBody, oddityOfForm } from './body-hints.js';
import { collectPart, type PartCollector, type ReadLimits } from './collect.js';
import { encodingProblem, notMultipart, shorten, withStart } from './declared-type.js';
import { tooLarge, tooLargePart, tooManyParts } from './excess.js';
import { gatherContent } from './gather.js';
import { type HeaderValue, parseHeaderValue } from './header-value.js';
import { readParsedBody } from './parsed-body.js';
import { isParsedBody } from './parsed-form.js';
import { parsePartHead } from './part-head.js';
import type { HeldBody } from './received.js';
import { createSlabPool, type Slab, type SlabPool } from './slabs.js';
import { createSplitter, HeadTooLong, longestHead, type Splitter } from './splitter.js';

/** Reads a body. What cannot be read is told as a problem; it fails where a file that an application has stored is gone. */
export type Reader = (request: IncomingMessage, response: ServerResponse) => Promise<HeldBody>;

/** Takes a body in, chunk by chunk; one for each content type that is understood. */
interface Intake {
  /** Returns what stops the reading, if anything does. */
  readonly add: (chunk: Buffer) => ReadProblem | undefined;
  readonly finish: () => ReceivedBody;
  /** What has been taken in when something stops the reading. */
  readonly parts: () => readonly ReceivedPart[];
}

/** Bytes that lie ready for the next uploads at most: some dozen pictures. */
const mostIdleBytes = 96 * 1024 * 1024;

/**
 * Makes the reader of request bodies. A body of whatever kind is received to its end, within the limits; of one that the
 * application's own parser has received, the parts are read that it made.
 */
export function createReader(limits: ReadLimits): Reader {
  const slabs = createSlabPool(mostIdleBytes);
  const receive = createReceiver(limits, slabs);
  return (request, response) =>
    isParsedBody(request) ? readParsedBody(request, limits, slabs.take(limits.usualBytes)) : receive(request, response);
}

function createReceiver(limits: ReadLimits, slabs: SlabPool): Reader {
  return (request, response) =>
    new Promise((resolve) => {
      const announced = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
      // Memory that nothing is written to costs nothing: it is only lent in full.
      const slab = slabs.take(Math.min(announced, limits.usualBytes));
      const intake = intakeFor(request, limits, slab);
      let stopped: ReadProblem | undefined;
      let bytes = 0;
      const settle = (body: ReceivedBody): void => {
        request.off('data', take).off('end', end).off('close', leave);
        resolve({ ...body, release: slab.release });
      };
      const stop = (problem: ReadProblem): ReceivedBody => ({
        parts: problem.code === 'malformed' ? [] : intake.parts(),
        problem,
      });
      const take = (chunk: Buffer): void => {
        bytes += chunk.length;
        if (!stopped) stopped = bytes > limits.bodyBytes ? tooLarge(limits.bodyBytes) : intake.add(chunk);
        if (stopped && bytes > maxReceivedBytes(limits.bodyBytes)) {
          // The answer goes out while the client still sends; what more it sends is not for us.
          response.shouldKeepAlive = false;
          settle(stop(stopped));
          request.resume();
        }
      };
      const end = (): void => settle(stopped ? stop(stopped) : intake.finish());
      const leave = (): void => settle(stop({ code: 'aborted', text: whyAborted(request) }));
      // It may have left already, while a fault made it wait.
      if (request.destroyed && !request.readableEnded) return leave();
      request.on('data', take).once('end', end).once('close', leave);
      // Told by 'close' as well; without a listener it would be thrown.
      request.once('error', () => {});
    });
}

/** Either side may have ended it: the mock gives its reason with the error that it destroys a request with. */
function whyAborted({ errored }: IncomingMessage): string {
  const { code, message } = (errored ?? { code: 'ECONNRESET' }) as NodeJS.ErrnoException;
  return code === 'ECONNRESET' ? 'the client went away while it was sending' : message;
}

function intakeFor(request: IncomingMessage, limits: ReadLimits, slab: Slab): Intake {
  const written = request.headers['content-type'];
  const type = parseHeaderValue(written ?? '');
  const encoded = encodingProblem(request.headers['content-encoding']);
  if (encoded) return refusing(encoded);
  if (type.value === 'application/x-www-form-urlencoded') return urlEncoded(notMultipart(written), limits);
  if (type.value !== 'multipart/form-data') return refusing(notMultipart(written));
  const boundary = boundaryOf(type);
  return boundary === undefined
    ? refusing({
        code: 'malformed',
        text: 'the Content-Type names no boundary',
        hint: 'Content-Type was set by hand: leave it to the HTTP client, which adds the boundary',
      })
    : multipart(boundary, limits, slab);
}

/** At most 70 characters are allowed (RFC 2046); clients use a few more, and nobody a thousand. */
function boundaryOf({ parameters }: HeaderValue): string | undefined {
  const boundary = parameters.get('boundary') ?? '';
  return boundary !== '' && boundary.length <= 250 ? boundary : undefined;
}

/** Takes nothing in: what is wrong was known before the body came. */
function refusing(problem: ReadProblem): Intake {
  let told: ReadProblem | undefined;
  return {
    add: (chunk) => {
      told ??= withStart(problem, chunk);
      return undefined;
    },
    finish: () => ({ parts: [], problem: told ?? problem }),
    parts: () => [],
  };
}

function urlEncoded(problem: ReadProblem, { fieldBytes, parts }: ReadLimits): Intake {
  const form = gatherContent();
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
      const told = withStart(problem, form.content());
      return { parts: told === problem ? read() : [], problem: told };
    },
    parts: () => [],
  };
}

/** The first pairs of an encoded form, cut off before they are taken apart: millions of empty ones fit into a small body. */
function firstPairs(form: string, most: number): string {
  let at = -1;
  for (let left = most; left > 0; left -= 1) {
    at = form.indexOf('&', at + 1);
    if (at < 0) return form;
  }
  return form.slice(0, at);
}

function multipart(boundary: string, limits: ReadLimits, slab: Slab): Intake {
  const parts: ReceivedPart[] = [];
  let start: Buffer | undefined;
  let current: PartCollector | undefined;
  let problem: ReadProblem | undefined;
  let oddity: string | undefined;
  let begun = 0;
  const splitter = createSplitter(boundary, {
    head: (lines) => {
      if (problem) return;
      begun += 1;
      const which = `part ${begun}`;
      if (begun > limits.parts) {
        problem = tooManyParts(limits.parts);
        return;
      }
      if (lines.length === 0) {
        oddity = `${which} has no head at all and was passed over: give each part a Content-Disposition with name="..."`;
        return;
      }
      const head = parsePartHead(lines);
      if ('wrong' in head)
        problem = { code: 'malformed', text: `${which} cannot be read: ${head.wrong}`, hint: head.hint };
      else current = collectPart(head, limits, slab);
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
          text: `the head of part ${begun + 1} is longer than ${longestHead} bytes`,
          hint: 'a blank line must stand between the head of a part and its content',
        };
      }
      return problem;
    },
    finish: () => {
      const cut = unfinished(splitter, { boundary, start, current });
      if (cut) return { parts: [], problem: cut };
      if (splitter.lineFeedsOnly())
        oddity = 'the lines of the body end with LF alone; RFC 2046 asks for CRLF, and other servers refuse it';
      oddity ??= start && oddityOfForm(start, begun);
      return { parts, ...(oddity === undefined ? {} : { oddity }) };
    },
    parts: () => parts,
  };
}

/** What is missing at the end of a body; undefined for one that is whole. */
function unfinished(
  splitter: Splitter,
  { boundary, start, current }: { boundary: string; start: Buffer | undefined; current: PartCollector | undefined },
): ReadProblem | undefined {
  const state = splitter.state();
  if (state === 'after') return undefined;
  if (start === undefined) return { code: 'malformed', text: 'the body is empty', hint: hintForNoBody };
  if (state === 'before') {
    const seen = /^\s*--([^\r\n]{1,250})/.exec(start.toString('latin1'))?.[1];
    const hint =
      seen === undefined
        ? (hintForOtherBody(start, 'form') ?? 'the boundary in the Content-Type must be the one in the body')
        : `the body begins with the boundary ${JSON.stringify(seen)}: Content-Type was set by hand, leave it to the HTTP client`;
    return { code: 'malformed', text: `the boundary ${JSON.stringify(shorten(boundary))} is not in the body`, hint };
  }
  return {
    code: 'malformed',
    text: `the body ends before the closing boundary${current ? `, in ${current.head.name || 'a part without a name'}` : ''}`,
    hint: 'the body must be whole: its last line is the boundary between two pairs of dashes',
  };
}
