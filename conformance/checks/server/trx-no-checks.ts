import { equal, failed, inconclusive, notApplicable, passed, show } from '../check.js';
import { seen, sequenceWord, trxNoWord } from '../observations.js';
import { type ServerCheck, shapedFailures } from './context.js';

/** Checks on the header X-Trx-No. */
export const trxNoChecks: readonly ServerCheck[] = [
  {
    id: 'x-trx-no-present',
    title: 'a success carries X-Trx-No',
    source: { requirements: ['x-trx-no-on-success', 'success-x-trx-no'] },
    probes: ['trx-no-kinds'],
    kinds: ['success'],
    observe: ({ answer, shape }) =>
      seen('trx-no-kinds', `${shape} ${answer.headers['x-trx-no'] === undefined ? 'without' : 'with'}`),
    judge: ({ answer, kind }) =>
      kind === undefined
        ? notApplicable
        : answer.headers['x-trx-no'] === undefined
          ? failed('X-Trx-No', 'no such header')
          : passed,
  },
  {
    id: 'x-trx-no-absent',
    title: 'an answer that is no success carries no X-Trx-No, unless the profile says so',
    source: { requirements: ['x-trx-no-only-on-success'] },
    probes: ['trx-no-kinds'],
    kinds: shapedFailures,
    observe: ({ answer, shape }) =>
      seen('trx-no-kinds', `${shape} ${answer.headers['x-trx-no'] === undefined ? 'without' : 'with'}`),
    judge: ({ answer, shape, contract }) => {
      const got = answer.headers['x-trx-no'];
      if (!contract.decisions.trxNo.kinds.includes(shape)) return equal(undefined, got);
      return got === undefined ? inconclusive('X-Trx-No', 'no such header') : passed;
    },
  },
  {
    id: 'x-trx-no-number',
    title: 'X-Trx-No is a number',
    source: { requirements: ['x-trx-no-number'] },
    probes: ['trx-no-format'],
    observe: ({ answer }) => seen('trx-no-format', trxNoWord(answer.headers['x-trx-no'])),
    judge: ({ answer: { headers } }) => {
      const got = headers['x-trx-no'];
      if (got === undefined) return notApplicable;
      return /^\d+$/.test(got) ? passed : failed('digits only', show(got));
    },
  },
  {
    id: 'x-trx-no-fresh',
    title: 'no X-Trx-No comes twice',
    source: { requirements: ['x-trx-no-reconciliation'] },
    observe: ({ answer: { headers }, case: of, earlierTrxNos }) =>
      of.ambiguities.includes('repeated-ref-number')
        ? seen(
            'repeated-ref-number',
            earlierTrxNos.includes(headers['x-trx-no'] ?? '') ? 'an earlier X-Trx-No' : 'an X-Trx-No of its own',
          )
        : [],
    judge: ({ answer: { headers }, earlierTrxNos }) => {
      const got = headers['x-trx-no'];
      if (got === undefined) return notApplicable;
      return earlierTrxNos.includes(got) ? failed('a number that no earlier answer had', got) : passed;
    },
  },
  {
    id: 'x-trx-no-increasing',
    title: 'each X-Trx-No is larger than the one before',
    source: { ambiguity: 'trx-no-sequence' },
    observe: ({ answer: { headers }, earlierTrxNos }) =>
      seen('trx-no-sequence', sequenceWord(headers['x-trx-no'], earlierTrxNos.at(-1))),
    judge: ({ answer: { headers }, earlierTrxNos }) => {
      const got = headers['x-trx-no'];
      const last = earlierTrxNos.at(-1);
      // Twice the same is told by x-trx-no-fresh.
      if (got === undefined || last === undefined || got === last || !/^\d+$/.test(got + last)) return notApplicable;
      return BigInt(got) > BigInt(last) ? passed : inconclusive(`more than ${last}`, got);
    },
  },
];
