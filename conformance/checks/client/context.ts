import type { JournalEntry } from '../../../mock/index.js';
import type { ResponseKind } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import type { Expectation } from '../../expectation/expectation.js';
import type { ClientReport, NoReport } from '../../protocol/protocol.js';
import type { PartToSend } from '../../wire/request.js';
import type { Check, CheckSource } from '../check.js';

/** The input of a check on a client: the requests on the wire, and the client's report. */
export interface ClientContext {
  readonly case: TestCase;
  /** The kind of the answer that the client gets. */
  readonly kind: ResponseKind;
  /** What the contract demands of a server for the same request. */
  readonly expectation: Expectation;
  /** The path of the operation at the client's address, without the part that names the mock's session. */
  readonly address: string;
  /** The calls that the case requires, in order. The report is on the last one. */
  readonly calls: readonly ExpectedCall[];
  /** The parts of the last call. */
  readonly parts: readonly PartToSend[];
  /** SHA-256 (hex) of the pictures of the last call, by part. */
  readonly digests: ReadonlyMap<string, string>;
  /** The requests that the mock received from the client, oldest first. */
  readonly requests: readonly JournalEntry[];
  readonly report: ClientReport | NoReport;
}

/** A call that a case requires of a client. */
export interface ExpectedCall {
  readonly parts: readonly PartToSend[];
  /** SHA-256 (hex) of the required pictures, by part. */
  readonly digests: ReadonlyMap<string, string>;
}

/** One check on a client. */
export type ClientCheck = Check<ClientContext>;

/** Creates a source from ids of requirements. */
export const requirementSource = (...requirements: string[]): CheckSource => ({ requirements });
