import { equal, failed, formatValue, inconclusive, notApplicable, passed } from '../check.js';
import { classifyTrxNo, classifyTrxNoSequence, createObservation } from '../observations.js';
import { documentedFailureKinds, type ServerCheck } from './context.js';

/** Checks on the header X-Trx-No. */
export const trxNoChecks: readonly ServerCheck[] = [
  {
    id: 'x-trx-no-present',
    title: 'a success has X-Trx-No',
    source: { requirements: ['x-trx-no-on-success', 'success-x-trx-no'] },
    probes: ['trx-no-kinds'],
    kinds: ['success'],
    observe: ({ answer, shape }) =>
      createObservation('trx-no-kinds', `${shape} ${answer.headers['x-trx-no'] === undefined ? 'without' : 'with'}`),
    judge: ({ answer, kind }) =>
      kind === undefined
        ? notApplicable
        : answer.headers['x-trx-no'] === undefined
          ? failed('X-Trx-No', 'no such header')
          : passed,
  },
  {
    id: 'x-trx-no-absent',
    title: 'an answer other than a success has no X-Trx-No, unless the profile says so',
    source: { requirements: ['x-trx-no-only-on-success'] },
    probes: ['trx-no-kinds'],
    kinds: documentedFailureKinds,
    observe: ({ answer, shape }) =>
      createObservation('trx-no-kinds', `${shape} ${answer.headers['x-trx-no'] === undefined ? 'without' : 'with'}`),
    judge: ({ answer, shape, contract }) => {
      const actual = answer.headers['x-trx-no'];
      if (!contract.decisions.trxNo.kinds.includes(shape)) return equal(undefined, actual);
      return actual === undefined ? inconclusive('X-Trx-No', 'no such header') : passed;
    },
  },
  {
    id: 'x-trx-no-number',
    title: 'X-Trx-No is a number',
    source: { requirements: ['x-trx-no-number'] },
    probes: ['trx-no-format'],
    observe: ({ answer }) => createObservation('trx-no-format', classifyTrxNo(answer.headers['x-trx-no'])),
    judge: ({ answer: { headers } }) => {
      const actual = headers['x-trx-no'];
      if (actual === undefined) return notApplicable;
      return /^\d+$/.test(actual) ? passed : failed('digits only', formatValue(actual));
    },
  },
  {
    id: 'x-trx-no-fresh',
    title: 'every X-Trx-No is new',
    source: { requirements: ['x-trx-no-reconciliation'] },
    observe: ({ answer: { headers }, case: testCase, earlierTrxNos }) =>
      testCase.ambiguities.includes('repeated-ref-number')
        ? createObservation(
            'repeated-ref-number',
            earlierTrxNos.includes(headers['x-trx-no'] ?? '') ? 'an earlier X-Trx-No' : 'an X-Trx-No of its own',
          )
        : [],
    judge: ({ answer: { headers }, earlierTrxNos }) => {
      const actual = headers['x-trx-no'];
      if (actual === undefined) return notApplicable;
      return earlierTrxNos.includes(actual) ? failed('a number that no earlier answer had', actual) : passed;
    },
  },
  {
    id: 'x-trx-no-increasing',
    title: 'each X-Trx-No is larger than the previous one',
    source: { ambiguity: 'trx-no-sequence' },
    observe: ({ answer: { headers }, earlierTrxNos }) =>
      createObservation('trx-no-sequence', classifyTrxNoSequence(headers['x-trx-no'], earlierTrxNos.at(-1))),
    judge: ({ answer: { headers }, earlierTrxNos }) => {
      const actual = headers['x-trx-no'];
      const last = earlierTrxNos.at(-1);
      // `x-trx-no-fresh` fails for a repeated number.
      if (actual === undefined || last === undefined || actual === last || !/^\d+$/.test(actual + last))
        return notApplicable;
      return BigInt(actual) > BigInt(last) ? passed : inconclusive(`more than ${last}`, actual);
    },
  },
];
