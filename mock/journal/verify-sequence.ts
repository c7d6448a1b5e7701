import { KitError } from '../../spec/index.js';
import type { RequestCriteria } from '../schemas/criteria-types.js';
import type { JournalEntry } from '../schemas/journal-types.js';
import { criteriaOf } from './criteria.js';
import { inWords, meets, nearestMisses, type Received, type Verification } from './verify.js';

/**
 * Finds requests that meet the criteria in order. Other requests may come between them. `count` is the number of steps
 * met. Near misses are searched after the last met step.
 *
 * @throws KitError `usage` for an empty sequence, and as {@link criteriaOf} does
 */
export function sequenceVerification(
  { entries, contract }: Received,
  sequence: readonly RequestCriteria[],
): Verification {
  if (sequence.length === 0) throw new KitError('usage', 'the sequence is empty; give at least one criteria');
  const steps = sequence.map((criteria) => criteriaOf(criteria, contract));
  const found: JournalEntry[] = [];
  let rest = entries;
  for (const step of steps) {
    // The earliest match leaves the most requests for later steps.
    const at = rest.findIndex((entry) => meets(entry, step));
    const entry = rest[at];
    if (!entry) break;
    found.push(entry);
    rest = rest.slice(at + 1);
  }
  const matching = found.map(({ id }) => id);
  const head = `${found.length} of ${steps.length} steps came in this order`;
  const missed = steps[found.length];
  if (!missed) return { ok: true, count: found.length, matching, nearMisses: [], text: head };
  const last = found.at(-1);
  const before = entries.slice(0, entries.length - rest.length).filter((entry) => meets(entry, missed));
  const nearMisses = nearestMisses(rest, missed);
  const lines = [
    head,
    `no request meets step ${found.length + 1}${last ? ` after request ${last.id}` : ''}`,
    ...(before.length === 0
      ? []
      : [
          `too early: ${before
            .map(({ id }) => id)
            .slice(-20)
            .join(', ')} would meet it`,
        ]),
    ...(entries.length === 0 ? ['this session has received no requests'] : []),
    ...nearMisses.flatMap(inWords),
  ];
  return { ok: false, count: found.length, matching, nearMisses, text: lines.join('\n') };
}
