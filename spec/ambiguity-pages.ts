import { pathsGovernedBy } from './decisions/index.js';
import type { Ambiguity, Place } from './register.js';

/** The document's sections in its order, by the headings that it prints. */
export const sectionTitles: Readonly<Record<Place['section'], string>> = {
  cover: 'Cover',
  contents: 'Contents',
  '1': '1. Request Parameter',
  '2': '2. Request & Response',
  '3': '3. Panduan Format File Dan Foto',
  '3.1': '3.1 Foto Selfie (img1)',
  '3.2': '3.2 Foto KTP (img2)',
};

/** The entries of the register by section, in the document's order, without the sections that have none. */
export function bySection(ambiguities: readonly Ambiguity[]): readonly (readonly [Place['section'], Ambiguity[]])[] {
  // Not by the keys of the table: an object lists whole numbers before its other keys.
  const sections: readonly Place['section'][] = ['cover', 'contents', '1', '2', '3', '3.1', '3.2'];
  return sections
    .map((section) => [section, ambiguities.filter((entry) => entry.section === section)] as const)
    .filter(([, entries]) => entries.length > 0);
}

/** The register for a terminal, wrapped at a width. The reading that `documented` takes is marked with a star. */
export function ambiguitiesAsText(ambiguities: readonly Ambiguity[], width = 100): string {
  const wrapped = (text: string, indent: string, first = indent): string => wrap(text, width, indent, first);
  const entry = (ambiguity: Ambiguity): string =>
    [
      `${ambiguity.id}  (${ambiguity.row})`,
      wrapped(ambiguity.question, '  '),
      ...ambiguity.readings.flatMap((reading) => [
        wrapped(`${reading.id}: ${reading.text}`, '      ', reading.id === ambiguity.default ? '    * ' : '    - '),
        wrapped(`For it: ${reading.speaksFor}`, '      '),
      ]),
      wrapped(`Why *: ${ambiguity.why}`, '    '),
      wrapped(decidedBy(ambiguity), '    '),
    ].join('\n');
  return [
    `${ambiguities.length} questions that the document leaves open. The reading with * is what the profile "documented" takes.`,
    ...bySection(ambiguities).flatMap(([section, entries]) => [
      `${sectionTitles[section]}\n${'='.repeat(sectionTitles[section].length)}`,
      ...entries.map(entry),
    ]),
  ].join('\n\n');
}

/** The register as a Markdown page, with the same contents. */
export function ambiguitiesAsMarkdown(ambiguities: readonly Ambiguity[]): string {
  const entry = (ambiguity: Ambiguity): string =>
    [
      `### ${ambiguity.id}`,
      `${ambiguity.question} (${ambiguity.row})`,
      ambiguity.readings
        .map(({ id, text, speaksFor }) => {
          const name = id === ambiguity.default ? `**${id}** (default)` : id;
          return `- ${name}: ${text}\n  *For it:* ${speaksFor}`;
        })
        .join('\n'),
      `*Why the default:* ${ambiguity.why}`,
      decidedBy(ambiguity, '`'),
    ].join('\n\n');
  return [
    '# What the document leaves open',
    `${ambiguities.length} questions, by section. The default is what the profile \`documented\` takes.`,
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
