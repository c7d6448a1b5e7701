import type { Paint, Style } from '../../spec/index.js';
import { visibleText } from './visible-text.js';

/** Two texts in visible characters, divided where they differ. */
export interface Difference {
  /** What both begin with. */
  readonly before: readonly string[];
  readonly expected: readonly string[];
  readonly actual: readonly string[];
  /** What both end with. */
  readonly after: readonly string[];
}

/** Finds where two texts differ. Their characters are visible ones, and no escape such as `\u00a0` is divided. */
export function differenceOf(expected: string, actual: string): Difference {
  const [one, other] = [charactersOf(expected), charactersOf(actual)];
  const shortest = Math.min(one.length, other.length);
  let start = 0;
  while (start < shortest && one[start] === other[start]) start++;
  let end = 0;
  while (end < shortest - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return {
    before: one.slice(0, start),
    expected: one.slice(start, one.length - end),
    actual: other.slice(start, other.length - end),
    after: one.slice(one.length - end),
  };
}

function charactersOf(text: string): readonly string[] {
  return visibleText(text).match(/\\u\{[0-9a-f]+\}|\\u[0-9a-f]{4}|\\.|./gsu) ?? [];
}

/** Whether two texts share enough to mark where they differ. Two others are not compared letter by letter. */
export function hasMuchInCommon({ before, expected, actual, after }: Difference): boolean {
  return before.length + after.length - quotes >= Math.max(expected.length, actual.length);
}

/** The quotes that any two quoted texts share. */
const quotes = 2;
/** Characters of what two long texts share that stay beside the difference. */
const context = 24;

/** Both texts in lines of a width, with the part in which they differ marked. */
export function differenceLines(
  difference: Difference,
  width: number,
  paint: Paint,
): { readonly expected: readonly string[]; readonly actual: readonly string[] } {
  const { before, expected, actual, after } = difference;
  const room = width * 4;
  const isLong = before.length + Math.max(expected.length, actual.length) + after.length > room;
  const start = isLong && before.length > context ? ['…', ...before.slice(-context)] : before;
  const end = isLong && after.length > context ? [...after.slice(0, context), '…'] : after;
  const lines = (differing: readonly string[], style: 'green' | 'red'): readonly string[] => {
    const shown = differing.length > room ? [...differing.slice(0, room - 1), '…'] : differing;
    const marked: Style = hasMuchInCommon(difference) ? [style, 'inverse'] : style;
    return paintedLines(
      [
        ...start.map((text) => ({ text, style })),
        ...shown.map((text) => ({ text, style: marked })),
        ...end.map((text) => ({ text, style })),
      ],
      width,
      paint,
    );
  };
  return { expected: lines(expected, 'green'), actual: lines(actual, 'red') };
}

/** Says in words where two long texts differ, for a reader without colours. Undefined where they are easily compared. */
export function differenceInWords({ before, expected, actual, after }: Difference): string | undefined {
  const isEasy = before.length + after.length < context;
  if (isEasy || Math.max(expected.length, actual.length) > context) return undefined;
  const place =
    before.length === 0 ? `before ${quoted(after.slice(0, context))}` : `after ${quoted(before.slice(-context))}`;
  return `${place}: expected ${quoted(expected)}, actual ${quoted(actual)}`;
}

function quoted(characters: readonly string[]): string {
  return characters.length === 0 ? 'nothing' : `‹${characters.join('')}›`;
}

interface PaintedCharacter {
  readonly text: string;
  readonly style: Style;
}

/** Breaks characters into lines, at a line break, else behind a blank near the end of the line, else anywhere. */
function paintedLines(characters: readonly PaintedCharacter[], width: number, paint: Paint): readonly string[] {
  const lines: (readonly PaintedCharacter[])[] = [];
  let rest = characters;
  while (rest.length > 0) {
    const length = lineLength(rest, width);
    lines.push(rest.slice(0, length).filter(({ text }) => text !== '\n'));
    rest = rest.slice(length);
  }
  return lines.length === 0 ? [''] : lines.map((line) => paintRuns(line, paint));
}

function lineLength(characters: readonly PaintedCharacter[], width: number): number {
  let columns = 0;
  let afterBlank = 0;
  for (const [at, { text }] of characters.entries()) {
    if (text === '\n') return at + 1;
    columns += [...text].length;
    if (columns > width) return afterBlank > width / 2 ? afterBlank : Math.max(1, at);
    if (text === ' ') afterBlank = at + 1;
  }
  return characters.length;
}

function paintRuns(line: readonly PaintedCharacter[], paint: Paint): string {
  let painted = '';
  for (let from = 0; from < line.length; ) {
    const { style } = line[from] as PaintedCharacter;
    const next = line.findIndex((character, at) => at > from && String(character.style) !== String(style));
    const to = next === -1 ? line.length : next;
    painted += paint(
      style,
      line
        .slice(from, to)
        .map(({ text }) => text)
        .join(''),
    );
    from = to;
  }
  return painted;
}
