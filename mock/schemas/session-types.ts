import type { BuiltInScenario } from '../../spec/index.js';

/** A company that uses the API: its code, its key, and how many calls it may still make. */
export interface Tenant {
  readonly code: string;
  readonly key: string;
  readonly balance: number;
}

/** The name of a scenario: those that come with the kit, and any that an edited OpenAPI file has. */
export type ScenarioName = BuiltInScenario | (string & Record<never, never>);

/** A scenario to answer with, and how many times in a row. */
export interface QueueStep {
  readonly scenario: ScenarioName;
  /** Default 1. */
  readonly times?: number;
}

/**
 * What a queue is filled with: scenarios by name or with a count, and what is to come after them: a scenario that stays
 * (`then`), or all of them from the beginning (`repeat`). Else the session's default or the rules come after them.
 */
export type QueueItem = ScenarioName | QueueStep | { readonly then: ScenarioName } | { readonly repeat: true };

/** The items of a queue: a list, or a text with commas between names. */
export type QueueInput = readonly QueueItem[] | string;
