import type { ObservedReading } from '../evidence/readings.js';
import type { LineStyle } from './cause-lines.js';
import { groupBy } from './group-by.js';
import { truncate, wrap } from './layout.js';
import { escapeInvisible } from './visible-text.js';

/** The most columns that the id of a question takes. */
const maxIdWidth = 28;

/**
 * What the answers show of each open question, one line each. Those that differ from what the profile assumes come first, with a
 * star, and the question that they answer. Questions that the answers do not settle stand under the reason.
 */
export function readingLines(readings: readonly ObservedReading[], { columns, paint }: LineStyle): readonly string[] {
  if (readings.length === 0) return [];
  const isDifferent = ({ matchesProfile, unknown }: ObservedReading): boolean =>
    unknown === undefined && !matchesProfile;
  const different = readings.filter(isDifferent);
  const others = readings.filter(({ unknown, matchesProfile }) => unknown === undefined && matchesProfile);
  const notKnown = groupBy(
    readings.filter(({ unknown }) => unknown !== undefined),
    ({ unknown = '' }) => unknown,
  );
  const width = Math.min(maxIdWidth, Math.max(...readings.map(({ ambiguity }) => ambiguity.length)));
  const line = (reading: ObservedReading, sign: string): string =>
    truncate(
      `  ${sign} ${truncate(reading.ambiguity, width).padEnd(width)}  ${escapeInvisible(reading.description).replaceAll('\n', ' ')}`,
      columns,
    );
  return [
    ...wrap("What the answers show of the document's open questions (* is not as assumed):", columns),
    ...different.flatMap((reading) => [
      paint('yellow', line(reading, '*')),
      // An answer outside of the register says nothing to the question.
      ...(reading.readings.length === 0 ? [] : wrap(reading.question, columns - width - 6)).map(
        (text) => `${' '.repeat(width + 6)}${text}`,
      ),
    ]),
    ...others.map((reading) => line(reading, ' ')),
    ...notKnown.flatMap((group) =>
      wrap(`not known: ${group[0]?.unknown}: ${group.map(({ ambiguity }) => ambiguity).join(', ')}`, columns - 6).map(
        (text, at) => `${at === 0 ? '    ' : '      '}${text}`,
      ),
    ),
    '"eendigo-kit ambiguities" has every question and its readings.',
  ];
}
