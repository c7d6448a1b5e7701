import { describe, expect, test } from 'vitest';
import { cases } from './cases/index.js';
import { serverChecks } from './checks/server/index.js';
import { coverage } from './coverage.js';

describe('the coverage', () => {
  test('is whole: each requirement and each ambiguity has a case or a reason', () => {
    expect(coverage().gaps).toEqual([]);
    expect(coverage().share).toBe(1);
  });

  test('falls when the only case of a requirement goes', () => {
    const { gaps, share } = coverage(cases.filter(({ id }) => id !== 'balance-used-up'));
    expect(gaps).toContain('insufficient-balance-when');
    expect(share).toBeLessThan(1);
  });

  test('counts a requirement that a check judges in the cases of its kinds, and in no others', () => {
    const dates = coverage().requirements.find(({ entry }) => entry.id === 'liveness-error-datetime');
    const kinds = cases.filter(({ id }) => dates?.cases.includes(id)).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['liveness-error']));
  });

  test('knows every ambiguity that a check says it observes', () => {
    // These observe what their case names, so that the case is counted already.
    const byCase = ['body-json', 'x-trx-no-fresh'];
    for (const { id, source, probes = [], observe } of serverChecks)
      if (observe && typeof source !== 'function' && !byCase.includes(id))
        expect('ambiguity' in source || probes.length > 0, id).toBe(true);
  });
});
