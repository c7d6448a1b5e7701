import { type Contract, isResponseKind, KitError, responseKinds } from '../spec/index.js';
import type { Direction, TestCase } from './cases/case.js';
import { cases } from './cases/index.js';
import { answerKind } from './expectation/expectation.js';

/** A selection of cases. A case must match an entry of every list that is not empty. */
export interface Selection {
  readonly direction?: Direction;
  /** Ids, in which `*` stands for any characters. */
  readonly only: readonly string[];
  readonly kinds: readonly string[];
  readonly tags: readonly string[];
}

/**
 * Returns the selected cases in the order of execution. The contract says which kind of answer a case gets.
 *
 * @throws KitError `usage` for an id, kind or tag that no case has. The message lists the known ones.
 */
export function selectCases({ direction, only, kinds, tags }: Selection, contract: Contract): readonly TestCase[] {
  const all = direction === undefined ? cases : cases.filter(({ directions }) => directions.includes(direction));
  const patterns = only.map((word) => ({ word, pattern: parseGlob(word) }));
  for (const { word, pattern } of patterns)
    if (!all.some(({ id }) => pattern.test(id)))
      throw createUnknownError(
        'case',
        word,
        direction === undefined ? '' : ` for a ${direction}`,
        '"eendigo-kit conformance list" shows them',
      );
  for (const kind of kinds)
    if (!isResponseKind(kind)) throw createUnknownError('kind', kind, '', `there are ${listDistinct(responseKinds)}`);
  const allTags = cases.flatMap((testCase) => testCase.tags);
  for (const tag of tags)
    if (!allTags.some((known) => known === tag))
      throw createUnknownError('tag', tag, '', `there are ${listDistinct(allTags)}`);
  return all.filter(
    (testCase) =>
      (patterns.length === 0 || patterns.some(({ pattern }) => pattern.test(testCase.id))) &&
      (kinds.length === 0 || kinds.includes(answerKind(testCase, contract))) &&
      (tags.length === 0 || testCase.tags.some((tag) => tags.includes(tag))),
  );
}

function parseGlob(word: string): RegExp {
  return new RegExp(
    `^${word
      .split('*')
      .map((text) => text.replaceAll(/[^\w-]/g, '\\$&'))
      .join('.*')}$`,
  );
}

function createUnknownError(what: string, word: string, where: string, remedy: string): KitError {
  return new KitError('usage', `no ${what} is called ${JSON.stringify(word)}${where}; ${remedy}`);
}

function listDistinct(words: readonly string[]): string {
  return [...new Set(words)].join(', ');
}
