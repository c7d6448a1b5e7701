// Generated from the schemas of this room by `npm run generate`.
import type { ResponseKind, RuleName, RuleOutcome } from '../../spec/index.js';
import type { FaultName } from '../faults/index.js';
import type { ScenarioName } from './choices.js';
import type { SelectedBy } from './journal-types.js';
import type { SniffedType } from './sniffed-type.js';

/** Conditions on a text, which must meet all of them. */
export interface TextConditions {
  readonly equals?: string;
  readonly startsWith?: string;
  readonly endsWith?: string;
  readonly includes?: string;
}

/**
 * A condition on a text: an exact value, or all of these. Regular expressions are not supported, because one from
 * the network could block the mock.
 */
export type TextTest = string | TextConditions;

/** A condition on a number: an exact value, or inclusive bounds. */
export type NumberTest = number | NumberBounds;

/** NumberBounds of a number, inclusive. */
export interface NumberBounds {
  readonly min?: number;
  readonly max?: number;
}

/** Conditions on a part: on the value of a text, or on a file. */
export interface PartTest {
  readonly equals?: string;
  readonly startsWith?: string;
  readonly endsWith?: string;
  readonly includes?: string;
  readonly filename?: TextTest;
  readonly declaredType?: TextTest;
  readonly sniffedType?: SniffedType;
  /** Hex. */
  readonly sha256?: string;
  readonly bytes?: NumberTest;
  /** In pixels, as stored. */
  readonly width?: NumberTest;
  /** In pixels, as stored. */
  readonly height?: NumberTest;
}

/** Conditions on violations. Accepted violations count only if `outcome` selects them. */
export interface ViolationTest {
  /** The rule, or `method`, `path` or `origin` for a request rejected before the rules. */
  readonly rule?: RuleName | 'method' | 'path' | 'origin';
  readonly part?: string;
  /** The response kind that it causes; `accepted` if the contract tolerates it. */
  readonly outcome?: RuleOutcome;
  /** Number of such violations. By default at least one. */
  readonly count?: NumberTest;
}

/** Conditions that select requests. A request must meet all of them. Empty criteria match every request. */
export interface RequestCriteria {
  readonly method?: TextTest;
  readonly path?: TextTest;
  /** `open` while in progress; `aborted` if the client left or the answer could not be sent. */
  readonly state?: 'open' | 'answered' | 'aborted';
  readonly scenario?: ScenarioName | TextConditions;
  readonly kind?: ResponseKind;
  readonly selectedBy?: SelectedBy;
  readonly status?: NumberTest;
  readonly trxNo?: TextTest;
  /** Name of a fault; true for any, false for none. */
  readonly fault?: FaultName | boolean;
  /**
   * By part name, the client's or the contract's. True requires the part, false its absence; else a condition on its
   * value or file. Values of `key` and `nik` are masked, so only true and false work.
   */
  readonly parts?: Readonly<Record<string, PartTest | boolean | string>>;
  /** By name of a recorded header. True requires the header, false its absence; else a condition on its value. */
  readonly headers?: Readonly<Record<string, boolean | TextTest>>;
  /** True requires at least one, false none; else a condition. */
  readonly violations?: boolean | ViolationTest;
}

/** Options of a wait. */
export interface WaitOptions {
  /** Number of matching requests. Default 1. */
  readonly count?: number;
  /** In milliseconds. Default 5000. */
  readonly timeoutMs?: number;
}
