import type { RuleName, RuleOutcome } from '../../spec/index.js';

/** One thing that is wrong with a request. */
export interface Violation {
  /** The rule that found it, `method` or `path` where it never came to a rule, or `origin` for a browser's page that is not listed. */
  readonly rule: RuleName | 'method' | 'path' | 'origin';
  /** The part that it concerns, where it concerns one. */
  readonly part?: string;
  /** Which of the body's parts that is, from 0; absent where it did not come, or all parts of that name are concerned. */
  readonly partIndex?: number;
  /** The answer that it deserves; `accepted` for what the contract lets pass. */
  readonly verdict: RuleOutcome;
  /** What is wrong, for a person. */
  readonly text: string;
  /** What probably happened and what to do about it. */
  readonly hint?: string;
  /** Section of the document that is concerned. */
  readonly section: string;
}
