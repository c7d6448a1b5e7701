// Generated from the schema of the JSON form of a drift by `npm run generate`.
import type { DriftAspect, DriftClass } from './rules.js';

/** The JSON form of a drift. */
export interface DriftReport {
  /** The version of this format. */
  readonly format: 1;
  /** The version of the kit that compared. */
  readonly kit: string;
  readonly direction: 'server' | 'client';
  readonly baseline: readonly {
    /** The JSON report of the run. */
    readonly file: string;
    /** The version of the kit that ran. */
    readonly kit: string;
    /** The target's address, or the client's command. */
    readonly subject: string;
    /** The name of the profile that the run assumed. */
    readonly profile: string;
    /** ISO 8601. */
    readonly startedAt: string;
    readonly cases: number;
  }[];
  readonly run: {
    /** The JSON report of the run. */
    readonly file: string;
    /** The version of the kit that ran. */
    readonly kit: string;
    /** The target's address, or the client's command. */
    readonly subject: string;
    /** The name of the profile that the run assumed. */
    readonly profile: string;
    /** ISO 8601. */
    readonly startedAt: string;
    readonly cases: number;
  };
  /** Why the comparison may say less than it seems. */
  readonly warnings: readonly string[];
  /** Cases that were compared. */
  readonly compared: number;
  /** Ids of cases that have an answer in the baseline and none in the run. */
  readonly unknown: readonly string[];
  readonly counts: {
    readonly breaking: number;
    readonly additive: number;
    readonly noise: number;
  };
  readonly differences: readonly {
    readonly class: DriftClass;
    /** What differs. */
    readonly aspect: DriftAspect;
    /** The header, key, question or kind; empty where the aspect says it all. */
    readonly place: string;
    /** The earlier value, in words or in quotes. */
    readonly old: string;
    /** The present value. */
    readonly now: string;
    /** Both values, and why the difference has its class. */
    readonly sentence: string;
    /** Ids of the cases; empty for a difference of the whole run. */
    readonly cases: readonly string[];
  }[];
  readonly exit: { readonly code: 0 | 3 | 4; readonly reason: string };
}
