import type { Answer, Contract } from '../../spec/index.js';
import { scenarioProblem } from '../config/scenario-names.js';
import { problem } from '../http/problem.js';

/** Returns a problem for unknown scenario names, or undefined if all are known. */
export function unknownScenarios(contract: Contract, names: readonly string[]): Answer | undefined {
  const detail = scenarioProblem(contract, names);
  if (detail === undefined) return undefined;
  return problem(400, 'Unknown scenario', `${detail}.`, { scenarios: [...contract.scenarios.keys()] });
}
