import type { ProfilePath } from '../../../spec/index.js';

/** A profile under which a server answers as this one did. */
export interface Explanation {
  /** The built-in profile. Absent for the profile of the run. */
  readonly profile?: string;
  /** The decisions in which the server differs from that profile. Empty when a built-in one alone explains the answers. */
  readonly decisions: readonly ExplainingDecision[];
  /** Ids of the cases that did not pass and do under this profile. */
  readonly explained: readonly string[];
  /** Ids of the cases that do not pass under this profile either. */
  readonly remaining: readonly string[];
}

/** One decision of an explanation. */
export interface ExplainingDecision {
  readonly path: ProfilePath;
  readonly value: unknown;
  /** Ids of the cases of which it explains something: fewer checks are not passed with it. */
  readonly cases: readonly string[];
}
