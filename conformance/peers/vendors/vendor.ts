import type { ProfilePath } from '../../../spec/index.js';
import type { DriftAspect } from '../../drift/rules.js';
import type { ReferenceServer } from '../reference/server.js';

/** Values of decisions, by path. */
export type DecidedValues = Readonly<Partial<Record<ProfilePath, unknown>>>;

/** A habit that no profile can express, and where it shows. */
export interface Inexpressible {
  /** Completes "a server that ...". */
  readonly habit: string;
  /** The checks that fail under the vendor's own profile. */
  readonly checks?: readonly string[];
  /** The cases whose answers no decision explains. */
  readonly unexplained?: readonly string[];
  /** The differences between the vendor and the mock under that profile, by aspect and place, e.g. `header www-authenticate`. */
  readonly drift?: readonly (DriftAspect | `${DriftAspect} ${string}`)[];
}

/** A server with habits of its own that the document does not mention, each of them in every answer. */
export interface Vendor {
  /** Names its style, in kebab-case. */
  readonly id: string;
  /** Starts it on a free port of 127.0.0.1. */
  readonly start: () => Promise<ReferenceServer>;
  /** What it decides otherwise than `documented` and its answers show. */
  readonly shows: DecidedValues;
  /** What it decides otherwise and no answer shows. */
  readonly hides?: DecidedValues;
  /** Decisions that its answers leave open, beside those that no case can show. */
  readonly leavesOpen?: readonly ProfilePath[];
  /** Every check that fails when the run assumes `documented`. */
  readonly fails: readonly string[];
  readonly inexpressible?: readonly Inexpressible[];
}
