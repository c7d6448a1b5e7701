import type { Sight } from '../../../fixtures/index.js';
import { type Contract, defaultScenario, type ResponseKind, type Scenario } from '../../../spec/index.js';
import type { SelectedBy } from '../../journal/journal.js';
import type { Violation } from '../../journal/violation.js';
import type { Look } from '../pictures/face-engine.js';
import { firstFault, samePerson } from '../rules/rules.js';
import { type Asked, rulesAsked } from './channels.js';

/** The scenario that will answer, how it was chosen, and why in words. */
export interface Choice {
  readonly scenario: Scenario;
  readonly selectedBy: SelectedBy;
  readonly because: string;
  /** Set where the status is not the scenario's own: a wrong method has one of its own. */
  readonly status?: number;
}

/** What a choice is made from. */
export interface ChoiceInput {
  readonly contract: Contract;
  /** The scenario that was asked for, if one was. */
  readonly asked: Asked | undefined;
  readonly violations: readonly Violation[];
  readonly looks: ReadonlyMap<string, Look>;
}

/** A name was asked for that no scenario has. */
export interface UnknownScenario {
  readonly unknown: string;
}

/** Chooses the scenario that answers: what was asked for before what the rules say. */
export function chooseScenario(input: ChoiceInput): Choice | UnknownScenario {
  const { contract, asked, violations } = input;
  if (asked && asked.name !== rulesAsked) return named(contract, asked.name, asked.channel, asked.because);
  const fault = firstFault(violations);
  if (!fault) {
    const { name, because } = seenScenario(input);
    return named(contract, there(contract, name, 'success'), 'rules', because);
  }
  const because = `${fault.part ? `${fault.part}: ` : ''}${fault.text}`;
  const choice = named(contract, scenarioOf(fault, input), 'rules', because);
  return fault.rule === 'method' ? { ...choice, status: contract.decisions.wrongMethod.status } : choice;
}

function named(contract: Contract, name: string, selectedBy: SelectedBy, because: string): Choice | UnknownScenario {
  const scenario = contract.scenarios.get(name);
  return scenario ? { scenario, selectedBy, because } : { unknown: name };
}

/** A scenario's name where the contract has it, else that of its kind: an OpenAPI file of somebody's own may list fewer. */
function there({ scenarios }: Contract, name: string, kind: ResponseKind): string {
  return scenarios.has(name) ? name : defaultScenario(kind);
}

/** The three causes that the printed text names; of any other fault of a selfie it has no part that speaks. */
const livenessScenarios: ReadonlyMap<Sight, string> = new Map([
  ['dim', 'liveness-error-dim'],
  ['covered', 'liveness-error-covered'],
  ['blurred', 'liveness-error-shake'],
]);

/** The scenario of a violation: its kind's own, or where the texts are told apart the one that fits the selfie. */
function scenarioOf({ verdict }: Violation, { contract, looks }: ChoiceInput): string {
  const selfie = looks.get('img1');
  if (verdict === 'liveness-error' && contract.decisions.answers.livenessErrorText === 'combined' && selfie?.readable) {
    const scenario = livenessScenarios.get(selfie.sees);
    if (scenario !== undefined) return there(contract, scenario, verdict);
  }
  return verdict === 'accepted' ? defaultScenario('success') : defaultScenario(verdict);
}

function seenScenario({ looks }: ChoiceInput): { readonly name: string; readonly because: string } {
  const selfie = looks.get('img1');
  const matched = samePerson(selfie, looks.get('img2'));
  const live = selfie?.readable ? selfie.live : true;
  if (matched && live) return { name: 'success', because: 'nothing is wrong with the request' };
  if (matched) return { name: 'success-not-live', because: 'the selfie shows a picture of a person' };
  if (live) return { name: 'success-not-matched', because: 'the pictures show different people' };
  return { name: 'success-not-matched-not-live', because: 'different people, and a picture of a person' };
}
