import { truncate } from '../../reports/layout.js';
import { formatList } from '../../wire/format-list.js';

/** The number of stray lines that a note shows. */
const mostShown = 3;
/** The number of characters that a note shows of a line. */
const shownLength = 120;

/** Lines of a client's standard output that are no messages. */
export interface StrayLines {
  readonly add: (line: string) => void;
  /** Returns what the reader needs to know of them, and forgets them. */
  readonly drain: (mask: (text: string) => string) => readonly string[];
}

/** Creates an empty collection. */
export function createStrayLines(): StrayLines {
  let count = 0;
  let first: string[] = [];
  return {
    add: (line) => {
      count++;
      if (first.length < mostShown) first.push(line);
    },
    drain: (mask) => {
      if (count === 0) return [];
      // Masked before it is cut, because half a secret matches no mask.
      const shown = first.map((line) => JSON.stringify(truncate(mask(line.trim()), shownLength)));
      const more = count - shown.length;
      const lines = formatList(more > 0 ? [...shown, `${more} more`] : shown);
      const text = `${count === 1 ? 'one line' : `${count} lines`} on standard output ${count === 1 ? 'is' : 'are'} no message of the session: ${lines}; print to standard error`;
      [count, first] = [0, []];
      return [text];
    },
  };
}
