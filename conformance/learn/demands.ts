import type { Contract, Decisions } from '../../spec/index.js';
import { answerUnder, type DerivedAnswer } from '../expectation/answer-under.js';
import type { SeenAnswer } from './seen-answer.js';

/** Which answer decisions demand for the request of an answer. */
export type Demands = (decisions: Decisions) => (answer: SeenAnswer) => DerivedAnswer;

/** Creates it. It derives each answer once: a search comes to the same decisions again and again. */
export function createDemands(contract: Contract): Demands {
  const known = new Map<string, Map<string, DerivedAnswer>>();
  return (decisions) => {
    const key = JSON.stringify(decisions);
    const derived = known.get(key) ?? new Map<string, DerivedAnswer>();
    known.set(key, derived);
    return ({ case: { id }, facts }) => {
      const demanded = derived.get(id) ?? answerUnder(facts, contract, decisions);
      derived.set(id, demanded);
      return demanded;
    };
  };
}
