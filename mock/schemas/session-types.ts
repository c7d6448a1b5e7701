import type { BuiltInScenario } from '../../spec/index.js';

/** A customer of the API: code, key, and remaining balance in calls. */
export interface Tenant {
  readonly code: string;
  readonly key: string;
  readonly balance: number;
}

/** Name of a scenario: a built-in one, or one from an edited OpenAPI file. */
export type ScenarioName = BuiltInScenario | (string & Record<never, never>);

/** A scenario, and how many times to answer with it. */
export interface QueueStep {
  readonly scenario: ScenarioName;
  /** Default 1. */
  readonly times?: number;
}

/**
 * An item of a queue: a scenario by name or with a count, or what follows the last scenario. `then` repeats one
 * scenario, `repeat` restarts the queue. Otherwise the session's default or the rules follow.
 */
export type QueueItem = ScenarioName | QueueStep | { readonly then: ScenarioName } | { readonly repeat: true };

/** Items of a queue: a list, or comma-separated names. */
export type QueueInput = readonly QueueItem[] | string;
