import type { Decisions } from '../../spec/index.js';
import type { Direction } from '../cases/case.js';
import type { ObservedReading } from '../evidence/readings.js';
import type { CaseResult, Summary } from '../evidence/verdict.js';
import type { KnownFailuresUsed } from '../known-failures/apply.js';
import type { Cause } from './causes.js';
import type { DoubleCharges } from './double-charges.js';
import type { Explanation } from './explanation/explanation.js';

/** The description of a run. Holds no credentials. */
export interface RunInfo {
  readonly direction: Direction;
  /** The target's address, or the client's command. */
  readonly subject: string;
  /** The name of the profile whose readings the run assumes. */
  readonly profile: string;
  /** Every decision of that profile. */
  readonly decisions: Decisions;
  readonly plan: RunPlan;
  readonly startedAt: Date;
  readonly durationMs: number;
  /** Why the run ended before its last case. Absent for a complete run. */
  readonly cutShort?: string;
  /** Remarks that belong to no case, one line each. Absent without any. */
  readonly notes?: readonly string[];
}

/** What a run may send, and what that may cost. */
export interface RunPlan {
  /** The number of cases, skipped ones included. */
  readonly cases: number;
  /** The number of cases that the run sends. */
  readonly sent: number;
  /** The highest number of calls that may be charged. 0 on this machine. */
  readonly mayBeCharged: number;
}

/** A run at its end: all that the reports say. */
export interface RunReport {
  readonly info: RunInfo;
  readonly summary: Summary;
  readonly exit: { readonly code: number; readonly reason: string };
  readonly results: readonly CaseResult[];
  /** What is not passed, by cause. */
  readonly causes: readonly Cause[];
  readonly readings: readonly ObservedReading[];
  /** Absent when the client repeated no charged request, and in a run on a server. */
  readonly doubleCharges?: DoubleCharges;
  /** The file of known failures, and its entries that do not hold. Absent for a run without one. */
  readonly knownFailures?: KnownFailuresUsed;
  /** Absent when everything passed, or nothing explains what did not. */
  readonly explanation?: Explanation;
}
