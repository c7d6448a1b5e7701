import type { JsonReport } from '../reports/report-types.js';
import { createNeutral } from '../wire/neutral.js';
import { bodyFacts } from './body-facts.js';
import { clientFacts } from './client-facts.js';
import { type CaseFacts, indexFacts, type JsonCase, keyOfFact } from './facts.js';
import { headerFacts } from './header-facts.js';
import type { KnownValues } from './shapes.js';

/** The facts of a run by case id, of the cases that it has an answer or a failure of the connection for. */
export function factsOfRun(report: JsonReport, known: KnownValues): ReadonlyMap<string, CaseFacts> {
  const factsOf = report.direction === 'client' ? clientFacts : serverFacts;
  return new Map(
    report.cases.flatMap((testCase) => {
      const facts = factsOf(testCase, known);
      return facts ? [[testCase.id, facts] as const] : [];
    }),
  );
}

function serverFacts({ answered, evidence, cutShort }: JsonCase, known: KnownValues): CaseFacts | undefined {
  if (!evidence || cutShort) return undefined;
  const { answer, refNumber } = evidence;
  if (!answer) return evidence.transportError === undefined ? undefined : { kind: 'no answer', facts: new Map() };
  const context = { known, neutral: createNeutral(refNumber) };
  return {
    kind: answered,
    status: answer.status,
    facts: indexFacts([...headerFacts(answer.headers, context), ...bodyFacts(answer.body, context)]),
  };
}

/** Fewer answers do not show that a value is new in each. */
const fewestAnswers = 8;

/**
 * The keys of facts whose value is an id that is new in nearly every answer of a run. Facts that the
 * contract fixes are never among them.
 */
export function varyingFacts(runs: readonly ReadonlyMap<string, CaseFacts>[]): ReadonlySet<string> {
  return new Set(
    runs.flatMap((run) => {
      const values = new Map<string, string[]>();
      for (const { facts } of run.values())
        for (const fact of facts.values()) {
          if (fact.isForm || fact.isFixed || fact.aspect === 'order') continue;
          const key = keyOfFact(fact);
          const all = values.get(key);
          if (all) all.push(fact.value);
          else values.set(key, [fact.value]);
        }
      return [...values]
        .filter(
          ([, all]) =>
            all.length >= fewestAnswers && isMost(new Set(all).size, all) && isMost(all.filter(isId).length, all),
        )
        .map(([key]) => key);
    }),
  );
}

function isMost(count: number, all: readonly string[]): boolean {
  return count >= 0.9 * all.length;
}

/** Words without a digit, and texts, are what an answer says, and no ids. */
function isId(value: string): boolean {
  return /^\S*\d\S*$/.test(value);
}
