import type { ResponseKind } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';

/** The source of a check: the requirements that it tests, or the ambiguity whose reading it observes. */
export type CheckSource = { readonly requirements: readonly string[] } | { readonly ambiguity: string };

/** A source that is the same for all cases, or depends on the case and the kind of its answer. */
export type CheckSourceRule = CheckSource | ((testCase: TestCase, kind: ResponseKind) => CheckSource);

/** The outcome of a check. */
export type CheckOutcome =
  /** The note tells the reader how the check passed, when that matters. */
  | { readonly outcome: 'passed'; readonly note?: string }
  /** The check does not apply to this answer. */
  | { readonly outcome: 'not-applicable' }
  /** The document settles the point, and the answer differs. */
  | { readonly outcome: 'failed'; readonly expected: string; readonly actual: string }
  /**
   * The document leaves the point open, and the answer differs from what the profile assumes. Without `reading`, the case
   * did not show what the check judges.
   */
  | {
      readonly outcome: 'inconclusive';
      readonly expected: string;
      readonly actual: string;
      readonly reading?: MatchedReading;
    };

/** The open question that excuses an answer, and the reading of the register under which the answer is right. */
export interface MatchedReading {
  readonly ambiguity: string;
  /** Absent for an answer that no reading describes, where the document says nothing of the point. */
  readonly reading?: string;
}

/** What an answer shows of one ambiguity. The readings of the register list the possible values under `observed`. */
export interface Observation {
  readonly ambiguity: string;
  readonly value: string;
  /** The readings, of any ambiguity, that explain an answer of another kind than the demanded one. Absent for other values. */
  readonly explainedBy?: readonly Required<MatchedReading>[];
}

/** One judged fact. Its id is the same whether it passes or fails. */
export interface Check<Context> {
  /** Stable, in kebab-case. */
  readonly id: string;
  /** The statement that holds when the check passes. */
  readonly title: string;
  readonly source: CheckSourceRule;
  /** Further ambiguities that the check observes. */
  readonly probes?: readonly string[];
  /** Returns what the answer shows of the ambiguities. Empty when it shows nothing. */
  readonly observe?: (context: Context) => readonly Observation[];
  /** The kinds of answer that the check applies to. Default: all kinds. */
  readonly kinds?: readonly ResponseKind[];
  readonly judge: (context: Context) => CheckOutcome;
}

/** Why a failure is accepted for a time, and who is responsible for its end. */
export interface AcceptedFailure {
  readonly owner: string;
  readonly reason: string;
  /** The last day on which it is accepted, as YYYY-MM-DD in UTC. */
  readonly expires: string;
}

/** The result of a check, as reports show it. */
export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly source: CheckSource;
  readonly outcome: Exclude<CheckOutcome['outcome'], 'not-applicable'>;
  readonly expected?: string;
  readonly actual?: string;
  /** The open question that excuses an inconclusive answer. */
  readonly reading?: MatchedReading;
  /** Set for a check that is not passed and that the file of known failures accepts. */
  readonly known?: AcceptedFailure;
  /** How the check passed, when the reader needs to know. */
  readonly note?: string;
  /** What the answer shows of ambiguities, whatever the outcome. */
  readonly observed?: readonly Observation[];
}

/** Runs every check for the kind. The result omits checks that do not apply. */
export function runChecks<Context extends { readonly case: TestCase }>(
  checks: readonly Check<Context>[],
  context: Context,
  kind: ResponseKind,
): readonly CheckResult[] {
  return checks.flatMap(({ id, title, source, kinds, judge, observe }): CheckResult[] => {
    if (kinds && !kinds.includes(kind)) return [];
    const outcome = judge(context);
    if (outcome.outcome === 'not-applicable') return [];
    const observed = observe?.(context) ?? [];
    return [
      {
        id,
        title,
        source: sourceFor(source, context.case, kind),
        ...outcome,
        ...(observed.length === 0 ? {} : { observed }),
      },
    ];
  });
}

/** Returns the source of a check for a case whose answer has this kind. */
export function sourceFor(source: CheckSourceRule, testCase: TestCase, kind: ResponseKind): CheckSource {
  return typeof source === 'function' ? source(testCase, kind) : source;
}

export const passed: CheckOutcome = { outcome: 'passed' };
export const notApplicable: CheckOutcome = { outcome: 'not-applicable' };

/** Creates a failure. */
export function failed(expected: string, actual: string): CheckOutcome {
  return { outcome: 'failed', expected, actual };
}

/** Creates the outcome for an answer that an open question excuses. */
export function inconclusive(expected: string, actual: string, reading: MatchedReading): CheckOutcome {
  return { outcome: 'inconclusive', expected, actual, reading };
}

/** Creates the outcome where the case did not show what the check judges. */
export function unjudged(expected: string, actual: string): CheckOutcome {
  return { outcome: 'inconclusive', expected, actual };
}

/** The outcome for an answer that differs from the contract: failed, unless a reading of the register excuses it. */
export function deviation(expected: unknown, actual: unknown, reading: MatchedReading | undefined): CheckOutcome {
  const [wanted, got] = [formatValue(expected), formatValue(actual)];
  return reading ? inconclusive(wanted, got, reading) : failed(wanted, got);
}

/** Passes when the two values are equal. */
export function equal(expected: unknown, actual: unknown): CheckOutcome {
  return Object.is(expected, actual) ? passed : failed(formatValue(expected), formatValue(actual));
}

/** Formats a value for reports: JSON, or `nothing` when the value is absent. */
export function formatValue(value: unknown): string {
  // A text of megabytes is cut first: a body is formatted once for each reading.
  const cut = (_: string, part: unknown): unknown => (typeof part === 'string' ? part.slice(0, 500) : part);
  return value === undefined ? 'nothing' : (JSON.stringify(value, cut) ?? String(value)).slice(0, 500);
}
