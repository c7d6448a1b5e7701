import { createChecker } from '../checking.js';
import { type ProfileDocument, profileSchema } from './schema.js';

// A file that was selected by mistake may contain anything, so messages repeat no values.
const checker = createChecker({ ...profileSchema(), 'x-secret': true }, { name: 'the profile' });

/** The validated contents of a profile file, or its problem in one line. */
export type CheckedDocument = { readonly document: ProfileDocument } | { readonly problem: string };

/**
 * Validates the parsed contents of a profile file against the schema. A problem names the path, the value and what is
 * allowed: `decisions.status.success: "200" is a string; allowed: a whole number from 200 to 599, ...`.
 */
export function checkDocument(value: unknown): CheckedDocument {
  const problem = checker.problem(value);
  return problem === undefined ? { document: value as ProfileDocument } : { problem };
}
