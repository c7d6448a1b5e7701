import { basename } from 'node:path';
import {
  builtInNames,
  builtInProfile,
  KitError,
  nest,
  type ProfileDocument,
  type Provenance,
  toYaml,
} from '../../spec/index.js';
import type { Contradiction, Finding } from './findings.js';
import { casesInWords } from './in-words.js';
import { documentedValue, type Learned } from './learn.js';
import { lastDayOf, runNamesOf } from './read-runs.js';

/** The longest note of a provenance, in characters, as the schema of profile files has it. */
const longestNote = 1000;

/**
 * Makes a profile of what was learned. It decides everything: the observed decisions with date and count, and all others as
 * documented, with the reason why they are not observed.
 */
export function createProfileDocument(
  name: string,
  { observed, contradictions, unobserved }: Learned,
  subjects: readonly string[],
): ProfileDocument {
  const contradicted = contradictions.filter(({ path }) => !observed.some((finding) => finding.path === path));
  const entries: readonly (readonly [path: Finding['path'], value: unknown, provenance: Provenance])[] = [
    ...observed.map((finding) => [finding.path, finding.value, observedProvenance(finding)] as const),
    ...[...new Map(contradicted.map((entry) => [entry.path, entry])).values()].map(
      (entry) => [entry.path, documentedValue(entry.path), unchanged(entry.path, inOneLine(entry))] as const,
    ),
    ...unobserved.map(
      ({ path, reason }) => [path, documentedValue(path), unchanged(path, `not observed: ${reason}`)] as const,
    ),
  ];
  const summary = `What ${subjects.join(' and ')} did: ${observed.length} decisions observed, ${entries.length - observed.length} as documented.`;
  return {
    name,
    summary: summary.length > 500 ? `${summary.slice(0, 499)}…` : summary,
    extends: 'documented',
    decisions: nest(entries.map(([path, value]) => [path, value])) as NonNullable<ProfileDocument['decisions']>,
    provenance: Object.fromEntries(entries.map(([path, , provenance]) => [path, provenance])),
  };
}

/** Formats a profile as YAML or JSON, by the ending of the file. */
export function formatProfile(document: ProfileDocument, file: string): string {
  return file.toLowerCase().endsWith('.json') ? `${JSON.stringify(document, null, 2)}\n` : toYaml(document);
}

/**
 * The name of the profile in a file: the file's own name without its endings.
 *
 * @throws KitError `usage` where that is no name for a profile, or no file that the kit reads as one
 */
export function profileNameOf(file: string): string {
  if (!/\.(json|ya?ml)$/i.test(file))
    throw new KitError('usage', `-o ${file}: a profile file ends in .json, .yaml or .yml; give such a name`);
  const name = basename(file).replace(/(\.profile)?\.\w+$/i, '');
  if (!/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,59}$/.test(name) || builtInNames.includes(name))
    throw new KitError(
      'usage',
      `-o ${file}: ${JSON.stringify(name)} cannot be the name of a profile; give the file another name, e.g. uat.profile.yaml`,
    );
  return name;
}

function observedProvenance({ answers, note }: Finding): Provenance {
  const from = `${casesInWords(answers)} in ${runNamesOf(answers).join(', ')}`;
  return {
    source: 'observed',
    date: lastDayOf(answers),
    count: answers.length,
    note: cut(note === undefined ? from : `${note}; ${from}`),
  };
}

/** The provenance of the documented value, with the reason why it stays. */
function unchanged(path: Finding['path'], reason: string): Provenance {
  const { source } = builtInProfile('documented').origins[path];
  return { source: source === 'documented' ? source : 'assumed', note: cut(reason) };
}

function inOneLine({ says }: Contradiction): string {
  return `contradictory: ${says.map(({ value, answers }) => `${value} (${casesInWords(answers)})`).join(', ')}`;
}

function cut(note: string): string {
  return note.length > longestNote ? `${note.slice(0, longestNote - 1)}…` : note;
}
