import { describe, expect, test } from 'vitest';
import { loadContract } from '../spec/index.js';
import { cases } from './cases/index.js';
import { serverChecks } from './checks/server/index.js';
import { coverage } from './coverage.js';
import { answerKind } from './expectation/expectation.js';

const contract = await loadContract();

describe('the coverage', () => {
  test('is complete: each requirement and each ambiguity has a case or a reason', () => {
    expect(coverage(contract).gaps).toEqual([]);
    expect(coverage(contract).share).toBe(1);
  });

  test('falls without the only case of a requirement', () => {
    const { gaps, share } = coverage(
      contract,
      cases.filter(({ id }) => id !== 'balance-used-up'),
    );
    expect(gaps).toContain('insufficient-balance-when');
    expect(share).toBeLessThan(1);
  });

  test('counts the requirement of a check for the cases of its kinds only', () => {
    const dates = coverage(contract).requirements.find(({ entry }) => entry.id === 'liveness-error-datetime');
    const kinds = cases.filter(({ id }) => dates?.cases.includes(id)).map((testCase) => answerKind(testCase, contract));
    expect(new Set(kinds)).toEqual(new Set(['liveness-error']));
  });

  test('knows the ambiguities of every check that observes', () => {
    // These checks observe ambiguities that their case names, so the case counts already.
    const byCase = ['body-json', 'x-trx-no-fresh'];
    for (const { id, source, probes = [], observe } of serverChecks)
      if (observe && typeof source !== 'function' && !byCase.includes(id))
        expect('ambiguity' in source || probes.length > 0, id).toBe(true);
  });
});
