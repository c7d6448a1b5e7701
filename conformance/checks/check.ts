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
  /** The document leaves the point open, and the answer differs from what the profile assumes. */
  | { readonly outcome: 'inconclusive'; readonly expected: string; readonly actual: string };

/** What an answer shows of one ambiguity. The readings of the register list the possible values under `observed`. */
export interface Observation {
  readonly ambiguity: string;
  readonly value: string;
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

/** The result of a check, as reports show it. */
export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly source: CheckSource;
  readonly outcome: Exclude<CheckOutcome['outcome'], 'not-applicable'>;
  readonly expected?: string;
  readonly actual?: string;
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

/** Creates the outcome for a point that the document leaves open and that differs from the profile. */
export function inconclusive(expected: string, actual: string): CheckOutcome {
  return { outcome: 'inconclusive', expected, actual };
}

/** Passes when the two values are equal. */
export function equal(expected: unknown, actual: unknown): CheckOutcome {
  return Object.is(expected, actual) ? passed : failed(formatValue(expected), formatValue(actual));
}

/** Formats a value for reports: JSON, or `nothing` when the value is absent. */
export function formatValue(value: unknown): string {
  return value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value)).slice(0, 500);
}
