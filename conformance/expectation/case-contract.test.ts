import { expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import type { TestCase } from '../cases/case.js';
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

const answerUnder = (more: Partial<TestCase>) => {
  const chosen: TestCase = { ...(testCase as TestCase), ...more };
  const scenario = contractOf(chosen, contract).scenarios.get(chosen.scenario ?? 'success');
  const { headers, body } = scenario?.render({
    httpDate: () => 'now',
    trxNo: () => '1',
    figure: () => '0.90000',
  }) ?? { headers: {}, body: '{}' };
  return { headers, body: JSON.parse(body) };
};

test('a case with decisions has them on top of its readings', () => {
  const { body } = answerUnder({
    readings: { 'result-shape': 'list' },
    decisions: { 'answers.threshold': '0.75', 'answers.statusWords.success': 'OK' },
  });
  expect(body).toMatchObject({ status: 'OK', result: [{ face_compare: { threshold: '0.75' } }] });
});

test.each(['object', 'list'])('a case with fixed values has them in the answer, whose result is an %s', (shape) => {
  const { headers, body } = answerUnder({
    readings: { 'result-shape': shape },
    answer: { trxNo: '00042', date: 'then', similarity: '0.79999', live: 'False' },
  });
  expect(headers).toMatchObject({ 'X-Trx-No': '00042' });
  expect(body.date).toBe('then');
  const [result] = [body.result].flat();
  expect(result).toMatchObject({
    face_compare: { similarity: '0.79999', compare: 'True' },
    face_liveness: { live: 'False', score: '0.90000' },
  });
});

test('a value that the scenario does not have is an error of the case', () => {
  expect(() => answerUnder({ scenario: 'insufficient-balance', answer: { similarity: '0.5' } })).toThrow(
    '/result/face_compare/similarity matches nothing in the example',
  );
});
