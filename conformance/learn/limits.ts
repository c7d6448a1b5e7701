import { type Decisions, decisions as decisionTable, maximumBytesUnder, type ProfilePath } from '../../spec/index.js';
import type { LimitSearch } from '../cases/case.js';
import { cases } from '../cases/index.js';
import { type AnsweredCase, limitPointsOf } from '../expectation/limit-points.js';
import { searchState } from '../expectation/limit-search.js';
import { type Candidate, type SuggestedValues, withValue } from './candidates.js';
import type { Recogniser } from './recogniser.js';
import type { SeenAnswer } from './seen-answer.js';

const searches: readonly LimitSearch[] = cases.flatMap(({ search }) => search ?? []);

/** The decision that a search is about. */
function pathOf({ part, limit }: LimitSearch): ProfilePath {
  return `pictures.${part === 'img1' ? 'selfie' : 'ktp'}.${limit}`;
}

/** The limits of pictures that answers show, where they are not the printed ones: the values to try in a profile. */
export function suggestedLimits(answers: readonly SeenAnswer[], recogniser: Recogniser): SuggestedValues {
  const kinds = answers.map(
    (answer): AnsweredCase => ({
      case: answer.case,
      kind: answer.form.type === 'success' ? 'success' : (recogniser.onlyKind(answer) ?? 'outside'),
    }),
  );
  return new Map(
    searches.flatMap((search): [ProfilePath, readonly number[]][] => {
      const path = pathOf(search);
      const { accepted, refused } = searchState(search, limitPointsOf(search.part, kinds));
      if (accepted === undefined || accepted === decisionTable[path].default) return [];
      // An interval in which the printed limit may be says nothing against it.
      const printed = search.limit === 'maximumBytes' ? printedBytes(search.part) : [decisionTable[path].default];
      return printed.some((size) => isBetween(Number(size), accepted, refused)) ? [] : [[path, [accepted]]];
    }),
  );
}

function printedBytes(part: LimitSearch['part']): readonly number[] {
  const megabytes = part === 'img1' ? 3 : 2;
  return [1_000_000, 1_048_576].flatMap((bytes) => [megabytes * bytes, megabytes * bytes - 1]);
}

/** Whether a limit of this size accepts the one and refuses the other. */
function isBetween(size: number, accepted: number, refused: number | undefined): boolean {
  if (size === accepted) return true;
  if (refused === undefined) return false;
  return refused > accepted ? size > accepted && size < refused : size < accepted && size > refused;
}

/** The limits next to the one that decisions have. An answer that they would change shows it. */
export function neighboursOf(path: ProfilePath, decisions: Decisions): readonly Candidate[] {
  const search = searches.find((one) => pathOf(one) === path);
  if (!search) return [];
  const { pictures } = decisions;
  const own = pictures[search.part === 'img1' ? 'selfie' : 'ktp'];
  const size = search.limit === 'maximumBytes' ? maximumBytesUnder(pictures, search.part) : own[search.limit];
  return [size - 1, size + 1].map((value) => ({ path, value, decisions: withValue(decisions, path, value) }));
}
