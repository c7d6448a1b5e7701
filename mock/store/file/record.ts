import type { Tenant } from '../../schemas/session-types.js';
import type { AnswerChange, StateContents } from '../state.js';

/** The full contents of a state file at one moment. */
export interface Snapshot extends StateContents {
  /** The tenants in the mock's configuration, to detect at the next start what changed there. */
  readonly configured: readonly Tenant[];
}

/** A change after the snapshot: a settled answer, or a change of the tenants. */
export type StateRecord =
  | ({ readonly type: 'answer' } & AnswerChange)
  | { readonly type: 'tenants'; readonly tenants: readonly Tenant[]; readonly configured: readonly Tenant[] };
