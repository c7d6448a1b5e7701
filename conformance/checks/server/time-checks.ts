import { httpDatePattern } from '../../../spec/index.js';
import type { JsonObject } from '../../wire/answer.js';
import { formatList } from '../../wire/format-list.js';
import type { ReceivedAnswer } from '../../wire/send.js';
import { deviation, failed, formatValue, notApplicable, passed } from '../check.js';
import { classifyClock, createObservation } from '../observations.js';
import { readingOfDecision, readingOfObservation } from '../registered.js';
import { dateKeyOf, judgeBody, kindsWithResult, observeBody, type ServerCheck, statementsOfKind } from './context.js';

/** Checks on the time in a success and a liveness error. */
export const timeChecks: readonly ServerCheck[] = [
  {
    id: 'date-key',
    title: 'the time has the key that the document shows: date in a success, datetime in a liveness error',
    source: (_, kind) => ({ requirements: [kind === 'success' ? 'success-date' : 'liveness-error-datetime'] }),
    probes: ['date-keys'],
    kinds: kindsWithResult,
    observe: observeBody((body, { shape }) =>
      createObservation('date-keys', `${shape} ${formatList(['date', 'datetime'].filter((key) => key in body))}`),
    ),
    judge: judgeBody((body, context) => {
      const [expected, actual] = [dateKeyOf(context), formatList(['date', 'datetime'].filter((key) => key in body))];
      const path = context.shape === 'success' ? 'answers.dateKeys.success' : 'answers.dateKeys.livenessError';
      return actual === expected ? passed : deviation(expected, actual, readingOfDecision(path, actual));
    }),
  },
  {
    id: 'date-format',
    title: 'the time has the format of RFC 1123, in GMT',
    source: statementsOfKind('date-format'),
    kinds: kindsWithResult,
    judge: judgeBody((body) => {
      const actual = body['date'] ?? body['datetime'];
      if (actual === undefined) return notApplicable;
      const isValid =
        new RegExp(httpDatePattern).test(String(actual)) && new Date(String(actual)).toUTCString() === actual;
      return isValid ? passed : failed('a time such as Thu, 14 Apr 2022 03:56:41 GMT', formatValue(actual));
    }),
  },
  {
    id: 'date-now',
    title: 'the time is the time of the answer',
    source: { ambiguity: 'date-meaning' },
    kinds: kindsWithResult,
    observe: observeBody((body, { answer }) =>
      createObservation('date-meaning', classifyClock(timeOf(body) - clockOf(answer).time, clockOf(answer).tolerance)),
    ),
    judge: judgeBody((body, { answer }) => {
      const time = timeOf(body);
      // The check `date-format` fails for what is no time.
      if (Number.isNaN(time)) return notApplicable;
      const clock = clockOf(answer);
      const distance = classifyClock(time - clock.time, clock.tolerance);
      if (distance === 'now') return passed;
      const expected = new Date(clock.time).toUTCString();
      return deviation(
        expected,
        new Date(time).toUTCString(),
        readingOfObservation({ ambiguity: 'date-meaning', value: distance }),
      );
    }),
  },
];

/** The time in a body, in milliseconds since 1970. NaN when there is none. */
function timeOf(body: JsonObject): number {
  return Date.parse(String(body['date'] ?? body['datetime']));
}

/** The clock that a time is compared with, and by how much both may differ, in milliseconds. */
function clockOf({ headers, receivedAt }: ReceivedAnswer): { readonly time: number; readonly tolerance: number } {
  // The server's own Date header is of its own clock. The clock of this machine may be wrong by minutes.
  const own = Date.parse(headers['date'] ?? '');
  return Number.isNaN(own) ? { time: receivedAt, tolerance: 5 * 60_000 } : { time: own, tolerance: 90_000 };
}
