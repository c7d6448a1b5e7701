import { ambiguities, type Contract, type ResponseKind } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { expectationOf } from './expectation.js';
import { factsOf } from './facts.js';
import { mostProbes } from './limit-search.js';
import { demandedAnswer } from './predictions.js';

/** The cost of a case on a server that charges. `unknown`: whether the server charges depends on an open question. */
export type Cost = 'billable' | 'free' | 'unknown';

/**
 * Derives the cost of a case from the answers that it may get. Only a tenant with balance and right credentials is
 * charged, and which kinds of answer are charged is open (`charged-kinds`).
 */
export function costOf(testCase: TestCase, contract: Contract): Cost {
  const demanded = demandedAnswer(testCase, contract);
  if (demanded.kind === 'success') return 'billable';
  const { method, tenant } = factsOf(testCase);
  if (method !== contract.method || tenant === 'empty' || tenant === 'unknown' || tenant === 'wrong-key') return 'free';
  const { alternatives } = expectationOf(testCase, contract);
  return [demanded, ...alternatives].some(({ kind }) => kind === 'outside' || perhapsCharged(contract).has(kind))
    ? 'unknown'
    : 'free';
}

/** The most that a server which charges can charge for a search of a limit, in calls. */
export function worstCaseSearch({ search }: TestCase): number {
  return search ? mostProbes(search.limit) : 0;
}

/**
 * The most that a server which charges can charge for a case, in calls. A call of unknown cost counts as charged. Of a
 * search, which ends where the budget does, it is that of each request.
 */
export function worstCaseCalls(testCase: TestCase, contract: Contract): number {
  if (costOf(testCase, contract) === 'free') return 0;
  return testCase.again === undefined ? 1 : 2;
}

/** Kinds that the profile or a reading of the register charges. */
function perhapsCharged({ decisions }: Contract): ReadonlySet<ResponseKind> {
  const readings = ambiguities.find(({ id }) => id === 'charged-kinds')?.readings ?? [];
  return new Set([...decisions.charged, ...readings.flatMap(({ value }) => value as readonly ResponseKind[])]);
}
