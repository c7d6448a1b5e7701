import {
  createChecker,
  decisionAt,
  decisions as decisionTable,
  knownValues,
  nest,
  type Profile,
  type ProfilePath,
  profileContradictions,
  profilePaths,
  withDecisions,
} from '../../../spec/index.js';
import type { CaseResult } from '../../evidence/verdict.js';
import { escapeInvisible } from '../visible-text.js';
import { observedValues } from './observed-values.js';

/** A profile that differs in one decision from another one. */
export interface FlippedProfile {
  readonly path: ProfilePath;
  readonly value: unknown;
  readonly profile: Profile;
}

/** The possible values of each decision: those of its list, those of the register's readings, and those that the answers show. */
export function possibleValues(results: readonly CaseResult[]): ReadonlyMap<ProfilePath, readonly unknown[]> {
  const observed = observedValues(results);
  return new Map(
    profilePaths.map((path) => {
      const { schema } = decisionTable[path];
      const values = [...knownValues(path), ...(observed.get(path) ?? [])];
      const { problems } = createChecker(schema, { name: path });
      const distinct = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
      return [path, distinct.filter((value) => problems(value).length === 0 && isReadable(value))];
    }),
  );
}

/** Whether a value can be printed, and be copied from a terminal. A server's text may hold anything. */
function isReadable(value: unknown): boolean {
  return typeof value !== 'string' || (escapeInvisible(value) === value && !value.includes('\n'));
}

/** Every profile that differs from a profile in one decision, and does not contradict itself. */
export function flipsOf(
  profile: Profile,
  values: ReadonlyMap<ProfilePath, readonly unknown[]>,
): readonly FlippedProfile[] {
  return [...values].flatMap(([path, allowed]) => {
    const current = JSON.stringify(decisionAt(profile, path));
    return allowed
      .filter((value) => JSON.stringify(value) !== current)
      .map((value) => ({ path, value, profile: withDecisions(profile, nest([[path, value]])) }))
      .filter((flip) => profileContradictions(flip.profile).length === 0);
  });
}
