import { describe, expect, test } from 'vitest';
import type { SessionState } from '../api/admin-types.js';
import { forcedThings } from './forced.js';

type Settings = Pick<SessionState, 'tenants' | 'queue' | 'scenario' | 'fault'>;

const nothing: Settings = {
  tenants: [{ code: 'AIT', balance: 5, configured: 5, scenario: null }],
  queue: { steps: [], then: null, repeat: false },
  scenario: null,
  fault: { rules: [], seed: 1, requests: 0 },
};
const words = (more: Partial<Settings>): readonly string[] =>
  forcedThings({ ...nothing, ...more }).map((one) => one.words);

describe('what is forced', () => {
  test('is nothing at first', () => {
    expect(words({})).toEqual([]);
  });

  test('is a tenant with a scenario, then the queue, the scenario, then the faults, each with the call that ends it', () => {
    const things = forcedThings({
      tenants: [...nothing.tenants, { code: 'A B', balance: 1, configured: null, scenario: 'e' }],
      queue: {
        steps: [
          { scenario: 'a', times: 1 },
          { scenario: 'b', times: 2 },
        ],
        then: 'c',
        repeat: false,
      },
      scenario: 'd',
      fault: { rules: [{ fault: { type: 'delay', ms: 5 } }], seed: 1, requests: 0 },
    });
    expect(things).toEqual([
      {
        key: 'tenant A B',
        words: 'Every answer to A B is e',
        undo: { method: 'PUT', path: '/tenants/A%20B', body: { scenario: null } },
      },
      { key: 'queue', words: 'Next: a, then 2 × b, then always c', undo: { method: 'DELETE', path: '/queue' } },
      { key: 'scenario', words: 'Then every answer is d', undo: { method: 'DELETE', path: '/scenario/default' } },
      { key: 'fault', words: 'Fault: delay; ms=5', undo: { method: 'DELETE', path: '/fault' } },
    ]);
  });

  test('names few steps of a long queue, and says that a queue repeats', () => {
    const steps = ['a', 'b', 'c', 'd', 'e', 'f'].map((scenario) => ({ scenario, times: 1 }));
    expect(words({ queue: { steps, then: null, repeat: true } })).toEqual([
      'Next: a, then b, then c, then d and 2 more, and again from the start',
    ]);
  });

  test('leaves out a fault whose turns are over, and tells when another acts', () => {
    const rules = [
      { fault: { type: 'reset' }, first: 1 },
      { fault: { type: 'gzip' }, first: 2, every: 3, after: 1, probability: 0.5 },
      { fault: 'none' as const },
    ];
    expect(words({ fault: { rules, seed: 1, requests: 1 } })).toEqual([
      'Fault: gzip (after 1, 2 times, every 3rd, with probability 0.5)',
    ]);
    expect(words({ fault: { rules, seed: 1, requests: 7 } })).toEqual([]);
  });
});
