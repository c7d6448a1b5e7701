import { type Decisions, defaultDecisions } from './decisions/index.js';

/**
 * The decisions on all that the document leaves open, under a name: the only thing that varies the contract.
 * `decisions/table.ts` has one entry for each of them.
 */
export interface Profile extends Decisions {
  readonly name: string;
  readonly summary: string;
}

/** The built-in profile: what the document says, and where it is silent the reading that asks most of a client. */
export const documented: Profile = {
  name: 'documented',
  summary: 'What the document says; where it is silent, the reading that asks most of a client.',
  ...defaultDecisions,
};

/** A profile's decisions, without its name and summary. */
export function decisionsOf({ name: _name, summary: _summary, ...decisions }: Profile): Decisions {
  return decisions;
}
