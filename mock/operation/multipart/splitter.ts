/** Hears what a splitter finds, in the order of the body. */
export interface SplitterListener {
  /** A part begins: the lines before its content, without the blank one. */
  readonly head: (lines: Buffer) => void;
  /** A piece of the part's content: a view of the chunk that it came in, not a copy. */
  readonly data: (piece: Buffer) => void;
  /** The part has ended. */
  readonly end: () => void;
}

/** Takes a multipart body apart while it streams by. */
export interface Splitter {
  readonly push: (chunk: Buffer) => void;
  /** How far the body has come: `before` its first delimiter, within a part's `head` or its `data`, or `after` the last delimiter. */
  readonly state: () => 'before' | 'head' | 'data' | 'after';
  /** Whether its lines end with LF alone; known once the first delimiter has come. */
  readonly lineFeedsOnly: () => boolean;
}

/** Bytes that a part's head may have. */
export const longestHead = 16 * 1024;
/** Blanks that may stand behind a boundary (RFC 2046, transport padding). */
const longestPadding = 200;

const LF = 10;
const CR = 13;
const DASH = 45;

/**
 * Makes a splitter for a boundary. It searches with the buffer's own search and hands out views, so that a picture is
 * never copied: a body passes at about the speed of memory.
 *
 * Wider than RFC 2046 where clients are: lines may end with LF alone, an empty part needs no line break before the next
 * boundary, and nothing has to follow the last one. A line that merely begins like a boundary is content.
 *
 * @throws HeadTooLong from `push`, when a part's head is longer than {@link longestHead}
 */
export function createSplitter(boundary: string, listener: SplitterListener): Splitter {
  const needle = Buffer.from(`\n--${boundary}`, 'latin1');
  let state: 'before' | 'head' | 'data' | 'after' = 'before';
  let lineFeedsOnly = false;
  let first = true;
  // The body may begin with its boundary: as if a line had ended just before it.
  let held: Buffer = Buffer.from('\n');
  // Whether the buffer begins with the end of a line that is no content, but may be what a boundary follows.
  let lead = 1;
  // How much of a head that has not ended holds no blank line: a head that comes byte by byte is not searched anew each time.
  let searched = 0;

  /** Where the content ends whose delimiter's LF stands there: a CR before it is of the delimiter, too. */
  const beforeBreak = (buffer: Buffer, lineFeed: number, from: number): number =>
    lineFeed > from && !lineFeedsOnly && buffer[lineFeed - 1] === CR ? lineFeed - 1 : lineFeed;

  /** Where that begins at the end of a buffer which may be the beginning of a delimiter. */
  const holdFrom = (buffer: Buffer, from: number): number => {
    const tail = Math.max(from, buffer.length - needle.length + 1);
    const lineFeed = buffer.subarray(tail).lastIndexOf(LF) + tail;
    if (lineFeed >= tail && needle.subarray(0, buffer.length - lineFeed).equals(buffer.subarray(lineFeed)))
      return beforeBreak(buffer, lineFeed, from);
    return buffer.at(-1) === CR && buffer.length > from ? buffer.length - 1 : buffer.length;
  };

  const emit = (buffer: Buffer, from: number, to: number): void => {
    if (state === 'data' && to > from)
      listener.data(from === 0 && to === buffer.length ? buffer : buffer.subarray(from, to));
  };

  /** Hands out what is content for certain and keeps the rest until more comes. */
  const holdBack = (buffer: Buffer, at: number, hold: number): void => {
    emit(buffer, at + lead, hold);
    held = buffer.subarray(hold);
    // The line end that is no content stays in front of what is held as long as a boundary may follow it.
    if (hold > at) lead = 0;
  };

  return {
    state: () => state,
    lineFeedsOnly: () => lineFeedsOnly,
    push: (chunk) => {
      if (state === 'after') return;
      const buffer = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      held = Buffer.alloc(0);
      let at = 0;
      for (;;) {
        if (state === 'head') {
          const blank = blankLine(buffer, at + searched);
          // The same for a head that has come whole and for one that has not ended yet, however TCP cuts it.
          if ((typeof blank === 'number' ? buffer.length : blank.from) - at > longestHead) throw new HeadTooLong();
          if (typeof blank === 'number') {
            searched = blank - at;
            held = buffer.subarray(at);
            return;
          }
          searched = 0;
          listener.head(buffer.subarray(at, blank.from));
          state = 'data';
          at = blank.lineFeed;
          lead = 1;
          continue;
        }
        const content = at + lead;
        let found = buffer.indexOf(needle, at);
        let line: DelimiterLine = 'content';
        while (found >= 0) {
          line = delimiterLine(buffer, found + needle.length);
          if (line !== 'content') break;
          found = buffer.indexOf(needle, found + 1);
        }
        if (found < 0 || line === 'content') {
          return holdBack(buffer, at, holdFrom(buffer, at));
        }
        const end = Math.max(content, beforeBreak(buffer, found, content));
        if (line === 'more') return holdBack(buffer, at, found === at ? at : end);
        emit(buffer, content, end);
        if (state === 'data') listener.end();
        if (line === 'last') {
          state = 'after';
          return;
        }
        if (first) lineFeedsOnly = buffer[line.lineFeed - 1] !== CR;
        first = false;
        state = 'head';
        at = line.lineFeed + 1;
        lead = 0;
      }
    },
  };
}

/** A part's head does not end within what it may have. */
export class HeadTooLong extends Error {
  override readonly name = 'HeadTooLong';
}

type DelimiterLine = 'more' | 'content' | 'last' | { readonly lineFeed: number };

/** What a line with a boundary is, told by what follows the boundary. `more` when too little has come to tell. */
function delimiterLine(buffer: Buffer, from: number): DelimiterLine {
  if (from >= buffer.length) return 'more';
  if (buffer[from] === DASH) {
    if (from + 1 >= buffer.length) return 'more';
    return buffer[from + 1] === DASH ? 'last' : 'content';
  }
  let at = from;
  while (buffer[at] === 32 || buffer[at] === 9) at += 1;
  if (at - from > longestPadding) return 'content';
  if (buffer[at] === CR) at += 1;
  if (at >= buffer.length) return 'more';
  return buffer[at] === LF ? { lineFeed: at } : 'content';
}

/** The blank line that ends a part's head: where it begins, and its LF. Where there is none yet, the beginning of the last line. */
function blankLine(buffer: Buffer, from: number): { readonly from: number; readonly lineFeed: number } | number {
  let line = from;
  for (;;) {
    const lineFeed = buffer.indexOf(LF, line);
    if (lineFeed < 0) return line;
    if (lineFeed === line || (lineFeed === line + 1 && buffer[line] === CR)) return { from: line, lineFeed };
    line = lineFeed + 1;
  }
}
