import { type Contract, type Decisions, type RuleName, ruleNames } from '../../spec/index.js';
import { answerUnder, type DerivedAnswer } from '../expectation/answer-under.js';
import type { Precedence } from '../expectation/precedence.js';
import type { Recogniser } from './recogniser.js';
import type { SeenAnswer } from './seen-answer.js';

/** An answer that shows which of two rules a server checks first. */
export interface ShownPrecedence extends Precedence {
  readonly answer: SeenAnswer;
}

/** The precedences that answers to requests with two violations show, all other decisions as given. */
export function precedencesIn(
  answers: readonly SeenAnswer[],
  contract: Contract,
  decisions: Decisions,
  recogniser: Recogniser,
): readonly ShownPrecedence[] {
  return answers.flatMap((answer): ShownPrecedence[] => {
    const { breaks } = answer.case;
    if (breaks === undefined) return [];
    const [one, other] = breaks;
    const demandedIfFirst = (rule: RuleName): DerivedAnswer => {
      const order = [rule, ...decisions.order.filter((name) => name !== rule)];
      return answerUnder(answer.facts, contract, { ...decisions, order });
    };
    const [ifOne, ifOther] = [one, other].map((rule) => recogniser.mayBe(answer, demandedIfFirst(rule)));
    if (ifOne === ifOther) return [];
    return [ifOne ? { first: one, later: other, answer } : { first: other, later: one, answer }];
  });
}

/**
 * The order of all rules that agrees with all precedences, and otherwise with the preferred order. Undefined where they
 * contradict each other.
 */
export function orderOf(known: readonly Precedence[], preferred: readonly RuleName[]): readonly RuleName[] | undefined {
  const left = [...preferred];
  const order: RuleName[] = [];
  while (left.length > 0) {
    const at = left.findIndex((rule) => !known.some(({ first, later }) => later === rule && left.includes(first)));
    if (at === -1) return undefined;
    order.push(...left.splice(at, 1));
  }
  return order;
}

/** Precedences that cannot all hold: those between rules that form a circle. */
export function circleOf(known: readonly ShownPrecedence[]): readonly ShownPrecedence[] {
  const rules = new Set<RuleName>(ruleNames);
  let before = -1;
  // A rule that nothing precedes, or that precedes nothing, is in no circle.
  while (before !== rules.size) {
    before = rules.size;
    const within = known.filter(({ first, later }) => rules.has(first) && rules.has(later));
    for (const rule of [...rules])
      if (!within.some(({ first }) => first === rule) || !within.some(({ later }) => later === rule))
        rules.delete(rule);
  }
  return known.filter(({ first, later }) => rules.has(first) && rules.has(later));
}
