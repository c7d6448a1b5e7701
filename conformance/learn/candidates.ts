import {
  ambiguities,
  type Decisions,
  decisionAt,
  decisions as decisionTable,
  nest,
  type PartName,
  type PlainSchema,
  type ProfilePath,
  pathsGovernedBy,
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
    !/^(status|answers|trxNo|charged)(\.|$)|^wrongMethod\.status$/.test(path),
);

/** Every candidate that changes one decision on the outcome, apart from the order of the rules. */
export function candidatesFor(decisions: Decisions): readonly Candidate[] {
  return outcomePaths.flatMap((path) => candidatesAt(path, decisions));
}

/** The candidates that change one decision: the register's readings first, then the other allowed values. */
export function candidatesAt(path: ProfilePath, decisions: Decisions): readonly Candidate[] {
  if (path === 'order') return [];
  if (path === 'parts.required') return requiredCandidates(decisions);
  const current = decisionAt(decisions, path);
  return valuesOf(path)
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

/** The parts that a profile may require or not. No result is possible without a picture. */
const textParts: readonly PartName[] = [
  'key',
  'tenant_code',
  'refNumber',
  'source',
  'loginId',
  'nik',
  'officeCode',
  'officeName',
  'question',
];

/** The values of a decision that has a list of them, or a yes and no: the default, those of the readings, the others. */
function valuesOf(path: ProfilePath): readonly unknown[] {
  const { schema, default: preset, ambiguity } = decisionTable[path];
  const { enum: values, type }: PlainSchema = schema;
  const listed = Array.isArray(values) ? values : type === 'boolean' ? [true, false] : [];
  const isAlone = pathsGovernedBy(ambiguity).length === 1;
  const readings = ambiguities.find(({ id }) => id === ambiguity)?.readings ?? [];
  const read = readings.map(({ value }): unknown => (isAlone ? value : Reflect.get(Object(value), path)));
  return [...new Set([preset, ...read.filter((value) => listed.includes(value)), ...listed])];
}
