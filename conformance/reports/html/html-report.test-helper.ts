import type { CaseResult } from '../../evidence/verdict.js';
import { createFinding, createTestReport, createTestResult } from '../run-report.test-helper.js';
import { toHtml } from './html-report.js';

/** What a hostile server may send: markup, the end of a script, an attribute's end, controls, a change of direction. */
export const hostile =
  '"\'><script>globalThis.isOwned = true</script><img src=http://127.0.0.1:1/x onerror="globalThis.isOwned = true">&lt;</pre></details>\u0000\u001b[31m\u202e';

const sentAt = new Date('2026-03-01T10:00:00Z');
const headers = { 'content-type': 'application/json', 'x-hostile': hostile };
const answer = { status: 200, headers, body: `{"message":${JSON.stringify(hostile)}}` };
const evidence = { refNumber: 'KIT0001', sentAt, mayHaveBeenCharged: 1, answer };
const known = { owner: hostile, reason: hostile, expires: '2999-12-31' };
const open = createFinding('200', '401', {
  id: 'http-status',
  outcome: 'inconclusive',
  source: { ambiguity: 'http-status' },
  reading: { ambiguity: 'http-status', reading: 'by-meaning' },
  observed: [{ ambiguity: 'http-status', value: 'invalid-credentials 401' }],
});

/** One result of each verdict, with hostile texts at each place where a server, a client or a user supplies one. */
export const allVerdicts: readonly CaseResult[] = [
  createTestResult('success-all-parts', [createFinding('', '', { id: 'answered', outcome: 'passed' })], { evidence }),
  createTestResult('missing-key', [createFinding('"Wrong API key"', '"Wrong API kei"')], {
    evidence,
    answered: 'outside',
    notes: [hostile],
    reproduce: 'curl --form-string key="$EENDIGO_KIT_KEY" http://127.0.0.1/',
    durationMs: 345,
  }),
  createTestResult('credentials-wrong-key', [open], {
    evidence: { sentAt, mayHaveBeenCharged: 0, transportError: hostile },
  }),
  createTestResult('missing-ref-number', [createFinding(hostile, `x${hostile}`, { known })], {
    evidence: {
      ...evidence,
      requests: [{ method: 'POST', path: hostile, headers, parts: [{ name: hostile, value: hostile }], status: 200 }],
      report: { outcome: 'error', reason: hostile },
    } as CaseResult['evidence'] & object,
  }),
  createTestResult('missing-img1', [], { verdict: 'error', reason: hostile }),
  createTestResult('selfie-extension-missing', [], { verdict: 'skipped', reason: `${hostile} beyond the budget` }),
  createTestResult('method-get', [createFinding('a', hostile)], { evidence }),
];

/** The HTML report of {@link allVerdicts}. */
export const hostileHtml = toHtml(
  createTestReport(allVerdicts, {
    info: {
      subject: hostile,
      profile: hostile,
      cutShort: hostile,
      plan: { cases: allVerdicts.length, sent: allVerdicts.length, mayBeCharged: 9 },
    },
    exit: { code: 1, reason: `${hostile} 2 cases failed` },
    knownFailures: {
      file: 'known.yaml',
      problems: [{ line: 7, case: hostile, check: hostile, type: 'different', problem: hostile }],
    },
    explanation: {
      profile: 'rest',
      decisions: [{ path: 'answers.imageTooLargeMessage', value: hostile, cases: ['missing-key'] }],
      explained: ['missing-key'],
      remaining: ['missing-ref-number'],
    },
  }),
  { profileFile: hostile, formatMoney: (calls) => `IDR ${calls * 1500}`, isOwnPicture: (id) => id === 'ktp-max' },
);
