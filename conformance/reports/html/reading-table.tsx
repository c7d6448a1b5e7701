import type { JSX } from 'preact';
import { ambiguities } from '../../../spec/index.js';
import type { ObservedReading } from '../../evidence/readings.js';
import { escapeInvisible } from '../visible-text.js';
import { Prose, ScrollingTable } from './parts.js';
import { reportSections } from './section-links.js';

/** The questions that the document leaves open, with what the answers show of each. */
export function ReadingTable({ readings }: { readonly readings: readonly ObservedReading[] }): JSX.Element | null {
  if (readings.length === 0) return null;
  const ordered = readings.toSorted((one, other) => rankOf(one) - rankOf(other));
  return (
    <section>
      <h2 id="questions">{reportSections.questions}</h2>
      <ScrollingTable label="Open questions" columns={['question', 'as assumed', 'reading', 'observed']}>
        {ordered.map((entry) => (
          <tr key={entry.ambiguity}>
            <td>
              <code>{entry.ambiguity}</code>
              <br />
              <Prose text={entry.question} />
            </td>
            <td>{assumedInWords(entry)}</td>
            <td>
              {escapeInvisible(readingInWords(entry))}
              {readingTexts(entry).map((text) => (
                <p key={text} class="soft">
                  <Prose text={text} />
                </p>
              ))}
            </td>
            <td>{escapeInvisible(entry.observed.join(', '))}</td>
          </tr>
        ))}
      </ScrollingTable>
    </section>
  );
}

/** What differs from the profile comes first, what is not known last. */
function rankOf({ matchesProfile, unknown }: ObservedReading): number {
  if (unknown !== undefined) return 2;
  return matchesProfile ? 1 : 0;
}

/** The reading, without the observed values that stand beside it. */
function readingInWords({ description, readings, unknown }: ObservedReading): string {
  return readings.length === 0 && unknown === undefined ? 'something else' : description;
}

function readingTexts({ ambiguity, readings }: ObservedReading): readonly string[] {
  const entry = ambiguities.find(({ id }) => id === ambiguity);
  return (entry?.readings ?? []).filter(({ id }) => readings.includes(id)).map(({ text }) => text);
}

function assumedInWords({ matchesProfile, unknown }: ObservedReading): JSX.Element {
  if (unknown !== undefined) return <span class="soft">not known</span>;
  return matchesProfile ? <span class="passed">yes</span> : <strong class="inconclusive">no</strong>;
}
