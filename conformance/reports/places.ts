import { ambiguities, requirements } from '../../spec/index.js';
import type { CheckSource } from '../checks/check.js';
import { groupBy } from './group-by.js';

/** The most ids that one line names. */
const maxNamed = 2;

/**
 * The place in the document that checks come from, with at most two ids, those that most of them have in common: `section 2,
 * Response, Success [success-keys]`. Where the document states nothing, the questions that it leaves open.
 */
export function placeOf(sources: readonly CheckSource[]): string {
  const ids = byFrequency(sources.flatMap((source) => ('requirements' in source ? source.requirements : [])));
  if (ids.length > 0) {
    const named = ids.slice(0, maxNamed);
    return `${[...new Set(named.map(requirementPlace))].join('; ')} [${withRest(named, ids, ', ')}]`;
  }
  const questions = byFrequency(sources.flatMap((source) => ('ambiguity' in source ? [source.ambiguity] : [])));
  return withRest(questions.slice(0, maxNamed).map(describeQuestion), questions, '; ');
}

/** A question of the register with its place. */
function describeQuestion(id: string): string {
  const entry = ambiguities.find((ambiguity) => ambiguity.id === id);
  return entry
    ? `leaves it open: ${entry.question} (section ${entry.section}, ${entry.row}) [${id}]`
    : `leaves it open [${id}]`;
}

function requirementPlace(id: string): string {
  const found = requirements.find((requirement) => requirement.id === id);
  return found ? `section ${found.section}, ${found.row}` : 'the document';
}

function withRest(named: readonly string[], all: readonly string[], separator: string): string {
  return [...named, ...(all.length > named.length ? ['…'] : [])].join(separator);
}

/** Each word once, the most frequent first. */
function byFrequency(words: readonly string[]): readonly string[] {
  return groupBy(words, (word) => word)
    .toSorted((one, other) => other.length - one.length)
    .flatMap(([word]) => word ?? []);
}
