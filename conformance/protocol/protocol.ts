import type { ResponseKind } from '../../spec/index.js';

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
  readonly request: Readonly<Record<string, string | { readonly file: string; readonly filename: string }>>;
}

/** The outcomes that a client can report. */
export const clientOutcomes = ['success', 'service-error', 'transport-error', 'rejected-locally', 'skip'] as const;

/** The outcome that a client reports. */
export type ClientOutcome = (typeof clientOutcomes)[number];

/** The fields of a report. The time of an answer is `date`, whether its key is `date` or `datetime`. */
export const reportedFields = [
  'date',
  'message',
  'compare',
  'similarity',
  'threshold',
  'live',
  'score',
  'trxNo',
] as const;

/** The name of a field that a client reports. */
export type ReportedField = (typeof reportedFields)[number];

/** The report of a client on a case. Null is the same as an absent key, because some serialisers write null. */
export interface ClientReport {
  readonly outcome: ClientOutcome;
  /** The kind that the client understood. Only with `success` and `service-error`. */
  readonly kind?: ResponseKind | null;
  readonly fields?: Readonly<Partial<Record<ReportedField, string | null>>> | null;
  /** Why the client skips the case, or what went wrong, as text for the reader. */
  readonly reason?: string | null;
}

/** A report with notes for the reader, or the problem that makes it unusable, in one line. */
export type ReadReport =
  | { readonly report: ClientReport; readonly notes: readonly string[] }
  | { readonly problem: string };
