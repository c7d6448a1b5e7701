/** Splits a stream of text into lines. */
export interface LineReader {
  readonly feed: (text: string) => void;
  /** Passes on the last line, if it has no line break. */
  readonly end: () => void;
}

/** Receives the lines of a stream. */
export interface LineReaderOptions {
  /** The longest line, in characters. */
  readonly maxLength: number;
  /** Called with each line that is not blank. */
  readonly onLine: (line: string) => void;
  /** Called once for each line that is too long. Nothing of such a line is kept. */
  readonly onTooLong: () => void;
}

/** Creates a reader that keeps one line at most, and no more than `maxLength` characters of it. */
export function createLineReader({ maxLength, onLine, onTooLong }: LineReaderOptions): LineReader {
  let pieces: string[] = [];
  let length = 0;
  let isTooLong = false;
  const add = (piece: string): void => {
    if (isTooLong) return;
    length += piece.length;
    if (length <= maxLength) {
      pieces.push(piece);
      return;
    }
    isTooLong = true;
    pieces = [];
    onTooLong();
  };
  const end = (): void => {
    const line = pieces.join('').replace(/\r$/, '');
    const isKept = !isTooLong && line.trim() !== '';
    [pieces, length, isTooLong] = [[], 0, false];
    if (isKept) onLine(line);
  };
  return {
    feed: (text) => {
      const [first = '', ...rest] = text.split('\n');
      add(first);
      for (const piece of rest) {
        end();
        add(piece);
      }
    },
    end,
  };
}
