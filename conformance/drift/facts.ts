import type { JsonReport } from '../reports/report-types.js';

/** One case in the JSON report of a run. */
export type JsonCase = JsonReport['cases'][number];

/** What a fact is about. The last five are of a client: what it sent, and what it reported. */
export type FactAspect =
  | 'header'
  | 'transport header'
  | 'body'
  | 'type'
  | 'order'
  | 'text'
  | 'request'
  | 'sent header'
  | 'library header'
  | 'part'
  | 'report';

/** One comparable fact of an answer: a header, a key, a text. */
export interface Fact {
  readonly aspect: FactAspect;
  /** The header's name, or the path of the key. Empty for the whole body. */
  readonly place: string;
  /** What is compared: the value itself, or its form where every answer has a new value. */
  readonly value: string;
  /** The coarse form, which is compared where values turn out to vary. */
  readonly shape: string;
  /** Whether the value is a form or other words of the kit, and not the server's own text. */
  readonly isForm?: true;
  /** Whether the contract fixes the value, so that it never counts as varying. */
  readonly isFixed?: true;
}

/** The facts of one case in one run. */
export interface CaseFacts {
  /** The response kind, `outside`, `no answer`; of a client what it reported. Undefined where the run has not judged it. */
  readonly kind: string | undefined;
  /** Absent where no answer came, and for a client. */
  readonly status?: number;
  readonly facts: ReadonlyMap<string, Fact>;
}

/** The key of a fact in a map: its aspect and place. */
export function keyOfFact({ aspect, place }: Pick<Fact, 'aspect' | 'place'>): string {
  return `${aspect} ${place}`;
}

/** Indexes facts by their keys. */
export function indexFacts(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  return new Map(facts.map((fact) => [keyOfFact(fact), fact]));
}
