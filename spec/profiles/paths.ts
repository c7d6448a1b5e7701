import { type Decisions, documented, type Profile } from '../profile.js';
import type { ProfilePath } from '../register.js';

/** Every path to a decision, in the order in which `documented` lists them. */
export const profilePaths: readonly ProfilePath[] = pathsOf(decisionsOf(documented)) as ProfilePath[];

/** The paths of the leaves of nested decisions, e.g. `pictures.megabyte`. A list is a leaf. */
export function pathsOf(decisions: object, prefix = ''): string[] {
  return Object.entries(decisions).flatMap(([key, value]) =>
    isBranch(value) ? pathsOf(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

/** A profile's decisions, without its name and summary. */
export function decisionsOf({ name: _name, summary: _summary, ...decisions }: Profile): Decisions {
  return decisions;
}

/** The value of one decision, or what stands at that path of a part of the decisions; undefined where nothing does. */
export function decisionAt(decisions: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (isBranch(at) && Object.hasOwn(at, key) ? at[key] : undefined), decisions);
}

/** Decisions with some of them replaced. Lists are replaced as a whole. The changes must be of the decisions' own types. */
export function withDecisions<Base extends object>(base: Base, changes: object): Base {
  const merged: Record<string, unknown> = Object.fromEntries(Object.entries(base));
  for (const [key, change] of Object.entries(changes)) {
    const before = merged[key];
    merged[key] = isBranch(change) && isBranch(before) ? withDecisions(before, change) : change;
  }
  return merged as Base;
}

/** One decision as nested decisions: `pictures.megabyte` becomes `{ pictures: { megabyte: value } }`. */
export function nested(path: string, value: unknown): object {
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
