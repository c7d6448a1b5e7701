import { ambiguities, type Paint } from '../../spec/index.js';
import type { MatchedReading } from '../checks/check.js';
import { verdictSigns } from './case-lines.js';
import { type Cause, type CauseCheck, headlineOf, inShort } from './causes.js';
import { differenceInWords, differenceLines, differenceOf } from './difference.js';
import type { Explanation } from './explanation/explanation.js';
import { describeProfile } from './explanation/in-words.js';
import { labelled, labelledWidth, truncate, wrap } from './layout.js';
import { placeOf } from './places.js';
import { visibleText } from './visible-text.js';

/** How the lines of a report are laid out. */
export interface LineStyle {
  readonly columns: number;
  readonly paint: Paint;
}

/** Ids of cases that a cause names. The others are counted. */
const maxNamedCases = 3;
/** Lines of a client's output that a cause shows. */
const maxOutputLines = 8;
/** Examples that a check of a cause shows. */
const maxExamples = 3;

/** The block of one cause: what was expected and what came, the cases, the place in the document, and one command line. */
export function causeLines(cause: Cause, explanation: Explanation | undefined, style: LineStyle): readonly string[] {
  const { columns, paint } = style;
  const [sign, colour] = verdictSigns[cause.outcome];
  const text = (label: string, value: string): readonly string[] =>
    labelled(label, wrap(value, labelledWidth(columns)));
  const ids = cause.results.map(({ case: { id } }) => id);
  const reproduce = cause.results.find((result) => result.reproduce !== undefined)?.reproduce;
  const isExplained = explanation !== undefined && ids.every((id) => explanation.explained.includes(id));
  return [
    paint(colour, truncate(`${sign} ${headlineOf(cause)}`, columns)),
    ...cause.checks.flatMap((check) => checkLines(check, cause, style)),
    ...text(ids.length === 1 ? 'case' : 'cases', nameCases(ids)),
    ...(isExplained ? text('explained', `by ${describeProfile(explanation, ids)}`) : []),
    ...outputLines(cause, style),
    // A line of its own however long, so that it can be copied.
    ...(reproduce === undefined ? [] : ['    once more:', `    ${reproduce}`]),
  ];
}

/** The last lines that the client printed in the first case that has any. */
function outputLines({ results }: Cause, { columns }: LineStyle): readonly string[] {
  const output = results.find(({ evidence }) => evidence?.output)?.evidence?.output ?? {};
  return Object.entries(output).flatMap(([stream, text]) => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const shown = lines.slice(-maxOutputLines).map((line) => truncate(`      ${visibleText(line)}`, columns));
    const part = lines.length > shown.length ? ` (the last ${shown.length} of ${lines.length} lines)` : '';
    return [`    the client's ${stream}${part}:`, ...shown];
  });
}

function checkLines(check: CauseCheck, cause: Cause, style: LineStyle): readonly string[] {
  const { id, title, sources, reading } = check;
  const width = labelledWidth(style.columns);
  const text = (label: string, value: string): readonly string[] => labelled(label, wrap(value, width));
  const isInHeadline = cause.checks.length === 1 && inShort(check) !== undefined;
  return [
    ...text('check', `${id}: ${title}`),
    ...(isInHeadline ? [] : exampleLines(check, style)),
    ...text('document', placeOf(sources)),
    ...(reading ? text('reading', describeReading(reading)) : []),
  ];
}

/** What was expected and what came: once where that is the same in all cases, else in a few of them. */
function exampleLines({ examples, varies }: CauseCheck, { columns, paint }: LineStyle): readonly string[] {
  const width = labelledWidth(columns);
  const text = (label: string, value: string): readonly string[] => labelled(label, wrap(value, width));
  const [first] = examples;
  if (first && examples.length > 1 && examples.every(({ actual }) => actual === first.actual)) {
    const expected = examples.slice(0, maxExamples).map((example) => visibleText(example.expected));
    return [
      ...text('expected', [...expected, ...(examples.length > maxExamples ? ['…'] : [])].join(', ')),
      ...labelled('actual', differenceLines(differenceOf('', first.actual), width, paint).actual),
    ];
  }
  return examples.slice(0, maxExamples).flatMap(({ caseId, expected, actual }) => {
    const difference = differenceOf(expected, actual);
    const lines = differenceLines(difference, width, paint);
    const words = differenceInWords(difference);
    return [
      ...(varies ? text('example', caseId) : []),
      ...labelled('expected', lines.expected),
      ...labelled('actual', lines.actual),
      ...(words === undefined ? [] : text('differs', words)),
    ];
  });
}

function describeReading({ ambiguity, reading }: MatchedReading): string {
  if (reading === undefined) return `none: the document leaves ${ambiguity} open, and no reading has this answer`;
  const entry = ambiguities.find(({ id }) => id === ambiguity);
  const found = entry?.readings.find(({ id }) => id === reading);
  return `the answer fits ${reading} of ${ambiguity}${found ? `: ${found.text}` : ''}`;
}

/** `a, b, c and 4 more`. */
export function nameCases(ids: readonly string[]): string {
  const more = ids.length - maxNamedCases;
  const named = ids.slice(0, maxNamedCases).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}
