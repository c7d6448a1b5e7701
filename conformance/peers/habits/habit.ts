import type { ReferenceBehaviour } from '../reference/server.js';

/** A server that keeps the contract and does what the document does not mention in its own way. */
export interface Habit {
  /** Completes "a server that ...". */
  readonly id: string;
  readonly behave: () => Partial<ReferenceBehaviour>;
}
