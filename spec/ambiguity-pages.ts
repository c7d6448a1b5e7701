import { pathsGovernedBy } from './decisions/index.js';
import type { Ambiguity, Place } from './register.js';

/** The titles of the document's sections, in its order and as it prints them. */
export const sectionTitles: Readonly<Record<Place['section'], string>> = {
  cover: 'Cover',
  contents: 'Contents',
  '1': '1. Request Parameter',
  '2': '2. Request & Response',
  '3': '3. Panduan Format File Dan Foto',
  '3.1': '3.1 Foto Selfie (img1)',
  '3.2': '3.2 Foto KTP (img2)',
};

/** Groups the register's entries by section, in the document's order. Sections without entries are left out. */
export function bySection(ambiguities: readonly Ambiguity[]): readonly (readonly [Place['section'], Ambiguity[]])[] {
  // The table's keys would not do: an object lists integer keys first.
  const sections: readonly Place['section'][] = ['cover', 'contents', '1', '2', '3', '3.1', '3.2'];
  return sections
    .map((section) => [section, ambiguities.filter((entry) => entry.section === section)] as const)
    .filter(([, entries]) => entries.length > 0);
}

/** Formats the register for a terminal, wrapped at `width` characters. A star marks the reading of the profile `documented`. */
export function ambiguitiesAsText(ambiguities: readonly Ambiguity[], width = 100): string {
  const wrapText = (text: string, indent: string, first = indent): string => wrap(text, width, indent, first);
  const entry = (ambiguity: Ambiguity): string =>
    [
      `${ambiguity.id}  (${ambiguity.row})`,
      wrapText(ambiguity.question, '  '),
      ...ambiguity.readings.flatMap((reading) => [
        wrapText(`${reading.id}: ${reading.text}`, '      ', reading.id === ambiguity.default ? '    * ' : '    - '),
        wrapText(`Argument: ${reading.argument}`, '      '),
      ]),
      wrapText(`Why *: ${ambiguity.why}`, '    '),
      wrapText(decidedBy(ambiguity), '    '),
    ].join('\n');
  return [
    `${ambiguities.length} questions that the document leaves open. A star marks the reading that the profile "documented" uses.`,
    ...bySection(ambiguities).flatMap(([section, entries]) => [
      `${sectionTitles[section]}\n${'='.repeat(sectionTitles[section].length)}`,
      ...entries.map(entry),
    ]),
  ].join('\n\n');
}

/** Formats the register as a Markdown page with the same contents. */
export function ambiguitiesAsMarkdown(ambiguities: readonly Ambiguity[]): string {
  const entry = (ambiguity: Ambiguity): string =>
    [
      `### ${ambiguity.id}`,
      `${ambiguity.question} (${ambiguity.row})`,
      ambiguity.readings
        .map(({ id, text, argument: speaksFor }) => {
          const name = id === ambiguity.default ? `**${id}** (default)` : id;
          return `- ${name}: ${text}\n  *Argument:* ${speaksFor}`;
        })
        .join('\n'),
      `*Why the default:* ${ambiguity.why}`,
      decidedBy(ambiguity, '`'),
    ].join('\n\n');
  return [
    '# What the document leaves open',
    `${ambiguities.length} questions, by section. The default is the reading that the profile \`documented\` uses.`,
    ...bySection(ambiguities).flatMap(([section, entries]) => [`## ${sectionTitles[section]}`, ...entries.map(entry)]),
  ].join('\n\n');
}

function decidedBy({ id, undecidable }: Ambiguity, quote = ''): string {
  const paths = pathsGovernedBy(id);
  return paths.length > 0
    ? `Decided by: ${paths.map((path) => `${quote}${path}${quote}`).join(', ')}`
    : `No profile decides it: ${undecidable}`;
}

function wrap(text: string, width: number, indent: string, first: string): string {
  const lines = [first];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    const fits = last.length + word.length < width || last.trim() === '';
    if (fits) lines[lines.length - 1] = last === first || last === indent ? `${last}${word}` : `${last} ${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines.join('\n');
}
