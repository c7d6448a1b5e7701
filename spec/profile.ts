import { type Decisions, defaultDecisions } from './decisions/index.js';

/**
 * A named set of decisions on everything that the document leaves open. Nothing else varies the contract.
 * `decisions/table.ts` has one entry for each decision.
 */
export interface Profile extends Decisions {
  readonly name: string;
  readonly summary: string;
}

/** The built-in profile: the document's statements, and the strictest reading for the client where it is silent. */
export const documented: Profile = {
  name: 'documented',
  summary: 'What the document states; where it is silent, the reading that is strictest for a client.',
  ...defaultDecisions,
};

/** A profile's decisions, without its name and summary. */
export function decisionsOf({ name: _name, summary: _summary, ...decisions }: Profile): Decisions {
  return decisions;
}
