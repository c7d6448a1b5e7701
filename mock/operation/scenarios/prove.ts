import type { Contract, Scenario } from '../../../spec/index.js';

/** What is known of a scenario before it answers a request. */
export interface ScenarioProof {
  /** Whether its answers have a transaction number. */
  readonly isNumbered: boolean;
  /** Why its answers do not match the contract, in one line. */
  readonly mismatch?: string;
}

const proofs = new WeakMap<Contract, WeakMap<Scenario, ScenarioProof>>();

/**
 * Renders a scenario once with sample values, to learn what it needs and whether it matches the contract. So no tenant
 * is charged for an answer that cannot be sent.
 *
 * @throws what the scenario throws when it is rendered
 */
export function proveScenario(contract: Contract, scenario: Scenario): ScenarioProof {
  const known = proofs.get(contract) ?? new WeakMap<Scenario, ScenarioProof>();
  proofs.set(contract, known);
  const proof = known.get(scenario) ?? prove(contract, scenario);
  known.set(scenario, proof);
  return proof;
}

function prove(contract: Contract, scenario: Scenario): ScenarioProof {
  let isNumbered = false;
  const { body } = scenario.render({
    httpDate: () => new Date(0).toUTCString(),
    trxNo: () => {
      isNumbered = true;
      return '10877';
    },
    figure: (_source, minimum) => minimum.toFixed(5),
  });
  const mismatch = bodyMismatch(contract, scenario, body);
  return { isNumbered, ...(mismatch === undefined ? {} : { mismatch }) };
}

/** Returns why a rendered body does not match the contract, in one line; undefined if it does. */
export function bodyMismatch(contract: Contract, { name, kind, isJson }: Scenario, body: string): string | undefined {
  const problems = isJson ? contract.bodyProblems(kind, JSON.parse(body)) : [];
  return problems.length === 0 ? undefined : `The scenario ${name} does not match the contract: ${problems.join('; ')}`;
}
