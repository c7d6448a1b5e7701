import {
  type Decisions,
  decisionAt,
  knownValues,
  nest,
  type PartName,
  type ProfilePath,
  partNames,
  profileContradictions,
  profilePaths,
  withDecisions,
} from '../../spec/index.js';

/** Another value of one decision, and all decisions with it. */
export interface Candidate {
  readonly path: ProfilePath;
  readonly value: unknown;
  /** The part that a candidate for `parts.required` adds or removes. */
  readonly part?: PartName;
  readonly decisions: Decisions;
}

/** Decisions on which answer comes. The others say how an answer looks, or show in no answer. */
export const outcomePaths: readonly ProfilePath[] = profilePaths.filter(
  (path) =>
    path === 'answers.notMatched' ||
    path === 'answers.notLive' ||
    !/^(status|answers|trxNo|charged|ownAnswers)(\.|$)|^wrongMethod\.status$/.test(path),
);

/** Values of decisions that answers suggest, beside those that the register knows. */
export type SuggestedValues = ReadonlyMap<ProfilePath, readonly unknown[]>;

/** Every candidate that changes one decision on the outcome, apart from the order of the rules. */
export function candidatesFor(decisions: Decisions, suggested: SuggestedValues): readonly Candidate[] {
  return outcomePaths.flatMap((path) => candidatesAt(path, decisions, suggested));
}

/** The candidates that change one decision: the register's readings first, then the other allowed values. */
export function candidatesAt(
  path: ProfilePath,
  decisions: Decisions,
  suggested: SuggestedValues,
): readonly Candidate[] {
  if (path === 'order') return [];
  if (path === 'parts.required') return requiredCandidates(decisions);
  const current = decisionAt(decisions, path);
  return [...new Set([...knownValues(path), ...(suggested.get(path) ?? [])])]
    .filter((value) => value !== current)
    .map((value) => ({ path, value, decisions: withValue(decisions, path, value) }))
    .filter((candidate) => profileContradictions(candidate.decisions).length === 0);
}

/** The decisions with another value at a path. */
export function withValue(decisions: Decisions, path: ProfilePath, value: unknown): Decisions {
  return withDecisions(decisions, nest([[path, value]]));
}

/** Each part once more, or once less: a server that requires another one shows it for that part alone. */
function requiredCandidates(decisions: Decisions): readonly Candidate[] {
  const { required } = decisions.parts;
  return textParts.map((part) => {
    const value = required.includes(part) ? required.filter((name) => name !== part) : [...required, part];
    return { path: 'parts.required', value, part, decisions: withValue(decisions, 'parts.required', value) } as const;
  });
}

/** Requires neither `key` nor `tenant_code`: a request without them is then one with wrong credentials. */
export function withoutAccount(decisions: Decisions): Candidate {
  const path = 'parts.required';
  const value = decisions.parts.required.filter((name) => name !== 'key' && name !== 'tenant_code');
  return { path, value, decisions: withValue(decisions, path, value) };
}

/** The parts that a profile may require or not. No result is possible without a picture. */
const textParts: readonly PartName[] = partNames.filter((name) => name !== 'img1' && name !== 'img2');
