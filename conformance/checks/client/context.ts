import type { JournalEntry } from '../../../mock/index.js';
import type { TestCase } from '../../cases/case.js';
import type { ClientReport } from '../../protocol/protocol.js';
import type { PartToSend } from '../../wire/request.js';
import type { Check, CheckSource } from '../check.js';

/** What a client is judged by: what went over the wire, and what it says that it understood. */
export interface ClientContext {
  readonly case: TestCase;
  /** The parts that it was told to send. */
  readonly parts: readonly PartToSend[];
  /** SHA-256 (hex) of the pictures that it was told to send, by part. */
  readonly digests: ReadonlyMap<string, string>;
  /** What the mock received from it, oldest first. */
  readonly requests: readonly JournalEntry[];
  readonly report: ClientReport | { readonly problem: string };
}

/** One check on a client. */
export type ClientCheck = Check<ClientContext>;

/** A source of requirements. */
export const requirementSource = (...requirements: string[]): CheckSource => ({ requirements });
