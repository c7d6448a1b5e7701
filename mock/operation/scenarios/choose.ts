import type { Sight } from '../../../fixtures/index.js';
import {
  type Answer,
  type Contract,
  defaultScenario,
  ownScenarioName,
  type ResponseKind,
  type Scenario,
} from '../../../spec/index.js';
import { scenarioProblem } from '../../config/scenario-names.js';
import type { WrongFault } from '../../faults/index.js';
import { problem } from '../../http/problem.js';
import type { SelectedBy, Violation } from '../../schemas/journal-types.js';
import { answerWordings as words } from '../../texts/answer-wordings.js';
import type { Language, Wording } from '../../texts/wording.js';
import type { Inspection } from '../pictures/face-engine.js';
import { firstFault, samePerson } from '../rules/rules.js';
import { type RequestedScenario, rulesName } from './channels.js';
import { proveScenario } from './prove.js';

/** The scenario that will answer, and how and why it was chosen. */
export interface Choice {
  readonly scenario: Scenario;
  readonly selectedBy: SelectedBy;
  readonly reason: string;
  /** Whether its answer has a transaction number. */
  readonly isNumbered: boolean;
  /** A status other than the scenario's own, for a wrong method. */
  readonly status?: number;
}

/** The mock's own answer, when no scenario can answer. */
export interface OwnAnswer {
  readonly ownAnswer: Answer;
  readonly reason: string;
}

/** The input for choosing a scenario. */
export interface ChoiceInput {
  readonly contract: Contract;
  /** An invalid fault header. */
  readonly wrongFault: WrongFault | undefined;
  readonly requested: RequestedScenario | undefined;
  readonly violations: readonly Violation[];
  readonly inspections: ReadonlyMap<string, Inspection>;
  /** The language of the reason. */
  readonly language: Language;
}

/** Chooses the scenario that answers: a requested one overrides the rules. */
export function chooseScenario(input: ChoiceInput): Choice | OwnAnswer {
  const { contract, wrongFault, requested, violations, language } = input;
  if (wrongFault) return { ownAnswer: wrongFault.answer, reason: wrongFault.reason };
  if (requested && requested.name !== rulesName)
    return named(contract, requested.name, requested.channel, requested.reason[language]);
  const fault = firstFault(violations);
  if (!fault) {
    const { name, reason } = seenScenario(input);
    return named(contract, orDefault(contract, name, 'success'), 'rules', reason[language]);
  }
  const reason = `${fault.part ? `${fault.part}: ` : ''}${fault.text}`;
  const own = fault.ownAnswer && ownScenarioName(fault.ownAnswer);
  if (own !== undefined && contract.scenarios.has(own)) return named(contract, own, 'rules', reason);
  const choice = named(contract, scenarioOf(fault, input), 'rules', reason);
  return fault.rule === 'method' ? { ...choice, status: contract.decisions.wrongMethod.status } : choice;
}

function named(contract: Contract, name: string, selectedBy: SelectedBy, reason: string): Choice | OwnAnswer {
  const scenario = contract.scenarios.get(name);
  if (!scenario) return unknownScenario(name, contract);
  const { isNumbered, mismatch } = proveScenario(contract, scenario);
  if (mismatch !== undefined)
    return { ownAnswer: problem(500, 'Internal error of the mock', mismatch), reason: mismatch };
  return { scenario, selectedBy, reason, isNumbered };
}

function unknownScenario(name: string, contract: Contract): OwnAnswer {
  const reason = `${scenarioProblem(contract, [name])}; ${rulesName} leaves it to the rules`;
  const names = [...contract.scenarios.keys(), rulesName];
  return { ownAnswer: problem(400, 'Unknown scenario', reason, { scenarios: names }), reason };
}

/**
 * Returns a scenario's name if the contract has it, otherwise its kind's default: a user's OpenAPI file may list fewer.
 */
function orDefault({ scenarios }: Contract, name: string, kind: ResponseKind): string {
  return scenarios.has(name) ? name : defaultScenario(kind);
}

/** The three causes in the printed text; it mentions no other fault of a selfie. */
const livenessScenarios: ReadonlyMap<Sight, string> = new Map([
  ['dim', 'liveness-error-dim'],
  ['covered', 'liveness-error-covered'],
  ['blurred', 'liveness-error-shake'],
]);

/**
 * Returns the default scenario of a violation's kind, or the one for the selfie's fault if the texts differ by cause.
 */
function scenarioOf({ outcome }: Violation, { contract, inspections }: ChoiceInput): string {
  const selfie = inspections.get('img1');
  if (outcome === 'liveness-error' && contract.decisions.answers.livenessErrorText === 'combined' && selfie?.readable) {
    const scenario = livenessScenarios.get(selfie.sees);
    if (scenario !== undefined) return orDefault(contract, scenario, outcome);
  }
  return outcome === 'accepted' ? defaultScenario('success') : defaultScenario(outcome);
}

function seenScenario({ inspections }: ChoiceInput): { readonly name: string; readonly reason: Wording } {
  const selfie = inspections.get('img1');
  const matched = samePerson(selfie, inspections.get('img2'));
  const live = selfie?.readable ? selfie.live : true;
  if (matched && live) return { name: 'success', reason: words.nothingWrong };
  if (matched) return { name: 'success-not-live', reason: words.notLive };
  if (live) return { name: 'success-not-matched', reason: words.notMatched };
  return { name: 'success-not-matched-not-live', reason: words.neither };
}
