/** A place in the document: its section and the row, paragraph or list item there, in the document's own headings. */
export interface Place {
  readonly section: 'cover' | 'contents' | '1' | '2' | '3' | '3.1' | '3.2';
  readonly row: string;
}

/** One testable statement of the document. */
export interface Requirement extends Place {
  /** Stable, kebab-case, e.g. `x-trx-no-on-success`. Checks and cases name it. */
  readonly id: string;
  readonly level: 'MUST' | 'SHOULD' | 'MAY';
  /** The statement in English, in our words. The original is Indonesian. */
  readonly text: string;
  /** Why no case can test it. Absent for a statement that is tested. */
  readonly untestable?: string;
}

/** One way to read what the document leaves open. */
export interface Reading {
  readonly id: string;
  /** What it would mean, in one sentence. */
  readonly text: string;
  /** What speaks for it: the document's own words (paraphrased), common practice, or public client code. */
  readonly speaksFor: string;
  /** The values that the profile's path takes under this reading; absent where the path cannot say it. */
  readonly value?: unknown;
  /**
   * What the probes of the suite see under this reading, in their words: a kind, a status, a word of the answer. A
   * `*` stands for any characters. Absent where no probe can tell this reading.
   */
  readonly observed?: readonly string[];
}

/** One question that the document leaves open. */
export interface Ambiguity extends Place {
  /** Stable, kebab-case, e.g. `http-status`. */
  readonly id: string;
  readonly question: string;
  readonly readings: readonly Reading[];
  /** Id of the reading that `documented` takes. */
  readonly default: string;
  readonly why: string;
  /** Why no decision of a profile can settle it. Absent where entries of `decisions/table.ts` name this ambiguity. */
  readonly undecidable?: string;
  /** Why no case can probe it. Absent where cases name this ambiguity. */
  readonly unprobed?: string;
  /** The question as it would be put to the vendor. */
  readonly ask: { readonly en: string; readonly id: string };
}
