import { describe, expect, test } from 'vitest';
import type { JournalEntry, JournalPart } from '../../../mock/index.js';
import { loadContract } from '../../../spec/index.js';
import type { TestCase } from '../../cases/case.js';
import { cases } from '../../cases/index.js';
import { expectationOf } from '../../expectation/expectation.js';
import type { CheckOutcome } from '../check.js';
import type { ClientContext } from './context.js';
import { wireChecks } from './wire-checks.js';

const contract = await loadContract();
const found = cases.find(({ id }) => id === 'success-all-parts');
if (!found) throw new Error('there is no case success-all-parts');
const plain: TestCase = found;

function entry(more: Partial<JournalEntry> = {}): JournalEntry {
  return {
    id: '1',
    at: new Date(0).toISOString(),
    method: 'POST',
    path: '/s/x/biometric/facecompareliveness',
    headers: {},
    parts: [],
    violations: [],
    answer: { status: 200, reason: '', scenario: 'success', kind: 'success' },
    state: 'answered',
    durationMs: 1,
    ...more,
  };
}

const textPart = (name: string, value: string): JournalPart => ({
  type: 'text',
  name,
  value,
  declaredType: 'text/plain',
  violations: [],
});

/** What a check makes of these requests. `texts`: the texts that the case has. */
function judge(
  id: string,
  requests: readonly JournalEntry[],
  { texts = {}, testCase = plain }: { texts?: Readonly<Record<string, string>>; testCase?: TestCase } = {},
): CheckOutcome {
  const call = {
    parts: Object.entries(texts).map(([name, value]) => ({ type: 'text' as const, name, value })),
    digests: new Map<string, string>(),
  };
  const context: ClientContext = {
    case: testCase,
    kind: 'success',
    expectation: () => expectationOf(testCase, contract),
    address: '/biometric/facecompareliveness',
    calls: [call],
    ...call,
    requests,
    report: { outcome: 'transport-error' },
    timing: { takenAt: 0, hasTimedOut: false, limitMs: 1, timeoutMs: 1, paceMs: 1, standstillMs: 0 },
    charges: 0,
    leaks: [],
    isOutputSeen: true,
    elsewhere: [],
    refusals: [],
  };
  const check = wireChecks.find((candidate) => candidate.id === id);
  if (!check) throw new Error(`there is no check ${id}`);
  return check.judge(context);
}

describe('a redirect', () => {
  const testCase: TestCase = { ...plain, fault: { type: 'redirect' } };
  const redirected = entry({ answer: { status: 307, reason: '', scenario: 'success' } });

  test('that was sent and not followed passes', () => {
    expect(judge('wire-no-redirect', [redirected], { testCase }).outcome).toBe('passed');
  });

  test('that was followed fails', () => {
    expect(judge('wire-no-redirect', [redirected, entry()], { testCase }).outcome).toBe('failed');
  });

  test('that was never sent shows nothing of the client', () => {
    const left = entry({ answer: { status: 0, reason: '', scenario: 'success' }, state: 'aborted' });
    expect(judge('wire-no-redirect', [left], { testCase })).toEqual({
      outcome: 'inconclusive',
      expected: 'a redirect to follow',
      actual: 'the client left before the redirect was sent',
    });
  });
});

describe('a text', () => {
  const outcomes = (wanted: string, received: string) =>
    ['wire-texts', 'wire-blanks', 'wire-utf-8'].map(
      (id) => judge(id, [entry({ parts: [textPart('question', received)] })], { texts: { question: wanted } }).outcome,
    );

  test.each([
    ['as it is', ' Caf\u00E9 ', ' Caf\u00E9 ', ['passed', 'passed', 'passed']],
    ['trimmed', ' Caf\u00E9 ', 'Caf\u00E9', ['passed', 'failed', 'passed']],
    ['in another encoding', ' Caf\u00E9 ', ' Caf\u00C3\u00A9 ', ['passed', 'passed', 'failed']],
    ['with a question mark for a letter', ' Caf\u00E9 ', ' Caf? ', ['passed', 'passed', 'failed']],
    ['changed', ' Caf\u00E9 ', ' Coffee ', ['failed', 'passed', 'passed']],
    ['in ASCII and changed', 'Head', 'Head?', ['failed', 'not-applicable', 'not-applicable']],
    ['with other line breaks', 'a\r\nb', 'a\nb', ['failed', 'not-applicable', 'not-applicable']],
  ])('that arrives %s is a finding of one check at most', (_, wanted, received, expected) => {
    expect(outcomes(wanted, received)).toEqual(expected);
  });

  test('whose line feeds arrive as CRLF passes with a note', () => {
    const parts = [textPart('question', 'a\r\nb')];
    expect(judge('wire-texts', [entry({ parts })], { texts: { question: 'a\nb' } })).toEqual({
      outcome: 'passed',
      note: 'the client sent the line breaks of question as CRLF, as HTML forms do',
    });
  });

  test('that is long is shown at the place where it differs', () => {
    const long = 'x'.repeat(5000);
    const outcome = judge('wire-texts', [entry({ parts: [textPart('question', `${long}b`)] })], {
      texts: { question: `${long}a` },
    });
    expect(outcome.outcome === 'failed' && outcome.actual).toMatch(
      /^question is of 5001 characters, not 5001; from character 4980 on "x{20}b", not "x{20}a"$/,
    );
  });
});

test('a request under another prefix than that of the address is at another path', () => {
  expect(judge('wire-path', [entry()]).outcome).toBe('passed');
  expect(judge('wire-path', [entry({ path: '/s/x/demo/biometric/facecompareliveness' })])).toMatchObject({
    outcome: 'failed',
    expected: '/biometric/facecompareliveness',
  });
});

test('a request with another method is a finding of one check', () => {
  const failed = wireChecks
    .map(({ id }) => id)
    .filter((id) => judge(id, [entry({ method: 'PUT' })], { texts: { source: 'Mobile' } }).outcome === 'failed');
  expect(failed).toEqual(['wire-method']);
});
