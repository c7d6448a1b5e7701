import type { Tenant } from '../../schemas/session-types.js';
import type { AnswerChange, StateContents } from '../state.js';

/** Everything that a state file keeps, at one moment. */
export interface Snapshot extends StateContents {
  /** The tenants that the mock was configured with, to tell at the next start what was changed in its configuration. */
  readonly configured: readonly Tenant[];
}

/** What happened after the snapshot: an answer was settled, or the tenants were changed otherwise. */
export type StateRecord =
  | ({ readonly type: 'answer' } & AnswerChange)
  | { readonly type: 'tenants'; readonly tenants: readonly Tenant[]; readonly configured: readonly Tenant[] };
