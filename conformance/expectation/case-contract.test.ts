import { expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { contractOf } from './case-contract.js';

const contract = await loadContract();
const [testCase] = cases;

test('a case without readings has the contract of the run', () => {
  expect(testCase && contractOf(testCase, contract)).toBe(contract);
});

test('a case with readings has the contract of the run with these readings, built once', () => {
  if (!testCase) throw new Error('there are no cases');
  const under = contractOf({ ...testCase, readings: { 'result-shape': 'list' } }, contract);
  expect(contract.decisions.answers.result).toBe('object');
  expect(under.decisions).toEqual({
    ...contract.decisions,
    answers: { ...contract.decisions.answers, result: 'list' },
  });
  expect(contractOf({ ...testCase, readings: { 'result-shape': 'list' } }, contract)).toBe(under);
});

test('every reading that a case names is in the register', () => {
  for (const one of cases) expect(() => contractOf(one, contract)).not.toThrow();
});
