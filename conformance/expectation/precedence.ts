import { type Contract, type ResponseKind, type RuleName, ruleNames } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
import { orderCases } from '../cases/order.js';
import { answerUnder } from './answer-under.js';
import { factsOf } from './facts.js';

/** Two rules, the one that a server checks first and a later one. */
export interface Precedence {
  readonly first: RuleName;
  readonly later: RuleName;
}

/** The precedence in words, as an observation of `check-order` has it: `size before format`. */
export function precedenceInWords({ first, later }: Precedence): string {
  return `${first} before ${later}`;
}

/** The precedence that an observed value of `check-order` states. Undefined for any other text. */
export function readPrecedence(value: string): Precedence | undefined {
  const [first, later, ...more] = value.split(' before ').map((word) => ruleNames.find((name) => name === word));
  return first && later && more.length === 0 ? { first, later } : undefined;
}

/** The order of two rules that the kind of an answer shows. Undefined for a case that breaks no two, and for a third kind. */
export function precedenceShown(
  testCase: TestCase,
  contract: Contract,
  kind: ResponseKind | undefined,
): Precedence | undefined {
  if (testCase.breaks === undefined) return undefined;
  const [one, other] = testCase.breaks;
  const facts = factsOf(testCase);
  const kindIfFirst = (rule: RuleName): ResponseKind => {
    const order = [rule, ...contract.decisions.order.filter((name) => name !== rule)];
    return answerUnder(facts, contract, { ...contract.decisions, order }).kind;
  };
  const [ifOne, ifOther] = [kindIfFirst(one), kindIfFirst(other)];
  if (ifOne === ifOther) return undefined;
  if (kind === ifOne) return { first: one, later: other };
  return kind === ifOther ? { first: other, later: one } : undefined;
}

/**
 * The order of all rules that precedences show. The order of two rules that no request can break together shows only
 * through a third rule between them; otherwise they are neighbours, and the documented order stands for both. Undefined
 * where the order of two other rules is open, and where the precedences contradict each other.
 */
export function orderShownBy(known: readonly Precedence[]): readonly RuleName[] | undefined {
  const isOpen = orderCases.some(({ breaks }) => breaks !== undefined && !isSettled(breaks, known));
  if (isOpen || ruleNames.some((rule) => known.some((one) => one.first === rule && isBefore(one.later, rule, known))))
    return undefined;
  return ruleNames.toSorted((one, other) => {
    if (isBefore(one, other, known)) return -1;
    return isBefore(other, one, known) ? 1 : ruleNames.indexOf(one) - ruleNames.indexOf(other);
  });
}

/** Whether known precedences settle the order of two rules, directly or by way of other rules. */
export function isSettled([one, other]: readonly [RuleName, RuleName], known: readonly Precedence[]): boolean {
  return isBefore(one, other, known) || isBefore(other, one, known);
}

function isBefore(one: RuleName, other: RuleName, known: readonly Precedence[]): boolean {
  const reached = new Set<RuleName>([one]);
  // A set visits what is added while it is walked.
  for (const rule of reached) for (const { first, later } of known) if (first === rule) reached.add(later);
  return reached.has(other);
}
