import type { Answer, Contract } from '../../spec/index.js';
import { scenarioProblem } from '../config/scenario-names.js';
import { problem } from '../http/problem.js';

/** The answer to names that no scenario has; undefined where all are known. */
export function unknownScenarios(contract: Contract, names: readonly string[]): Answer | undefined {
  const detail = scenarioProblem(contract, names);
  if (detail === undefined) return undefined;
  return problem(400, 'Unknown scenario', `${detail}.`, { scenarios: [...contract.scenarios.keys()] });
}
