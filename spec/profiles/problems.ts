import { createChecker } from '../checking.js';
import { type ProfileDocument, profileSchema } from './schema.js';

// A file that was named by mistake may hold anything.
const checker = createChecker({ ...profileSchema(), 'x-secret': true }, { name: 'the profile' });

/** A profile file's contents, checked: the document, or what is wrong with it in one line. */
export type CheckedDocument = { readonly document: ProfileDocument } | { readonly problem: string };

/**
 * Holds the parsed contents of a profile file against the schema. A problem names the path, the value and what is
 * allowed: `decisions.status.success: "200" is a string; allowed: a whole number from 200 to 599, ...`.
 */
export function checkDocument(value: unknown): CheckedDocument {
  const problem = checker.problem(value);
  return problem === undefined ? { document: value as ProfileDocument } : { problem };
}
