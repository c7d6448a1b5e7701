import { type Contract, KitError } from '../../spec/index.js';
import {
  type Criterion,
  criteriaOf,
  type NumberTest,
  numberInWords,
  numberMeets,
  type RequestCriteria,
} from './criteria.js';
import type { JournalAnswer, JournalEntry } from './entry.js';

/** A request that is near to what was asked for, and where it differs. */
export interface NearMiss {
  readonly id: string;
  /** What it was and how it ended, in words. */
  readonly summary: string;
  /** How many of the criteria it meets, and of how many. */
  readonly matched: number;
  readonly total: number;
  readonly differences: readonly { readonly criterion: string; readonly expected: string; readonly actual: string }[];
}

/** What a count of requests by criteria came to. */
export interface Verification {
  readonly ok: boolean;
  readonly count: number;
  /** Ids of the requests that match. */
  readonly matching: readonly string[];
  /** The requests that come nearest, where too few match; the nearest first. */
  readonly nearMisses: readonly NearMiss[];
  /** All of it as text for a person, a line for each fact. */
  readonly text: string;
}

/**
 * The requests that a test asked for did not come, or came too often. The message says in its first line how many did,
 * and in the lines below it which came near, and where they differ.
 */
export class UnmetError extends KitError {
  readonly nearMisses: readonly NearMiss[];

  constructor(message: string, nearMisses: readonly NearMiss[]) {
    super('unmet', message);
    this.name = 'UnmetError';
    this.nearMisses = nearMisses;
  }
}

/** Near misses that are told; more than these nobody reads. */
const mostNearMisses = 3;

/** Requests that are asked about, and the contract that says which names there are to ask for. */
export interface Received {
  readonly entries: readonly JournalEntry[];
  readonly contract: Contract;
}

/** The entries that meet the criteria, in their order. */
export function matching({ entries, contract }: Received, criteria: RequestCriteria = {}): readonly JournalEntry[] {
  const asked = criteriaOf(criteria, contract);
  return entries.filter((entry) => meets(entry, asked));
}

/** Counts the entries that meet the criteria, and says what is amiss where the count is not as wanted. */
export function verification(
  { entries, contract }: Received,
  criteria: RequestCriteria,
  count: NumberTest = { min: 1 },
): Verification {
  const asked = criteriaOf(criteria, contract);
  const those = entries.filter((entry) => meets(entry, asked));
  const ok = numberMeets(those.length, count);
  const tooFew = !ok && those.length < (typeof count === 'number' ? count : (count.min ?? 0));
  const nearMisses = tooFew ? nearestMisses(entries, asked) : [];
  const ids = those.map(({ id }) => id);
  const head = `${those.length} of ${entries.length} requests match; expected: ${numberInWords(count)}`;
  const lines = [
    head,
    ...(ok || tooFew ? [] : [`those that match: ${ids.slice(-20).join(', ')}`]),
    ...(tooFew && entries.length === 0 ? ['this session has received no request at all'] : []),
    ...nearMisses.flatMap(inWords),
  ];
  return { ok, count: those.length, matching: ids, nearMisses, text: lines.join('\n') };
}

/** Whether an entry meets all that is asked. */
export function meets(entry: JournalEntry, asked: readonly Criterion[]): boolean {
  return asked.every(({ met }) => met(entry));
}

/** The entries that come nearest to what is asked, the nearest first. */
export function nearestMisses(entries: readonly JournalEntry[], asked: readonly Criterion[]): readonly NearMiss[] {
  return (
    entries
      .map((entry) => ({ entry, unmet: asked.filter(({ met }) => !met(entry)) }))
      .filter(({ unmet }) => unmet.length > 0)
      // Of those that differ in as many points, the latest is likeliest the one that was meant.
      .reverse()
      .sort((one, other) => one.unmet.length - other.unmet.length)
      .slice(0, mostNearMisses)
      .map(({ entry, unmet }) => ({
        id: entry.id,
        summary: `${entry.method} ${entry.path}, ${entry.state}${entry.answer ? answerInWords(entry.answer) : ''}`,
        matched: asked.length - unmet.length,
        total: asked.length,
        differences: unmet.map(({ name, expected, actual }) => ({ criterion: name, expected, actual: actual(entry) })),
      }))
  );
}

function answerInWords({ scenario, status, fault }: JournalAnswer): string {
  return ` ${scenario ?? status}${fault ? ` with the fault ${fault.type}` : ''}`;
}

/** A near miss as lines of text. */
export function inWords({ id, summary, matched, total, differences }: NearMiss): readonly string[] {
  return [
    `near: request ${id} (${summary}) meets ${matched} of ${total}`,
    ...differences.map(({ criterion, expected, actual }) => `  ${criterion}: expected ${expected}; got ${actual}`),
  ];
}
