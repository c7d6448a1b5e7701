import { httpDatePattern } from '../../../spec/index.js';
import { listed } from '../../wire/listed.js';
import { equal, failed, inconclusive, notApplicable, passed, show } from '../check.js';
import { clockWord, seen } from '../observations.js';
import { dateKeyOf, observingBody, onBody, type ServerCheck, stating, withResult } from './context.js';

/** Checks on the time that a success and a liveness error carry. */
export const timeChecks: readonly ServerCheck[] = [
  {
    id: 'date-key',
    title: 'the time stands under the key that the document shows: date in a success, datetime in a liveness error',
    source: (_, kind) => ({ requirements: [kind === 'success' ? 'success-date' : 'liveness-error-datetime'] }),
    probes: ['date-keys'],
    kinds: withResult,
    observe: observingBody((body, { shape }) =>
      seen('date-keys', `${shape} ${listed(['date', 'datetime'].filter((key) => key in body))}`),
    ),
    judge: onBody((body, context) => {
      const got = ['date', 'datetime'].filter((key) => key in body);
      return equal(dateKeyOf(context), listed(got));
    }),
  },
  {
    id: 'date-format',
    title: 'the time is written as RFC 1123 in GMT',
    source: stating('date-format'),
    kinds: withResult,
    judge: onBody((body) => {
      const got = body['date'] ?? body['datetime'];
      if (got === undefined) return notApplicable;
      const real = new RegExp(httpDatePattern).test(String(got)) && new Date(String(got)).toUTCString() === got;
      return real ? passed : failed('a time such as Thu, 14 Apr 2022 03:56:41 GMT', show(got));
    }),
  },
  {
    id: 'date-now',
    title: 'the time is that of the answer, within five minutes',
    source: { ambiguity: 'date-meaning' },
    kinds: withResult,
    observe: observingBody((body, { answer }) =>
      seen('date-meaning', clockWord(Date.parse(String(body['date'] ?? body['datetime'])) - answer.receivedAt)),
    ),
    judge: onBody((body, { answer }) => {
      const got = body['date'] ?? body['datetime'];
      const time = Date.parse(String(got));
      if (Number.isNaN(time)) return notApplicable;
      const near = Math.abs(time - answer.receivedAt) < 5 * 60_000;
      return near ? passed : inconclusive(new Date(answer.receivedAt).toUTCString(), show(got));
    }),
  },
];
