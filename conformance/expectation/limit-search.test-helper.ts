import type { Contract } from '../../spec/index.js';
import type { LimitSearch, TestCase } from '../cases/case.js';
import { cases } from '../cases/index.js';
import { answerUnder } from './answer-under.js';
import { factsOf } from './facts.js';
import { type AnsweredCase, companionFor, limitPointsOf, probeOf } from './limit-points.js';
import { type LimitInterval, searchState } from './limit-search.js';

/** A search at its end, and the requests that it took. */
export interface EndedSearch extends LimitInterval, LimitSearch {
  readonly id: string;
  readonly sent: readonly string[];
  readonly probes: readonly TestCase[];
}

/** Makes every search on a server that decides as a contract does, with derived answers. */
export function searchAll(contract: Contract): readonly EndedSearch[] {
  const kindOf = (testCase: TestCase) => answerUnder(factsOf(testCase), contract, contract.decisions).kind;
  const kinds: AnsweredCase[] = cases
    .filter(({ directions, search }) => directions.includes('server') && !search)
    .map((testCase) => ({ case: testCase, kind: kindOf(testCase) }));
  return cases.flatMap((testCase) => {
    const { id, search } = testCase;
    if (!search) return [];
    const sent: string[] = [];
    const probes: TestCase[] = [];
    for (;;) {
      const { next, ...found } = searchState(search, limitPointsOf(search.part, kinds));
      if (next === undefined || sent.includes(next)) return [{ id, ...search, ...found, sent, probes }];
      const companion = companionFor(search.part, kinds);
      const probe = probeOf(
        testCase,
        search.part === 'img1' ? { img1: next, img2: companion } : { img1: companion, img2: next },
      );
      kinds.push({ case: probe, kind: kindOf(probe) });
      sent.push(next);
      probes.push(probe);
    }
  });
}
