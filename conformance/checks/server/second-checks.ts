import { kindOf, parseJson } from '../../wire/answer.js';
import { equal, failed, notApplicable, passed } from '../check.js';
import type { ServerCheck } from './context.js';

/** Checks on the answer to the second request of a case that sends two. */
export const secondChecks: readonly ServerCheck[] = [
  {
    id: 'keep-alive',
    title: 'a connection that the server says it keeps serves the next request',
    source: { requirements: ['one-of-the-kinds'] },
    judge: ({ second, kind, contract }) => {
      if (second?.how !== 'on-one-connection') return notApplicable;
      const { answer, isOnSameConnection, hasSurplusBytes } = second;
      if (hasSurplusBytes)
        return failed(
          'nothing behind the answer',
          'bytes that belong to no answer, so the connection is of no more use',
        );
      if ('transportError' in answer)
        return failed('an answer over the connection that the server says it keeps', answer.transportError);
      return isOnSameConnection
        ? equal(kind, kindOf(parseJson(answer.text), contract))
        : failed('the connection kept, as Connection: keep-alive says', 'the server closes it before the next request');
    },
  },
  {
    id: 'x-trx-no-at-once',
    title: 'two requests at the same time get answers of the same kind, with two numbers',
    source: { requirements: ['x-trx-no-reconciliation'] },
    judge: ({ second, answer, kind, contract }) => {
      if (second?.how !== 'at-once') return notApplicable;
      const other = second.answer;
      if ('transportError' in other)
        return failed('an answer to both of two requests at the same time', other.transportError);
      const otherKind = kindOf(parseJson(other.text), contract);
      if (otherKind !== kind) return equal(kind, otherKind);
      const [one, two] = [answer.headers['x-trx-no'], other.headers['x-trx-no']];
      if (one === undefined || two === undefined) return notApplicable;
      return one === two ? failed('a number of its own for each', `${one} twice`) : passed;
    },
  },
];
