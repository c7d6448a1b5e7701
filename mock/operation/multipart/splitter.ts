/** Callbacks of a splitter, in the order of the body. */
export interface SplitterListener {
  /** Called when a part begins, with its header lines, without the blank one. */
  readonly head: (lines: Buffer) => void;
  /** Called with a piece of the part's content: a view of the chunk, not a copy. */
  readonly data: (piece: Buffer) => void;
  /** Called when the part has ended. */
  readonly end: () => void;
}

/** Splits a streamed multipart body into its parts. */
export interface Splitter {
  readonly push: (chunk: Buffer) => void;
  /**
   * The position in the body: `before` the first delimiter, within a part's `head` or `data`, or `after` the last
   * delimiter.
   */
  readonly state: () => 'before' | 'head' | 'data' | 'after';
  /** Whether lines end with LF only; known after the first delimiter. */
  readonly hasLineFeedsOnly: () => boolean;
  /** Whether the content of a part ended with LF only although lines end with CRLF elsewhere. */
  readonly hasBareLineFeed: () => boolean;
}

/** Maximum size of a part's headers in bytes. */
export const longestHead = 16 * 1024;
/** Maximum blanks after a boundary (RFC 2046, transport padding). */
const longestPadding = 200;

const LF = 10;
const CR = 13;
const DASH = 45;

/**
 * Creates a splitter for a boundary. It uses the buffer's native search and emits views. So pictures are never copied,
 * and a body passes at about memory speed.
 *
 * It is more lenient than RFC 2046, because clients are. Lines may end with LF only. An empty part needs no line break
 * before the next boundary, and nothing has to follow the last one. A line that merely begins like a boundary is
 * content.
 *
 * @throws HeadTooLong from `push`, when a part's headers are longer than {@link longestHead}
 */
export function createSplitter(boundary: string, listener: SplitterListener): Splitter {
  const needle = Buffer.from(`\n--${boundary}`, 'latin1');
  let state: 'before' | 'head' | 'data' | 'after' = 'before';
  let hasLineFeedsOnly = false;
  let hasBareLineFeed = false;
  let first = true;
  // The body may begin with its boundary, as if a line had just ended.
  let held: Buffer = Buffer.from('\n');
  // Bytes at the buffer's start that end a line and are not content, but may precede a boundary.
  let lead = 1;
  // Searched length of incomplete headers, so that headers sent byte by byte are not searched again each time.
  let searched = 0;

  /**
   * Where the content before a delimiter ends, given the delimiter's LF: a preceding CR belongs to the delimiter, too.
   */
  const beforeBreak = (buffer: Buffer, lineFeed: number, from: number): number =>
    lineFeed > from && !hasLineFeedsOnly && buffer[lineFeed - 1] === CR ? lineFeed - 1 : lineFeed;

  /** Where the end of a buffer could be the start of a delimiter. */
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

  /** Emits what is certainly content, and keeps the rest until more arrives. */
  const holdBack = (buffer: Buffer, at: number, hold: number): void => {
    emit(buffer, at + lead, hold);
    held = buffer.subarray(hold);
    // The line end stays before the held bytes as long as a boundary may follow it.
    if (hold > at) lead = 0;
  };

  return {
    state: () => state,
    hasLineFeedsOnly: () => hasLineFeedsOnly,
    hasBareLineFeed: () => hasBareLineFeed,
    push: (chunk) => {
      if (state === 'after') return;
      const buffer = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      held = Buffer.alloc(0);
      let at = 0;
      for (;;) {
        if (state === 'head') {
          const blank = blankLine(buffer, at + searched);
          // The limit applies to complete and incomplete heads alike, however TCP splits them.
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
        if (state === 'data') {
          hasBareLineFeed ||= !hasLineFeedsOnly && end === found && found >= content;
          listener.end();
        }
        if (line === 'last') {
          state = 'after';
          return;
        }
        if (first) hasLineFeedsOnly = buffer[line.lineFeed - 1] !== CR;
        first = false;
        state = 'head';
        at = line.lineFeed + 1;
        lead = 0;
      }
    },
  };
}

/** A part's headers exceed the limit. */
export class HeadTooLong extends Error {
  override readonly name = 'HeadTooLong';
}

type DelimiterLine = 'more' | 'content' | 'last' | { readonly lineFeed: number };

/**
 * The kind of a line with a boundary, decided by what follows the boundary. `more` means that more bytes are needed.
 */
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

/**
 * Finds the blank line that ends a part's headers: its start and its LF. If there is none yet, returns the start of the
 * last line.
 */
function blankLine(buffer: Buffer, from: number): { readonly from: number; readonly lineFeed: number } | number {
  let line = from;
  for (;;) {
    const lineFeed = buffer.indexOf(LF, line);
    if (lineFeed < 0) return line;
    if (lineFeed === line || (lineFeed === line + 1 && buffer[line] === CR)) return { from: line, lineFeed };
    line = lineFeed + 1;
  }
}
