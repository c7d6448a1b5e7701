import { type Contract, nearest } from '../../spec/index.js';
import { shownWord } from '../privacy/shown-word.js';

/** Describes the first unknown scenario name, in one line; undefined if all are known. */
export function scenarioProblem({ scenarios }: Contract, names: readonly string[]): string | undefined {
  const unknown = names.find((name) => !scenarios.has(name));
  if (unknown === undefined) return undefined;
  const known = [...scenarios.keys()];
  const meant = nearest(unknown, known);
  // First, because a line of the log ends after 80 columns.
  const suggestion = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  return `unknown scenario ${shownWord(unknown, known)}${suggestion}; use one of ${known.join(', ')}`;
}
