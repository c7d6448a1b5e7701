import type { RuleName, RuleOutcome } from '../../spec/index.js';

/** A violation in a request. */
export interface Violation {
  /** The rule, or `method`, `path` or `origin` for a request rejected before the rules. */
  readonly rule: RuleName | 'method' | 'path' | 'origin';
  /** The affected part, if any. */
  readonly part?: string;
  /** Index of that part, from 0. Absent if the part is missing, or if all parts of that name are affected. */
  readonly partIndex?: number;
  /** The response kind that it causes; `accepted` if the contract tolerates it. */
  readonly outcome: RuleOutcome;
  /** What is wrong. */
  readonly text: string;
  /** The probable cause and the remedy. */
  readonly hint?: string;
  /** The relevant section of the document. */
  readonly section: string;
}
