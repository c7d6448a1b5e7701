import type { JournalEntry } from '../../schemas/journal-types.js';

/** The outcome of a request, in one word for the list, and the class of its colour. */
export interface Outcome {
  readonly word: string;
  /** `kind-<kind>` for an answer of the contract, else one of three. */
  readonly className: string;
  /** A sign that tells the outcome without its colour. */
  readonly sign: string;
}

/** Returns the outcome of a request. */
export function outcomeOf({ answer, state }: JournalEntry): Outcome {
  if (state === 'aborted') return { word: 'aborted', className: 'kind-none', sign: '⊘' };
  if (!answer) return { word: 'in progress', className: 'kind-none', sign: '…' };
  const waits = state === 'open';
  if (answer.kind === undefined)
    return { word: `status ${answer.status}`, className: 'kind-none', sign: waits ? '…' : '✗' };
  return {
    word: answer.kind,
    className: `kind-${answer.kind}`,
    sign: waits ? '…' : answer.kind === 'success' ? '✓' : '✗',
  };
}

/** Returns the violations that are no mere warnings. */
export function rejectedBy({ violations }: JournalEntry): JournalEntry['violations'] {
  return violations.filter(({ outcome }) => outcome !== 'accepted');
}

/** Whether something other than the rules decided the answer. */
export function isForced({ answer }: JournalEntry): boolean {
  return answer?.selectedBy !== undefined && answer.selectedBy !== 'rules';
}
