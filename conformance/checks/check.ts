import type { ResponseKind } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';

/** Where a check comes from: requirements that it tests, or the ambiguity whose reading it observes. */
export type CheckSource = { readonly requirements: readonly string[] } | { readonly ambiguity: string };

/** A source that is the same for all cases, or goes by the case and the kind of its answer. */
export type CheckSourceRule = CheckSource | ((testCase: TestCase, kind: ResponseKind) => CheckSource);

/** What a check found. */
export type CheckOutcome =
  /** With a note where a person should know how it passed. */
  | { readonly outcome: 'passed'; readonly note?: string }
  /** It does not apply to this answer. */
  | { readonly outcome: 'not-applicable' }
  /** The document settles it, and it is otherwise. */
  | { readonly outcome: 'failed'; readonly expected: string; readonly actual: string }
  /** The document leaves it open, and it is not what the profile assumes. */
  | { readonly outcome: 'inconclusive'; readonly expected: string; readonly actual: string };

/** What an answer shows of one ambiguity, in the words that the register's readings list under `observed`. */
export interface Observation {
  readonly ambiguity: string;
  readonly value: string;
}

/** One judged fact. Its id is the same whether it passes or fails. */
export interface Check<Context> {
  /** Stable, kebab-case. */
  readonly id: string;
  /** What holds when it passes, as a sentence. */
  readonly title: string;
  readonly source: CheckSourceRule;
  /** Ambiguities that it observes beside its source. */
  readonly probes?: readonly string[];
  /** What the answer shows of them and of the source's, in the words of the register; nothing where it shows nothing. */
  readonly observe?: (context: Context) => readonly Observation[];
  /** The kinds of answer that it speaks of; all of them where absent. */
  readonly kinds?: readonly ResponseKind[];
  readonly judge: (context: Context) => CheckOutcome;
}

/** A check with what it found: what reports show. */
export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly source: CheckSource;
  readonly outcome: Exclude<CheckOutcome['outcome'], 'not-applicable'>;
  readonly expected?: string;
  readonly actual?: string;
  /** How it passed, where a person should know. */
  readonly note?: string;
  /** What the answer showed of ambiguities, whether the check passed or not. */
  readonly observed?: readonly Observation[];
}

/** Asks every check that speaks of a kind, and leaves out those that do not apply. */
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

/** Where a check comes from in a case whose answer is of this kind. */
export function sourceFor(source: CheckSourceRule, testCase: TestCase, kind: ResponseKind): CheckSource {
  return typeof source === 'function' ? source(testCase, kind) : source;
}

export const passed: CheckOutcome = { outcome: 'passed' };
export const notApplicable: CheckOutcome = { outcome: 'not-applicable' };

/** A failure with what was expected and what was got. */
export function failed(expected: string, actual: string): CheckOutcome {
  return { outcome: 'failed', expected, actual };
}

/** A reading other than the profile's, of something that the document leaves open. */
export function inconclusive(expected: string, actual: string): CheckOutcome {
  return { outcome: 'inconclusive', expected, actual };
}

/** Passed when two values are equal, else failed with both shown. */
export function equal(expected: unknown, actual: unknown): CheckOutcome {
  return Object.is(expected, actual) ? passed : failed(formatValue(expected), formatValue(actual));
}

/** A value as reports show it: JSON, and a word for what is not there. */
export function formatValue(value: unknown): string {
  return value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value)).slice(0, 500);
}
