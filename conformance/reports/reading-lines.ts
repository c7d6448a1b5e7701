import type { ObservedReading } from '../evidence/readings.js';
import type { LineStyle } from './cause-lines.js';
import { groupBy } from './group-by.js';
import { truncate, wrap } from './layout.js';
import { escapeInvisible } from './visible-text.js';

/** The most columns that the id of a question takes. */
const maxIdWidth = 28;

/**
 * What the answers show of each open question. Those that differ from what the profile assumes come first, one line each,
 * with a star and the question that they answer. The others are a list: the profile says what they are. Questions that the
 * answers do not settle stand under the reason.
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
    ...(others.length === 0 ? [] : wrap(asAssumed(others), columns - 6)).map(
      (text, at) => `${at === 0 ? '    ' : '      '}${text}`,
    ),
    ...notKnown.flatMap((group) =>
      wrap(`not known: ${group[0]?.unknown}: ${group.map(({ ambiguity }) => ambiguity).join(', ')}`, columns - 6).map(
        (text, at) => `${at === 0 ? '    ' : '      '}${text}`,
      ),
    ),
    '"eendigo-kit ambiguities" has every question and its readings.',
  ];
}

/** The questions that are answered as the profile assumes. Where other readings fit too, the list says so. */
function asAssumed(readings: readonly ObservedReading[]): string {
  const names = readings.map(({ ambiguity, readings: { length } }) =>
    length > 1 ? `${ambiguity} (or another)` : ambiguity,
  );
  return `as the profile assumes: ${names.join(', ')}`;
}
