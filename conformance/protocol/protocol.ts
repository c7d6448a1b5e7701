import type { Capability } from '../cases/capability.js';
import type { ClientReport } from './report-types.js';

export { clientOutcomes, type ReportedField, reportedFields } from './report-schema.js';
export type { ClientReport } from './report-types.js';

/** The version of the protocol between the runner and a client under test. */
export const protocolVersion = 1;

/** The variable with the path of the case (JSON, `ClientCase`), which the client reads. */
export const caseVariable = 'EENDIGO_KIT_CASE';

/** The variable with the path of the report (JSON, `ClientReport`), which the client writes. */
export const resultVariable = 'EENDIGO_KIT_RESULT';

/** A case as the runner gives it to a client: the address, the parts, and the time limit. */
export interface ClientCase {
  readonly protocol: typeof protocolVersion;
  readonly id: string;
  readonly title: string;
  /** The URL before the operation's path. It differs from case to case. */
  readonly baseUrl: string;
  readonly path: string;
  /** The time limit for the whole call, in milliseconds. */
  readonly timeoutMs: number;
  /** The parts to send, in order: a text, or a file to read from `file` and to send under the name `filename`. */
  readonly request: ClientRequest;
  /**
   * Calls to make before that of `request`, one after another and by the same client, each with the parts of one entry. The
   * report is on the call of `request` alone. Absent in most cases.
   */
  readonly earlier?: readonly ClientRequest[];
  /** What the case uses of a client beyond the contract. A client that lacks one of these reports `skip`. */
  readonly uses?: readonly Capability[];
}

/** The parts of one call, in order: a text, or a file to read from `file` and to send under the name `filename`. */
export type ClientRequest = Readonly<Record<string, string | { readonly file: string; readonly filename: string }>>;

/** Why there is no report to judge a client by, in one line. */
export interface NoReport {
  readonly problem: string;
  /** Set when the client left none, not even a wrong one. */
  readonly isMissing?: true;
}

/** A report with notes for the reader, or the problem that makes it unusable, in one line. */
export type ReadReport =
  | { readonly report: ClientReport; readonly notes: readonly string[] }
  | { readonly problem: string };
