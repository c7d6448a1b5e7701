import { describe, expect, test } from 'vitest';
import { loadContract } from '../../../spec/index.js';
import { cases } from '../../cases/index.js';
import { parseJson } from '../../wire/answer.js';
import type { ReceivedAnswer } from '../../wire/send.js';
import type { EarlierAnswer } from './context.js';
import { judgeAnswer } from './judge-answer.js';

const contract = await loadContract();

/** An answer with the contract's success, and with what differs from it. */
interface Given {
  /** Default: a case with matching pictures and a live person. */
  readonly of?: string;
  /** Seconds after the first answer by the server's Date header; without one, by this machine's clock. */
  readonly after?: number;
  readonly hasDateHeader?: false;
  /** Seconds after the first answer in the body. Default: the same as `after`. */
  readonly says?: number;
  readonly compare?: { readonly compare: string; readonly similarity: string };
  readonly trxNo?: string;
}

const start = Date.parse('Fri, 27 Nov 2026 10:00:00 GMT');

function answerOf({ of = 'success-all-parts', after = 0, says = after, ...given }: Given): EarlierAnswer {
  const testCase = cases.find(({ id }) => id === of);
  if (!testCase) throw new Error(`no case is called ${of}`);
  const body = {
    date: new Date(start + says * 1000).toUTCString(),
    message: '',
    result: {
      face_compare: { ...(given.compare ?? { compare: 'True', similarity: '0.83950' }), threshold: '0.8' },
      face_liveness: { live: 'True', score: '0.98520' },
    },
    status: 'Success',
  };
  const date = new Date(start + after * 1000).toUTCString();
  const answer: ReceivedAnswer = {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'x-trx-no': given.trxNo ?? '1',
      ...(given.hasDateHeader === false ? {} : { date }),
    },
    text: JSON.stringify(body),
    durationMs: 1,
    receivedAt: start + after * 1000,
  };
  return { case: testCase, answer, body: parseJson(answer.text) };
}

/** The outcome of a check on the last of several answers. Undefined when it does not apply. */
function outcomeOf(check: string, given: readonly Given[]): string | undefined {
  const answers = given.map(answerOf);
  const last = answers.at(-1);
  if (!last) throw new Error('no answer is given');
  const earlier = answers.slice(0, -1);
  const trxNos = earlier.flatMap(({ answer: { headers } }) => headers['x-trx-no'] ?? []);
  return judgeAnswer(last.case, contract, { ...last.answer, beside: { earlier } }, trxNos).find(
    ({ id }) => id === check,
  )?.outcome;
}

describe('a time', () => {
  test.each([
    ['that is the same in two answers of one second passes', [{}, {}], 'passed'],
    ['that follows the clock passes', [{}, { after: 5 }, { after: 9 }], 'passed'],
    [
      'that stands still while the Date header moves fails',
      [{}, { after: 5, says: 0 }, { after: 9, says: 0 }],
      'failed',
    ],
    [
      'that stands still without a Date header fails by the clock of this machine',
      [
        { hasDateHeader: false },
        { after: 5, says: 0, hasDateHeader: false },
        { after: 9, says: 0, hasDateHeader: false },
      ],
      'failed',
    ],
    [
      'of an earlier answer may come again with its refNumber',
      [{}, { after: 5 }, { after: 9, says: 0, of: 'repeated-ref-number' }],
      undefined,
    ],
    ['of the first answer is compared with none', [{}], undefined],
  ] as const)('%s', (_, given, outcome) => {
    expect(outcomeOf('date-moves', given)).toBe(outcome);
  });
});

describe('numbers', () => {
  const numbered = (...numbers: readonly number[]) => numbers.map((number): Given => ({ trxNo: String(number) }));

  test.each([
    ['that rise pass', numbered(1, 2, 3, 4, 5, 6, 7), 'passed'],
    ['in no order pass', numbered(9, 8, 7, 6, 5, 4, 10), 'passed'],
    ['that fall with every answer fail', numbered(9, 8, 7, 6, 5, 4, 3), 'failed'],
    ['that are few show nothing', numbered(9, 8, 7, 6, 5, 4), undefined],
  ] as const)('%s', (_, given, outcome) => {
    expect(outcomeOf('x-trx-no-not-falling', given)).toBe(outcome);
  });
});

describe('a similarity', () => {
  const other = (similarity: string, compare = 'False'): Given => ({
    of: 'success-not-matched',
    compare: { compare, similarity },
  });

  test.each([
    ['that is lower where compare is False passes', [{}, other('0.20000')], 'passed'],
    ['that is the same for both verdicts fails', [{}, other('0.83950')], 'failed'],
    ['that is higher where compare is False fails', [{}, other('0.90000')], 'failed'],
    ['of a wrong verdict is left to the check of the word', [{}, other('0.83950', 'True')], undefined],
    ['as a percentage compares with no fraction', [{}, other('90.00000')], undefined],
    ['without another is compared with none', [other('0.90000')], undefined],
  ] as const)('%s', (_, given, outcome) => {
    expect(outcomeOf('similarity-agrees', given)).toBe(outcome);
  });
});
