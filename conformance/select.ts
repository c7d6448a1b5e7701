import { isResponseKind, KitError } from '../spec/index.js';
import type { Case, Direction } from './cases/case.js';
import { cases } from './cases/index.js';

/** Which cases to run: each list widens within itself, and the lists narrow each other. Empty lists choose all. */
export interface Selection {
  readonly direction?: Direction;
  /** Ids, with `*` for any run of characters. */
  readonly only: readonly string[];
  readonly kinds: readonly string[];
  readonly tags: readonly string[];
}

/**
 * The cases of a selection, in their order.
 *
 * @throws KitError `usage` for an id, kind or tag that no case has, with the ones that there are
 */
export function selectCases({ direction, only, kinds, tags }: Selection): readonly Case[] {
  const all = direction === undefined ? cases : cases.filter(({ directions }) => directions.includes(direction));
  const patterns = only.map((word) => ({ word, pattern: globOf(word) }));
  for (const { word, pattern } of patterns)
    if (!all.some(({ id }) => pattern.test(id)))
      throw noSuch(
        'case',
        word,
        direction === undefined ? '' : ` for a ${direction}`,
        '"eendigo-kit conformance list" shows them',
      );
  for (const kind of kinds)
    if (!isResponseKind(kind)) throw noSuch('kind', kind, '', `there are ${distinct(cases.map((of) => of.kind))}`);
  const allTags = cases.flatMap((of) => of.tags);
  for (const tag of tags)
    if (!allTags.some((known) => known === tag)) throw noSuch('tag', tag, '', `there are ${distinct(allTags)}`);
  return all.filter(
    (of) =>
      (patterns.length === 0 || patterns.some(({ pattern }) => pattern.test(of.id))) &&
      (kinds.length === 0 || kinds.includes(of.kind)) &&
      (tags.length === 0 || of.tags.some((tag) => tags.includes(tag))),
  );
}

function globOf(word: string): RegExp {
  return new RegExp(
    `^${word
      .split('*')
      .map((text) => text.replaceAll(/[^\w-]/g, '\\$&'))
      .join('.*')}$`,
  );
}

function noSuch(what: string, word: string, where: string, remedy: string): KitError {
  return new KitError('usage', `no ${what} is called ${JSON.stringify(word)}${where}; ${remedy}`);
}

function distinct(words: readonly string[]): string {
  return [...new Set(words)].join(', ');
}
