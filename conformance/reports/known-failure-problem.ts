import type { KnownFailureProblem } from '../known-failures/apply.js';
import { escapeInvisible } from './visible-text.js';

/** An entry of a file of known failures that does not hold, in one line: `known.yaml:7: missing-key, message: expired on ...`. */
export function describeKnownFailureProblem(file: string, entry: KnownFailureProblem): string {
  return escapeInvisible(`${file}:${entry.line}: ${entry.case}, ${entry.check}: ${entry.problem}`).replaceAll(
    '\n',
    ' ',
  );
}
