import { isObject } from '../../wire/answer.js';
import { formatList } from '../../wire/format-list.js';
import type { ReceivedAnswer } from '../../wire/send.js';
import { failed, notApplicable, passed } from '../check.js';
import { type EarlierAnswer, judgeBody, kindsWithResult, type ServerCheck } from './context.js';

/** Milliseconds that must have passed between two answers before their times may not be the same. */
const stepMs = 3000;

/** Checks on the answers of a run together. */
export const sequenceChecks: readonly ServerCheck[] = [
  {
    id: 'date-moves',
    title: 'the time moves on with the Date header of the answers',
    source: { ambiguity: 'date-meaning' },
    kinds: kindsWithResult,
    judge: judgeBody((body, { case: { request }, earlier }) => {
      const time = timeIn(body);
      const last = earlier.at(-1);
      // A server may answer a repeated refNumber with its earlier answer, as one reading has it.
      const mayRepeat = !('raw' in request) && request.sameRefNumberAs !== undefined;
      if (time === undefined || last === undefined || mayRepeat) return notApplicable;
      const same = earlier.find((other) => timeIn(other.body) === time);
      // This request was sent after the last answer, so its time cannot be the one that an answer had long before.
      const passedMs = same ? timeBetween(same.answer, last.answer) : 0;
      return passedMs < stepMs
        ? passed
        : failed(`a later time: ${passedMs / 1000} seconds have passed since an answer with this one`, time);
    }),
  },
  {
    id: 'x-trx-no-not-falling',
    title: 'the numbers do not fall with every answer',
    source: { ambiguity: 'trx-no-sequence' },
    judge: ({ answer, earlierTrxNos }) => {
      const actual = answer.headers['x-trx-no'];
      const numbers = [...earlierTrxNos, ...(actual === undefined ? [] : [actual])];
      if (actual === undefined || numbers.length < fewestFalling || !numbers.every((number) => /^\d+$/.test(number)))
        return notApplicable;
      const isFalling = numbers.slice(1).every((number, index) => BigInt(number) < BigInt(numbers[index] ?? 0));
      return isFalling
        ? failed('rising numbers, or numbers in no order', formatList(numbers.slice(-fewestFalling)))
        : passed;
    },
  },
];

/** So many numbers in no order fall from first to last in one run of 5,040. */
const fewestFalling = 7;

function timeIn(body: EarlierAnswer['body']): string | undefined {
  const time = isObject(body) ? (body['date'] ?? body['datetime']) : undefined;
  return typeof time === 'string' ? time : undefined;
}

/** The milliseconds between two answers: by the server's own clock, or by this machine's where no Date header tells. */
function timeBetween(first: ReceivedAnswer, last: ReceivedAnswer): number {
  const [from = Number.NaN, to = Number.NaN] = [first, last].map(({ headers }) => Date.parse(headers['date'] ?? ''));
  return Number.isNaN(to - from) ? last.receivedAt - first.receivedAt : to - from;
}
