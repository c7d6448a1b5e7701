import type { CommandIo } from '../../spec/index.js';

/** The number of columns of a report: the terminal's, or 80, and never too few for a line of a case. */
export function columnsOf({ env, outColumns }: Pick<CommandIo, 'env' | 'outColumns'>): number {
  const columns = outColumns ?? Number(env['COLUMNS']);
  return Number.isInteger(columns) && columns > 0 ? Math.max(60, Math.min(columns, 160)) : 80;
}

/** Cuts a text to a width, with an ellipsis in place of what is left out. */
export function truncate(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width
    ? text
    : `${characters
        .slice(0, Math.max(0, width - 1))
        .join('')
        .trimEnd()}…`;
}

/** Breaks a text into lines of a width, between words, or inside a word that is longer. */
export function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    let current = '';
    for (const word of line.split(' ').flatMap((long) => pieces(long, width))) {
      if (current !== '' && [...current].length + 1 + [...word].length > width) {
        lines.push(current);
        current = word;
      } else current = current === '' ? word : `${current} ${word}`;
    }
    return [...lines, current].map((wrapped) => wrapped.trimEnd());
  });
}

function pieces(word: string, width: number): readonly string[] {
  const characters = [...word];
  if (characters.length <= width) return [word];
  return Array.from({ length: Math.ceil(characters.length / width) }, (_, at) =>
    characters.slice(at * width, (at + 1) * width).join(''),
  );
}

/** The width of the labels of a block, with the blanks behind them. */
const labelWidth = 10;
/** The blanks before a line of a block. */
const indent = '    ';

/** The columns that the text of a labelled line may take. */
export function labelledWidth(columns: number): number {
  return columns - indent.length - labelWidth;
}

/** Lines under one label: the first behind the label, the others below it. */
export function labelled(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, at) => `${indent}${(at === 0 ? label : '').padEnd(labelWidth)}${line}`.trimEnd());
}

/** `1 case`, `2 cases`. */
export function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
