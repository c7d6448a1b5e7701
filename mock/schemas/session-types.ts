// Generated from the schemas of this room by `npm run generate`.
import type { ScenarioName } from './choices.js';

/** A customer of the API: code, key, remaining balance in calls, and its own scenario, if it has one. */
export interface Tenant {
  readonly code: string;
  readonly key: string;
  readonly balance: number;
  readonly scenario?: ScenarioName;
}

/** A customer of the API: code, key, balance in calls, and its own scenario, if it has one. */
export interface TenantInput {
  readonly code: string;
  readonly key: string;
  /** Default 1000000. */
  readonly balance?: number;
  readonly scenario?: ScenarioName;
}

/** A scenario, and how many times to answer with it. */
export interface QueueStep {
  readonly scenario: ScenarioName;
  /** Default 1. */
  readonly times?: number;
}

/**
 * A scenario by name or with a count. At the end, {"then": name} repeats one scenario, {"repeat": true} restarts
 * the queue. Otherwise the session's default or the rules follow.
 */
export type QueueItem = ScenarioName | { readonly then: ScenarioName } | { readonly repeat: true } | QueueStep;

/** A list, or comma-separated scenario names. */
export type QueueInput = readonly QueueItem[] | string;

/** The remaining steps of a queue, and what follows them. */
export interface QueueState {
  readonly steps: readonly { readonly scenario: string; readonly times: number }[];
  /** The scenario that follows the last step again and again. */
  readonly then: string | null;
  /** Whether the queue restarts after the last step. */
  readonly repeat: boolean;
}

/**
 * One transaction, for practising reconciliation (section 2, the paragraph on X-Trx-No). Every answer that was
 * charged or numbered has one.
 */
export interface Transaction {
  readonly trxNo: string;
  /**
   * As sent. If it contains a secret, it is masked as in the journal and gets a mark. The same applies to the two
   * below.
   */
  readonly refNumber: string;
  /** The tenant's code; as sent if there is no such tenant or the key is wrong. */
  readonly tenantCode: string;
  /** The caller; the tenant_code if loginId was not filled (section 1, row loginId). */
  readonly loginId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly scenario: string;
  /** Whether a balance was charged. A forced answer may have no tenant or no balance to charge. */
  readonly charged: boolean;
}
