import { ambiguities, type Contract, contractUnder, type Profile, withReading } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';

const built = new WeakMap<Contract, Map<string, Contract>>();

/** Returns the contract of a case: that of the run, with the readings under which the mock answers the client in the case. */
export function contractOf({ readings }: TestCase, contract: Contract): Contract {
  if (readings === undefined) return contract;
  const known = built.get(contract) ?? new Map<string, Contract>();
  built.set(contract, known);
  const key = JSON.stringify(readings);
  const found = known.get(key) ?? underReadings(readings, contract);
  known.set(key, found);
  return found;
}

function underReadings(readings: NonNullable<TestCase['readings']>, contract: Contract): Contract {
  const base: Profile = { name: contract.profile, summary: '', ...contract.decisions };
  const profile = Object.entries(readings).reduce((decided, [id, wanted]) => {
    const reading = ambiguities.find((ambiguity) => ambiguity.id === id)?.readings.find(({ id }) => id === wanted);
    // A test reads every case, so that no user meets this.
    if (!reading) throw new Error(`the register has no reading ${wanted} of ${id}`);
    return withReading(decided, id, reading);
  }, base);
  return contractUnder(profile);
}
