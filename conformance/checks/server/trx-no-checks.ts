import { deviation, failed, inconclusive, notApplicable, type Observation, passed } from '../check.js';
import { classifyTrxNo, classifyTrxNoSequence, createObservation } from '../observations.js';
import { readingOfObservation, readingWhere } from '../registered.js';
import type { ServerCheck, ServerContext } from './context.js';

/** Checks on the header X-Trx-No. */
export const trxNoChecks: readonly ServerCheck[] = [
  {
    id: 'x-trx-no-present',
    title: 'an answer of a kind that carries X-Trx-No has the header',
    source: (_, kind) =>
      kind === 'success'
        ? { requirements: ['x-trx-no-on-success', 'success-x-trx-no'] }
        : { ambiguity: 'trx-no-kinds' },
    probes: ['trx-no-kinds'],
    observe: observePresence,
    judge: (context) => {
      if (context.kind === undefined || !carriesTrxNo(context)) return notApplicable;
      return trxNoOf(context) === undefined ? deviation('X-Trx-No', undefined, readingOfPresence(context)) : passed;
    },
  },
  {
    id: 'x-trx-no-absent',
    title: 'an answer of a kind that carries no X-Trx-No lacks the header',
    source: (_, kind) =>
      kind === 'success' ? { ambiguity: 'trx-no-kinds' } : { requirements: ['x-trx-no-only-on-success'] },
    probes: ['trx-no-kinds'],
    observe: observePresence,
    judge: (context) => {
      if (context.kind === undefined || carriesTrxNo(context)) return notApplicable;
      const actual = trxNoOf(context);
      return actual === undefined ? passed : deviation(undefined, actual, readingOfPresence(context));
    },
  },
  {
    id: 'x-trx-no-number',
    title: 'X-Trx-No is a number',
    source: { requirements: ['x-trx-no-number'] },
    probes: ['trx-no-format'],
    observe: (context) => createObservation('trx-no-format', classifyTrxNo(trxNoOf(context))),
    judge: (context) => {
      const actual = trxNoOf(context);
      if (actual === undefined) return notApplicable;
      const form = classifyTrxNo(actual);
      return form === 'plain number'
        ? passed
        : deviation('digits only', actual, readingOfObservation({ ambiguity: 'trx-no-format', value: form }));
    },
  },
  {
    id: 'x-trx-no-fresh',
    title: 'every X-Trx-No is new',
    source: { requirements: ['x-trx-no-reconciliation'] },
    probes: ['repeated-ref-number'],
    observe: observeRepetition,
    judge: (context) => {
      const actual = trxNoOf(context);
      if (actual === undefined) return notApplicable;
      if (!context.earlierTrxNos.includes(actual)) return passed;
      const [repeated] = observeRepetition(context);
      return deviation('a number that no earlier answer had', actual, repeated && readingOfObservation(repeated));
    },
  },
  {
    id: 'x-trx-no-increasing',
    title: 'each X-Trx-No is larger than the previous one',
    source: { ambiguity: 'trx-no-sequence' },
    observe: (context) =>
      createObservation('trx-no-sequence', classifyTrxNoSequence(trxNoOf(context), context.earlierTrxNos.at(-1))),
    judge: (context) => {
      const [actual, last] = [trxNoOf(context), context.earlierTrxNos.at(-1)];
      // The check `x-trx-no-fresh` fails for a repeated number.
      if (actual === undefined || last === undefined || actual === last || !/^\d+$/.test(actual + last))
        return notApplicable;
      if (!context.contract.decisions.trxNo.increasing || BigInt(actual) > BigInt(last)) return passed;
      const reading = readingOfObservation({ ambiguity: 'trx-no-sequence', value: 'not larger' });
      return reading ? inconclusive(`more than ${last}`, actual, reading) : failed(`more than ${last}`, actual);
    },
  },
];

function trxNoOf({ answer: { headers } }: ServerContext): string | undefined {
  return headers['x-trx-no'];
}

function carriesTrxNo({ contract, shape }: ServerContext): boolean {
  return contract.decisions.trxNo.kinds.includes(shape);
}

/** The reading under which the header is present, or absent, as in this answer. */
function readingOfPresence(context: ServerContext): ReturnType<typeof readingWhere> {
  const isPresent = trxNoOf(context) !== undefined;
  return readingWhere('trxNo.kinds', (kinds) => (kinds as readonly string[]).includes(context.shape) === isPresent);
}

function observePresence(context: ServerContext): readonly Observation[] {
  const word = trxNoOf(context) === undefined ? 'without' : 'with';
  return createObservation('trx-no-kinds', `${context.shape} ${word}`);
}

/** Observes whether a repeated refNumber gets the number of an earlier answer. Empty for any other case. */
function observeRepetition(context: ServerContext): readonly Observation[] {
  const { case: testCase, earlierTrxNos } = context;
  if (!testCase.ambiguities.includes('repeated-ref-number')) return [];
  const isEarlier = earlierTrxNos.includes(trxNoOf(context) ?? '');
  return createObservation('repeated-ref-number', isEarlier ? 'an earlier X-Trx-No' : 'an X-Trx-No of its own');
}
