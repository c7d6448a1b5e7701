import type { JournalEntry } from '../../../mock/index.js';
import type { ResponseKind } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import type { Expectation } from '../../expectation/expectation.js';
import type { ClientReport, NoReport } from '../../protocol/protocol.js';
import type { PartToSend } from '../../wire/request.js';
import type { FoundSecret } from '../../wire/secret-search.js';
import type { Check, CheckSource } from '../check.js';

/** When the client worked on a case. Times are in milliseconds, points in time since the epoch. */
export interface CaseTiming {
  /** When the client could begin. */
  readonly takenAt: number;
  /** When the report was complete. Absent without a report. */
  readonly reportedAt?: number;
  /** Whether the run ended the client because it took too long. */
  readonly hasTimedOut: boolean;
  /** After this time the run ends the client. */
  readonly limitMs: number;
  /** The time limit that the case gives the client for its call. */
  readonly timeoutMs: number;
  /** The longest time that this client takes beside its call, in this run: before the request, or for a report. */
  readonly paceMs: number;
  /** The longest time that the run itself stood still during the case. */
  readonly standstillMs: number;
}

/** A secret in a place where it must not stand. */
export interface Leak {
  readonly secret: FoundSecret;
  readonly place: 'address' | 'header' | 'output';
  /** The place in words, e.g. `the header authorization` or `stdout`. */
  readonly where: string;
}

/** What the client made of a case without a fault, which the driver gave the same client at once after one with a fault. */
export interface NextCase {
  readonly report: ClientReport | { readonly problem: string };
  readonly requests: readonly JournalEntry[];
}

/** The input of a check on a client: the requests on the wire, and the client's report. */
export interface ClientContext {
  readonly case: TestCase;
  /** The kind of the answer that the client gets. */
  readonly kind: ResponseKind;
  /** Derives what the contract demands of a server for the same request. Few cases need it, and it takes long. */
  readonly expectation: () => Expectation;
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
  readonly timing: CaseTiming;
  /** The number of transactions that the mock charged. */
  readonly charges: number;
  /** The key, the NIK and pictures where they must not stand. */
  readonly leaks: readonly Leak[];
  /** Whether the driver sees what the client prints. */
  readonly isOutputSeen: boolean;
  /** Paths of requests that came to the same server outside of the case's address, while the case had no request. */
  readonly elsewhere: readonly string[];
  /** What came to the server of the case and is no request that HTTP allows, in words. */
  readonly refusals: readonly string[];
  /** Absent where the driver starts the client anew for each case. */
  readonly next?: NextCase;
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
