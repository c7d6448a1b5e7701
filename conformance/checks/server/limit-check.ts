import { decisions, pictures } from '../../../spec/index.js';
import type { LimitSearch, PictureLimit } from '../../cases/case.js';
import type { LimitInterval } from '../../expectation/limit-search.js';
import type { OpenReading } from '../../expectation/predictions.js';
import type { CheckResult } from '../check.js';

const words: Readonly<Record<PictureLimit, string>> = {
  maximumBytes: 'bytes',
  minimumWidth: 'pixels of width',
  minimumHeight: 'pixels of height',
  maximumWidth: 'pixels of width',
  maximumHeight: 'pixels of height',
};

/** What a search has found, and why it may say nothing of the limits. */
export interface FoundLimit extends LimitInterval {
  /** Why the search ended before it found two neighbours. */
  readonly ended?: string | undefined;
  /** Readings of other ambiguities that explain all answers of the search. */
  readonly explainedBy: readonly OpenReading[];
}

/** Records where a limit is. It never fails: what a limit should be, the cases at the printed limits judge. */
export function limitCheck(search: LimitSearch, found: FoundLimit): CheckResult {
  const { ended, explainedBy } = found;
  const value = limitInWords(search, found);
  const ambiguity = 'picture-limits';
  const causes = explainedBy.length === 0 ? {} : { explainedBy: [...explainedBy, { ambiguity, reading: 'others' }] };
  return {
    id: 'limit',
    title: 'the answers show where the limit is',
    source: { ambiguity },
    outcome: 'passed',
    note: ended === undefined ? value : `${value}; the search ended early: ${ended}`,
    ...(found.accepted === undefined ? {} : { observed: [{ ambiguity, value, ...causes }] }),
  };
}

/** A limit in words, as an observation has it: `selfie: at most 2400000 bytes`, `KTP: bytes as printed`. */
export function limitInWords({ part, limit }: LimitSearch, { accepted, refused }: LimitInterval): string {
  const picture = part === 'img1' ? 'selfie' : 'KTP';
  const bound = limit.startsWith('maximum') ? 'at most' : 'at least';
  if (accepted === undefined) return `${picture}: ${limit} not known`;
  if (isPrinted(part, limit, accepted)) return `${picture}: ${words[limit]} as printed`;
  // Nothing that the run can send is refused.
  if (refused === undefined)
    return `${picture}: ${bound} ${accepted} ${words[limit]}, or ${bound === 'at most' ? 'more' : 'fewer'}`;
  const isExact = Math.abs(refused - accepted) === 1;
  return isExact
    ? `${picture}: ${bound} ${accepted} ${words[limit]}`
    : `${picture}: ${bound} ${accepted} ${words[limit]}, or up to ${refused}`;
}

/** Whether a size is the printed limit. How many bytes a MegaByte has, and whether it is a valid size, are other questions. */
function isPrinted(part: 'img1' | 'img2', limit: PictureLimit, size: number): boolean {
  if (limit !== 'maximumBytes')
    return size === decisions[`pictures.${part === 'img1' ? 'selfie' : 'ktp'}.${limit}`].default;
  const { megabytes } = pictures[part];
  return [1_000_000, 1_048_576].some((bytes) => size === megabytes * bytes || size === megabytes * bytes - 1);
}
