import type { ResponseKind } from '../../spec/index.js';

/** Version of the protocol between the runner and a client under test. */
export const protocolVersion = 1;

/** Variable with the path of the file that holds the case (JSON, `ClientCase`). */
export const caseVariable = 'EENDIGO_KIT_CASE';

/** Variable with the path of the file that the client writes its answer to (JSON, `ClientReport`). */
export const resultVariable = 'EENDIGO_KIT_RESULT';

/** What the runner gives a client: where to send, what to send, and how long to wait. */
export interface ClientCase {
  readonly protocol: typeof protocolVersion;
  readonly id: string;
  readonly title: string;
  /** What stands before the operation's path. Its own for each case. */
  readonly baseUrl: string;
  readonly path: string;
  /** How long the client shall wait for an answer, in milliseconds. */
  readonly timeoutMs: number;
  /** The parts to send, in order: a text, or a file to be read from `file` and sent under the name `filename`. */
  readonly request: Readonly<Record<string, string | { readonly file: string; readonly filename: string }>>;
}

/** All that a client can make of an answer. */
export const clientOutcomes = ['success', 'service-error', 'transport-error', 'rejected-locally', 'skip'] as const;

/** What a client made of the answer. */
export type ClientOutcome = (typeof clientOutcomes)[number];

/** The values of an answer, in the words of the protocol: the time is `date`, whatever key it came under. */
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

/** The name of a value that a client reports. */
export type ReportedField = (typeof reportedFields)[number];

/** What a client reports of a case. Null stands for nothing, as serialisers write it. */
export interface ClientReport {
  readonly outcome: ClientOutcome;
  /** The kind that it understood; only with `success` and `service-error`. */
  readonly kind?: ResponseKind | null;
  readonly fields?: Readonly<Partial<Record<ReportedField, string | null>>> | null;
  /** In words, for a person: why it skips, or what went wrong. */
  readonly reason?: string | null;
}

/** A report with notes on it for a person, or the reason why it cannot be used, in one line. */
export type ReadReport =
  | { readonly report: ClientReport; readonly notes: readonly string[] }
  | { readonly problem: string };
