import type { DriftReport } from './drift-types.js';
import type { DriftClass } from './rules.js';
import type { RunFile } from './run-file.js';
import { type ToSay, toSentence } from './sentences.js';

/** A difference, with all cases that have it, as the JSON form has it. */
export type RunDifference = DriftReport['differences'][number];

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
