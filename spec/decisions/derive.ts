import type { PlainSchema } from '../schema-words.js';
import type { Decisions } from './decision-types.js';
import { allowedWords, type Decision } from './entry.js';
import { nest } from './paths.js';
import { decisions } from './table.js';

/** A dotted path to one decision of a profile, e.g. `pictures.megabyte`. */
export type ProfilePath = keyof typeof decisions;

/** Every path to a decision, in the order of the table. */
export const profilePaths = Object.keys(decisions) as readonly ProfilePath[];

/** The default of every decision. */
export const defaultDecisions = nest(profilePaths.map((path) => [path, decisions[path].default])) as Decisions;

/** Returns the decisions that an ambiguity governs. */
export function pathsGovernedBy(ambiguityId: string): readonly ProfilePath[] {
  return profilePaths.filter((path) => decisions[path].ambiguity === ambiguityId);
}

/**
 * Returns the JSON Schema of the nested decisions. With `isWhole` every decision is required, otherwise each is optional.
 * `describe` returns keywords to add to a decision's own schema.
 */
export function decisionsSchema(
  isWhole: boolean,
  describe: (path: ProfilePath) => PlainSchema = () => ({}),
): PlainSchema {
  const leaves = profilePaths.map((path): readonly [string, PlainSchema] => {
    const entry: Decision = decisions[path];
    return [path, { ...describe(path), ...entry.schema, 'x-allowed': allowedWords(entry) }];
  });
  return closed(nest(leaves), new Set(leaves.map(([, leaf]) => leaf)), isWhole);
}

function closed(branch: object, leaves: ReadonlySet<object>, isWhole: boolean): PlainSchema {
  const properties = Object.entries(branch).map(([key, below]: [string, PlainSchema]): [string, PlainSchema] => [
    key,
    leaves.has(below) ? below : closed(below, leaves, isWhole),
  ]);
  return {
    type: 'object',
    ...(isWhole ? { required: properties.map(([key]) => key) } : {}),
    properties: Object.fromEntries(properties),
    additionalProperties: false,
    'x-allowed': 'a mapping',
  };
}
