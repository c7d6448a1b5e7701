import { expect, test } from 'vitest';
import { documented } from '../../spec/index.js';
import { describeBeyondProfiles, type ReadingOfRun } from './beyond-profiles.js';
import { derivedRun } from './derived-run.test-helper.js';
import { readAnswer, type SeenAnswer } from './seen-answer.js';

const run = derivedRun(documented);

/** The answers with other headers. */
function withHeaders(change: (answer: SeenAnswer) => Readonly<Record<string, string>>): readonly SeenAnswer[] {
  return run.map((answer) => {
    const { status, headers, text: body } = answer;
    return readAnswer(answer.case, { status, headers: { ...headers, ...change(answer) }, body }, answer);
  });
}

test('a server as documented does nothing beyond profiles', () => {
  expect(describeBeyondProfiles(run, [])).toEqual([]);
  const transport = { server: 'nginx', 'x-request-id': '1', connection: 'keep-alive', 'x-mock-kind': 'success' };
  expect(
    describeBeyondProfiles(
      withHeaders(() => transport),
      [],
    ),
  ).toEqual([]);
});

test('headers of some answers, or with several values, are named', () => {
  const answers = withHeaders(({ form, sentAt }) => ({
    'x-quota': String(sentAt.getTime() % 2),
    ...(form.type === 'message' ? { 'x-error-code': 'E1' } : {}),
  }));
  expect(describeBeyondProfiles(answers, [])).toEqual([
    expect.stringMatching(/^the header x-error-code \("E1"\) of \d+ of \d+ answers$/),
    expect.stringMatching(/^the header x-quota \(.*\) of (\d+) of \1 answers$/),
  ]);
});

test('another form of X-Trx-No is named with an example, and a masked one is not', () => {
  const forms = withHeaders(({ trxNo }) => (trxNo === undefined ? {} : { 'x-trx-no': `TRX-${trxNo}` }));
  expect(describeBeyondProfiles(forms, [])).toEqual([
    expect.stringMatching(/^X-Trx-No of \d+ answers is not a number, e\.g\. "TRX-\d+"$/),
  ]);
  const masked = withHeaders(({ trxNo }) => (trxNo === undefined ? {} : { 'x-trx-no': '***' }));
  expect(describeBeyondProfiles(masked, [])).toEqual([]);
});

test('readings of questions that no decision settles are named, unless they are the default', () => {
  const reading = (ambiguity: string, readings: readonly string[], description: string): ReadingOfRun =>
    ({ ambiguity, question: '', observed: ['x'], readings, description, matchesProfile: false }) as ReadingOfRun;
  expect(
    describeBeyondProfiles(
      [],
      [
        reading('figure-format', ['percentage'], 'percentage'),
        reading('extra-answer-keys', ['exact'], 'exact'),
        // A decision settles this one.
        reading('http-status', ['by-meaning'], 'by-meaning'),
      ],
    ),
  ).toEqual([expect.stringMatching(/^figure-format: percentage {2}\w.*\?$/)]);
});
