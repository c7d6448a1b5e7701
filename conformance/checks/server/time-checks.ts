import { httpDatePattern } from '../../../spec/index.js';
import { formatList } from '../../wire/format-list.js';
import { equal, failed, formatValue, inconclusive, notApplicable, passed } from '../check.js';
import { classifyClock, createObservation } from '../observations.js';
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
      const keys = ['date', 'datetime'].filter((key) => key in body);
      return equal(dateKeyOf(context), formatList(keys));
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
    title: 'the time is the time of the answer, within five minutes',
    source: { ambiguity: 'date-meaning' },
    kinds: kindsWithResult,
    observe: observeBody((body, { answer }) =>
      createObservation(
        'date-meaning',
        classifyClock(Date.parse(String(body['date'] ?? body['datetime'])) - answer.receivedAt),
      ),
    ),
    judge: judgeBody((body, { answer }) => {
      const actual = body['date'] ?? body['datetime'];
      const time = Date.parse(String(actual));
      if (Number.isNaN(time)) return notApplicable;
      const isNear = Math.abs(time - answer.receivedAt) < 5 * 60_000;
      return isNear ? passed : inconclusive(new Date(answer.receivedAt).toUTCString(), formatValue(actual));
    }),
  },
];
