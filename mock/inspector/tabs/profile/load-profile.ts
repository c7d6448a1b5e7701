import type { AdminRequest, AdminResult } from '../../api/admin-types.js';
import { callAdmin } from '../../api/call-admin.js';
import { contract } from '../../state/world.js';

/** A decision of the profile in effect. */
export interface DecisionInEffect {
  readonly path: string;
  readonly value: unknown;
  /** Undefined for a contract from an OpenAPI file, which has no profile. */
  readonly source?: 'documented' | 'assumed' | 'observed';
  readonly profile?: string;
  readonly reason?: string;
  readonly ambiguity: string | undefined;
}

/** A question that the document leaves open. */
export interface ShownAmbiguity {
  readonly id: string;
  readonly section: string;
  readonly row: string;
  readonly question: string;
  readonly default: string;
  readonly why: string;
  readonly undecidable?: string;
  readonly decisions: readonly string[];
  readonly readings: readonly ShownReading[];
  readonly vendorQuestion: { readonly en: string; readonly id: string };
}

/** A possible reading of what the document leaves open. */
export interface ShownReading {
  readonly id: string;
  readonly text: string;
  readonly argument: string;
  readonly values: readonly { readonly path: string; readonly value: unknown }[];
}

/** The decisions in effect, with the register. */
export interface ProfileInEffect {
  /** Undefined for a contract from an OpenAPI file. */
  readonly profile: { readonly name: string; readonly summary: string } | undefined;
  readonly decisions: readonly DecisionInEffect[];
  readonly ambiguities: readonly ShownAmbiguity[];
}

export const profileCall: AdminRequest = { method: 'GET', path: '/profile', ofMock: true };
export const registerCall: AdminRequest = { method: 'GET', path: '/ambiguities', ofMock: true };

/** Loads the decisions in effect: those of the profile, or those that an OpenAPI file carries. */
export async function loadProfileInEffect(): Promise<AdminResult<ProfileInEffect>> {
  const [profile, register] = await Promise.all([
    callAdmin<{ readonly name: string; readonly summary: string; readonly decisions: readonly DecisionInEffect[] }>(
      profileCall,
    ),
    callAdmin<{ readonly ambiguities: readonly ShownAmbiguity[] }>(registerCall),
  ]);
  if (!register.ok) return register;
  const { ambiguities } = register.value;
  if (profile.ok) {
    const { name, summary, decisions } = profile.value;
    return { ...register, value: { profile: { name, summary }, decisions, ambiguities } };
  }
  if (profile.status !== 404) return profile;
  const carried: unknown = contract.value?.['x-decisions'];
  const decisions = ambiguities.flatMap(({ id, decisions: paths }) =>
    paths.map((path) => ({ path, value: valueAt(carried, path), ambiguity: id })),
  );
  return { ...register, value: { profile: undefined, decisions, ambiguities } };
}

/** Whether a reading is in effect: all its values are. Undefined if no decision expresses it. */
export function isInEffect({ values }: ShownReading, decisions: readonly DecisionInEffect[]): boolean | undefined {
  if (values.length === 0) return undefined;
  return values.every(({ path, value }) => {
    const decided = decisions.find((decision) => decision.path === path);
    return decided !== undefined && JSON.stringify(decided.value) === JSON.stringify(value);
  });
}

function valueAt(tree: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((node, name) => Reflect.get(Object(node), name), tree);
}
