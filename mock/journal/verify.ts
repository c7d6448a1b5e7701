import { type Contract, KitError } from '../../spec/index.js';
import type { NumberTest, RequestCriteria } from '../schemas/criteria-types.js';
import type { JournalAnswer, JournalEntry, NearMiss } from '../schemas/journal-types.js';
import { type Criterion, criteriaOf, numberInWords, numberMeets } from './criteria.js';

/** Result of a verification. */
export interface Verification {
  readonly ok: boolean;
  readonly count: number;
  /** Ids of the matching requests. */
  readonly matching: readonly string[];
  /** The nearest requests if too few match, nearest first. */
  readonly nearMisses: readonly NearMiss[];
  /** The report as text, one fact per line. */
  readonly text: string;
}

/**
 * Thrown when the expected requests are missing or too many. The first line of the message has the count. The other
 * lines describe near misses.
 */
export class UnmetError extends KitError {
  readonly nearMisses: readonly NearMiss[];

  constructor(message: string, nearMisses: readonly NearMiss[]) {
    super('unmet', message);
    this.name = 'UnmetError';
    this.nearMisses = nearMisses;
  }
}

/** Maximum number of reported near misses. */
const maxNearMisses = 3;

/** Requests to search, and the contract that defines the valid names. */
export interface Received {
  readonly entries: readonly JournalEntry[];
  readonly contract: Contract;
}

/** Returns the entries that meet the criteria, in order. */
export function matching({ entries, contract }: Received, criteria: RequestCriteria = {}): readonly JournalEntry[] {
  const required = criteriaOf(criteria, contract);
  return entries.filter((entry) => meets(entry, required));
}

/** Counts the entries that meet the criteria, and reports near misses if the count is too low. */
export function verification(
  { entries, contract }: Received,
  criteria: RequestCriteria,
  count: NumberTest = { min: 1 },
): Verification {
  const required = criteriaOf(criteria, contract);
  const those = entries.filter((entry) => meets(entry, required));
  const ok = numberMeets(those.length, count);
  const tooFew = !ok && those.length < (typeof count === 'number' ? count : (count.min ?? 0));
  const nearMisses = tooFew ? nearestMisses(entries, required) : [];
  const ids = those.map(({ id }) => id);
  const head = `${those.length} of ${entries.length} requests match; expected: ${numberInWords(count)}`;
  const lines = [
    head,
    ...(ok || tooFew ? [] : [`those that match: ${ids.slice(-20).join(', ')}`]),
    ...(tooFew && entries.length === 0 ? ['this session has received no requests'] : []),
    ...nearMisses.flatMap(inWords),
  ];
  return { ok, count: those.length, matching: ids, nearMisses, text: lines.join('\n') };
}

/** Returns whether an entry meets all criteria. */
export function meets(entry: JournalEntry, required: readonly Criterion[]): boolean {
  return required.every(({ isMetBy }) => isMetBy(entry));
}

/** Returns the entries that nearly meet the criteria, nearest first. */
export function nearestMisses(entries: readonly JournalEntry[], required: readonly Criterion[]): readonly NearMiss[] {
  return (
    entries
      .map((entry) => ({ entry, unmet: required.filter(({ isMetBy }) => !isMetBy(entry)) }))
      .filter(({ unmet }) => unmet.length > 0)
      // Among equally near requests, the latest is most likely the intended one.
      .reverse()
      .sort((one, other) => one.unmet.length - other.unmet.length)
      .slice(0, maxNearMisses)
      .map(({ entry, unmet }) => ({
        id: entry.id,
        summary: `${entry.method} ${entry.path}, ${entry.state}${entry.answer ? answerInWords(entry.answer) : ''}`,
        matched: required.length - unmet.length,
        total: required.length,
        differences: unmet.map(({ name, expected, actual }) => ({ criterion: name, expected, actual: actual(entry) })),
      }))
  );
}

function answerInWords({ scenario, status, fault }: JournalAnswer): string {
  return ` ${scenario ?? status}${fault ? ` with the fault ${fault.type}` : ''}`;
}

/** Formats a near miss as lines of text. */
export function inWords({ id, summary, matched, total, differences }: NearMiss): readonly string[] {
  return [
    `near: request ${id} (${summary}) meets ${matched} of ${total}`,
    ...differences.map(({ criterion, expected, actual }) => `  ${criterion}: expected ${expected}; got ${actual}`),
  ];
}
