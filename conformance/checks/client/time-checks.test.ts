import { describe, expect, test } from 'vitest';
import type { Fault, JournalEntry } from '../../../mock/index.js';
import { loadContract } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import { cases } from '../../cases/index.js';
import { expectationOf } from '../../expectation/expectation.js';
import type { CaseTiming, ClientContext } from './context.js';
import { clientTimeChecks } from './time-checks.js';

const contract = await loadContract();
const givenAt = Date.parse('2026-03-01T10:00:00.000Z');
const stalled: Fault = { type: 'stall-body' };

interface Situation {
  readonly fault?: Fault;
  /** When the request arrived, in milliseconds after the case was given. Undefined for none. */
  readonly arrivedMs?: number | undefined;
  /** When the report was complete, in milliseconds after the case was given. Undefined for none. */
  readonly reportedMs?: number | undefined;
  readonly request?: Partial<JournalEntry>;
  readonly outcome?: 'success' | 'transport-error';
  readonly timing?: Partial<CaseTiming>;
}

/** What a check says of a client with a time limit of two seconds. */
function judge(id: string, situation: Situation): string {
  const { fault = stalled, outcome = 'transport-error', timing = {} } = situation;
  const { arrivedMs, reportedMs } = { arrivedMs: 300, reportedMs: 2300, ...situation };
  const testCase: TestCase = { ...(cases.find((one) => one.id === 'fault-stall-body') as TestCase), fault };
  const request: JournalEntry = {
    id: '1',
    at: new Date(givenAt + (arrivedMs ?? 0)).toISOString(),
    method: 'POST',
    path: '/',
    headers: {},
    parts: [],
    violations: [],
    answer: { status: 200, reason: '', fault },
    state: 'aborted',
    durationMs: 2000,
    ...situation.request,
  };
  const context: ClientContext = {
    case: testCase,
    kind: 'success',
    expectation: () => expectationOf(testCase, contract),
    address: '/',
    calls: [{ parts: [], digests: new Map() }],
    parts: [],
    digests: new Map(),
    requests: arrivedMs === undefined ? [] : [request],
    report: reportedMs === undefined ? { problem: 'no file' } : { outcome },
    timing: {
      takenAt: givenAt,
      ...(reportedMs === undefined ? {} : { reportedAt: givenAt + reportedMs }),
      hasTimedOut: false,
      limitMs: 30_000,
      timeoutMs: 2000,
      paceMs: 300,
      standstillMs: 0,
      ...timing,
    },
    charges: 1,
    leaks: [],
    isOutputSeen: true,
    elsewhere: [],
    refusals: [],
  };
  const result = clientTimeChecks.find((check) => check.id === id)?.judge(context);
  return result === undefined ? '' : `${result.outcome}${'actual' in result ? `: ${result.actual}` : ''}`;
}

describe('time-limit', () => {
  test.each([
    ['at its time limit', { reportedMs: 2300 }],
    ['within half as much again', { reportedMs: 3300 }],
    ['later by what it takes to start, twice', { reportedMs: 3900 }],
    [
      'later by what it took in other cases of the run, on a slow machine',
      { reportedMs: 7000, timing: { paceMs: 1900 } },
    ],
    ['within the limit, but did not exit', { timing: { hasTimedOut: true } }],
  ] as const)('passes a client that reported %s', (_, situation) => {
    expect(judge('time-limit', situation)).toBe('passed');
  });

  test('fails a client that reported later, and says what had come and when', () => {
    expect(judge('time-limit', { reportedMs: 4800 })).toBe(
      'failed: a report of transport-error 4.5 s after the request; HTTP 200 and a part of the body had come when the connection ended after 2.0 s',
    );
    const answered = { state: 'answered', durationMs: 12 } as const;
    expect(judge('time-limit', { reportedMs: 4800, request: answered })).toMatch(
      /the answer \(HTTP 200\) had come whole after 0\.0 s$/,
    );
  });

  test('calls a hang a hang, with what had come', () => {
    const hung = { reportedMs: undefined, timing: { hasTimedOut: true } } as const;
    const open = { state: 'open', durationMs: null } as const;
    expect(judge('time-limit', { ...hung, request: open })).toBe(
      'failed: no report: the client hung until the run ended it after 30.0 s; HTTP 200 and a part of the body had come',
    );
    expect(judge('time-limit', { ...hung, request: open, fault: { type: 'delay', ms: 9000 } })).toMatch(
      /; no answer had come$/,
    );
    expect(judge('time-limit', { ...hung, arrivedMs: undefined })).toMatch(/; it had sent no request$/);
  });

  test('leaves a client without a report that did not hang to the check of the report', () => {
    expect(judge('time-limit', { reportedMs: undefined })).toBe('not-applicable');
  });

  test('judges nothing that a standstill of the run itself explains', () => {
    const late = { reportedMs: 4800, timing: { standstillMs: 1000 } };
    expect(judge('time-limit', late)).toMatch(/^inconclusive: .*the run itself stood still for 1\.0 s/);
    expect(judge('time-limit', { ...late, reportedMs: 9000 })).toMatch(/^failed/);
  });
});

describe('time-patience', () => {
  const early = { reportedMs: 800, request: { durationMs: 500 } } as const;

  test('fails a client that gives up long before its time limit, and says what had come', () => {
    expect(judge('time-patience', early)).toBe(
      'failed: transport-error 0.5 s after the request; HTTP 200 and a part of the body had come when the connection ended after 0.5 s',
    );
  });

  test.each([
    ['waited for its time limit', { reportedMs: 2300 }],
    ['started its clock long before its request, on a slow machine', { arrivedMs: 1700, reportedMs: 2000 }],
    ['got its answer', { ...early, outcome: 'success' }],
    ['got a whole answer that is none of the contract', { ...early, request: { state: 'answered' } }],
    ['lost its connection after the delay of a fault', { ...early, fault: { type: 'reset', delay: 400 } }],
  ] as const)('passes a client that %s', (_, situation) => {
    expect(judge('time-patience', situation)).toBe('passed');
  });

  test('fails a client that gives up before a delayed reset', () => {
    const situation = { ...early, fault: { type: 'reset', delay: 900 } } as const;
    expect(judge('time-patience', situation)).toMatch(/^failed/);
  });

  test('does not apply where nothing is to be waited for', () => {
    expect(judge('time-patience', { ...early, fault: { type: 'reset' } })).toBe('not-applicable');
    expect(judge('time-patience', { ...early, arrivedMs: undefined })).toBe('not-applicable');
  });
});
