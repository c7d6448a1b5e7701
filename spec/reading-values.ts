import { ambiguities } from './ambiguities/index.js';
import { decisions, nest, type ProfilePath, pathsGovernedBy, withDecisions } from './decisions/index.js';
import type { Reading } from './register.js';
import type { PlainSchema } from './schema-words.js';

/**
 * Returns the value of a decision under a reading of its ambiguity. Undefined where the reading names none. A reading
 * holds the value itself where its ambiguity governs one decision, otherwise the values by path.
 */
export function valueUnder(path: ProfilePath, { value }: Reading): unknown {
  const isAlone = pathsGovernedBy(decisions[path].ambiguity).length === 1;
  return isAlone || value === undefined ? value : Reflect.get(Object(value), path);
}

/** Returns decisions, or a profile, that follow a reading of an ambiguity in everything that the ambiguity governs. */
export function withReading<Base extends object>(base: Base, ambiguityId: string, reading: Reading): Base {
  return withDecisions(base, nest(pathsGovernedBy(ambiguityId).map((path) => [path, valueUnder(path, reading)])));
}

/**
 * Returns the known values of a decision, its default included: those of its list, or a yes and no, and those of the
 * register's readings. A text or a number may have further values.
 */
export function knownValues(path: ProfilePath): readonly unknown[] {
  const { schema, default: preset, ambiguity } = decisions[path];
  const { enum: listed, type }: PlainSchema = schema;
  const readings = ambiguities.find(({ id }) => id === ambiguity)?.readings ?? [];
  const read = readings.map((reading) => valueUnder(path, reading)).filter((value) => value !== undefined);
  const values = [preset, ...read, ...(Array.isArray(listed) ? listed : type === 'boolean' ? [true, false] : [])];
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
