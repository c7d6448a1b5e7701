import type { DriftAspect, DriftClass } from './rules.js';
import type { RunFile } from './run-file.js';
import { type ToSay, toSentence } from './sentences.js';

/** A difference, with all cases that have it. */
export interface RunDifference {
  readonly class: DriftClass;
  readonly aspect: DriftAspect;
  /** The header, key, question or kind. Empty where the aspect says it all. */
  readonly place: string;
  readonly old: string;
  readonly now: string;
  /** The difference in one sentence, with both values and why it has its class. */
  readonly sentence: string;
  /** Ids of the cases. Empty for a difference of the whole run. */
  readonly cases: readonly string[];
}

/** A run compared with its baseline. */
export interface Drift {
  readonly baseline: readonly RunFile[];
  readonly run: RunFile;
  /** Why the comparison may say less than it seems, one line each. */
  readonly warnings: readonly string[];
  /** The number of cases that were compared. */
  readonly compared: number;
  /** Ids of cases of the new run that have no answer, and have one in the baseline. */
  readonly unknown: readonly string[];
  /** Breaking ones first. */
  readonly differences: readonly RunDifference[];
  readonly counts: Readonly<Record<DriftClass, number>>;
  readonly exit: { readonly code: number; readonly reason: string };
}

/** Creates a difference with its sentence. */
export function createDifference(toSay: ToSay): RunDifference {
  const { class: driftClass, aspect, place, old, now, cases } = toSay;
  return { class: driftClass, aspect, place, old, now, sentence: toSentence(toSay), cases };
}

/** Whether a drift is more than noise. */
export function hasDrift({ counts }: Pick<Drift, 'counts'>): boolean {
  return counts.breaking + counts.additive > 0;
}
