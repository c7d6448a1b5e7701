// Generated from the schema of a report by `npm run generate`.
import type { ResponseKind } from '../../spec/index.js';
import type { ClientOutcome } from './report-schema.js';

/** The report of a client on a case. Null is the same as an absent key, because some serialisers write null. */
export interface ClientReport {
  readonly outcome: ClientOutcome;
  /** The kind that the client understood. Only with `success` and `service-error`. */
  readonly kind?: ResponseKind | null;
  readonly fields?: {
    readonly date?: string | null;
    readonly message?: string | null;
    readonly compare?: string | null;
    readonly similarity?: string | null;
    readonly threshold?: string | null;
    readonly live?: string | null;
    readonly score?: string | null;
    readonly trxNo?: string | null;
  } | null;
  /** Why the client skips the case, or what went wrong, as text for the reader. */
  readonly reason?: string | null;
}
