/** A place in the document: its section, and its row, paragraph or list item under the document's own heading. */
export interface Place {
  readonly section: 'cover' | 'contents' | '1' | '2' | '3' | '3.1' | '3.2';
  readonly row: string;
}

/** One testable statement of the document. */
export interface Requirement extends Place {
  /** Stable, kebab-case, e.g. `x-trx-no-on-success`. Checks and cases name it. */
  readonly id: string;
  readonly level: 'MUST' | 'SHOULD' | 'MAY';
  /** The statement in English, paraphrased. The original is Indonesian. */
  readonly text: string;
  /** Why no case can test it. Absent for a tested statement. */
  readonly untestable?: string;
}

/** One possible reading of what the document leaves open. */
export interface Reading {
  readonly id: string;
  /** Its meaning, in one sentence. */
  readonly text: string;
  /** The argument for it: the document's words (paraphrased), common practice, or public client code. */
  readonly argument: string;
  /** The value of the profile's path under this reading. Absent where the path cannot express it. */
  readonly value?: unknown;
  /**
   * What the suite's probes observe under this reading: a kind, a status, a word of the answer. `*` matches any
   * characters. Absent where no probe can recognise this reading.
   */
  readonly observed?: readonly string[];
}

/** One question that the document leaves open. */
export interface Ambiguity extends Place {
  /** Stable, kebab-case, e.g. `http-status`. */
  readonly id: string;
  readonly question: string;
  readonly readings: readonly Reading[];
  /** Id of the reading that `documented` uses. */
  readonly default: string;
  readonly why: string;
  /** Why no decision of a profile can settle it. Absent where entries of `decisions/table.ts` name this ambiguity. */
  readonly undecidable?: string;
  /** Why no case can probe it. Absent where cases name this ambiguity. */
  readonly unprobed?: string;
  /** The question for the vendor, in English and Indonesian. */
  readonly vendorQuestion: { readonly en: string; readonly id: string };
}
