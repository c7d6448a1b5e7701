import type { Contract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';

/** Derives once for each case and contract. Checks, readings and reports of one run all need what is derived. */
export function oncePerContract<Derived>(
  derive: (testCase: TestCase, contract: Contract) => Derived,
): (testCase: TestCase, contract: Contract) => Derived {
  const derived = new WeakMap<Contract, WeakMap<TestCase, Derived>>();
  return (testCase, contract) => {
    const known = derived.get(contract) ?? new WeakMap<TestCase, Derived>();
    derived.set(contract, known);
    const one = known.get(testCase) ?? derive(testCase, contract);
    known.set(testCase, one);
    return one;
  };
}
