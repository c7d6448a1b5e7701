import { type Contract, figurePattern } from '../../../spec/index.js';
import { isObject, resultOf, resultText } from '../../wire/answer.js';
import { formatList } from '../../wire/format-list.js';
import { type CheckOutcome, equal, failed, formatValue, inconclusive, notApplicable, passed } from '../check.js';
import { classifyFigure, createObservation } from '../observations.js';
import {
  exampleOf,
  judgeBody,
  kindsWithResult,
  observeBody,
  type ServerCheck,
  type ServerContext,
  statementsOfKind,
} from './context.js';

/** Checks on `result`: compare, live, figures and threshold. */
export const resultChecks: readonly ServerCheck[] = [
  {
    id: 'result-shape',
    title: 'result is an object, not a list',
    source: { ambiguity: 'result-shape' },
    kinds: kindsWithResult,
    observe: observeBody((body) =>
      'result' in body
        ? createObservation('result-shape', Array.isArray(body['result']) ? 'list' : typeof body['result'])
        : [],
    ),
    judge: judgeBody((body, context) => {
      const list = (value: unknown): string => (Array.isArray(value) ? `a list of ${value.length}` : 'an object');
      if (resultOf(body) === undefined) return failed(list(exampleOf(context)['result']), formatValue(body['result']));
      const [expected, actual] = [list(exampleOf(context)['result']), list(body['result'])];
      return expected === actual ? passed : inconclusive(expected, actual);
    }),
  },
  {
    id: 'threshold',
    title: 'threshold is the value that the document shows',
    source: statementsOfKind('threshold'),
    probes: ['threshold'],
    kinds: kindsWithResult,
    observe: observeBody((body) => {
      const actual = resultText(body, 'face_compare', 'threshold');
      return actual === undefined ? [] : createObservation('threshold', String(actual));
    }),
    judge: judgeBody((body, context) => {
      const expected = resultText(exampleOf(context), 'face_compare', 'threshold');
      const actual = resultText(body, 'face_compare', 'threshold');
      if (actual === expected || actual === undefined || Number.isNaN(Number(actual))) return equal(expected, actual);
      // The document leaves open whether the threshold is constant.
      return Number(actual) === Number(expected)
        ? failed(formatValue(expected), formatValue(actual))
        : inconclusive(formatValue(expected), formatValue(actual));
    }),
  },
  {
    id: 'figures',
    title: 'similarity and score have five decimals',
    source: { requirements: ['success-similarity', 'success-score'] },
    probes: ['figure-format'],
    kinds: ['success'],
    observe: observeBody((body) =>
      [resultText(body, 'face_compare', 'similarity'), resultText(body, 'face_liveness', 'score')].flatMap((figure) =>
        typeof figure === 'string' && figure !== '' ? createObservation('figure-format', classifyFigure(figure)) : [],
      ),
    ),
    judge: judgeBody((body) => {
      const figures = [resultText(body, 'face_compare', 'similarity'), resultText(body, 'face_liveness', 'score')];
      // `value-types` fails for a value that is not a string, and `keys` for a missing one.
      const wrong = figures.filter((figure) => typeof figure === 'string' && !new RegExp(figurePattern).test(figure));
      return wrong.length === 0 ? passed : failed('figures such as 0.83950', formatList(wrong.map(formatValue)));
    }),
  },
  {
    id: 'compare-word',
    title: 'compare is the right word for the pictures, as the document spells it',
    source: ({ expectedResult }) =>
      expectedResult?.matched === false ? { ambiguity: 'false-word' } : { requirements: ['success-compare'] },
    kinds: ['success'],
    observe: observeBody((body, { case: testCase }) =>
      testCase.expectedResult?.matched === false
        ? createObservation('false-word', String(resultText(body, 'face_compare', 'compare')))
        : [],
    ),
    judge: judgeBody((body, context) =>
      judgeWord(resultText(body, 'face_compare', 'compare'), context.case.expectedResult?.matched, context),
    ),
  },
  {
    id: 'live-word',
    title: 'live is the right word for the selfie, as the document spells it',
    source: ({ expectedResult }) =>
      expectedResult?.live === false ? { ambiguity: 'false-word' } : { requirements: ['success-live'] },
    kinds: ['success'],
    observe: observeBody((body, { case: testCase }) =>
      testCase.expectedResult?.live === false
        ? [
            ...createObservation('false-word', String(resultText(body, 'face_liveness', 'live'))),
            ...createObservation(
              'compare-when-not-live',
              resultText(body, 'face_compare', 'compare') === '' ? 'empty' : 'compared',
            ),
          ]
        : [],
    ),
    judge: judgeBody((body, context) =>
      judgeWord(resultText(body, 'face_liveness', 'live'), context.case.expectedResult?.live, context),
    ),
  },
  {
    id: 'compare-agrees',
    title: 'compare agrees with similarity and threshold',
    source: { ambiguity: 'threshold-comparison' },
    kinds: ['success'],
    judge: judgeBody((body) => {
      const number = (key: string): number => Number(resultText(body, 'face_compare', key) ?? Number.NaN);
      const [similarity, threshold] = [number('similarity'), number('threshold')];
      if (Number.isNaN(similarity) || Number.isNaN(threshold) || similarity === threshold) return notApplicable;
      const compares = /^true$/i.test(String(resultText(body, 'face_compare', 'compare')));
      return compares === similarity > threshold
        ? passed
        : inconclusive(
            `compare ${similarity > threshold}`,
            `compare ${compares} at ${similarity} against ${threshold}`,
          );
    }),
  },
  {
    id: 'empty-result',
    title: 'compare, live and the figures of a liveness error are empty',
    source: { requirements: ['liveness-error-empty-compare', 'liveness-error-empty-liveness'] },
    kinds: ['liveness-error'],
    judge: judgeBody((body) => {
      const filled = [
        ['compare', resultText(body, 'face_compare', 'compare')],
        ['similarity', resultText(body, 'face_compare', 'similarity')],
        ['live', resultText(body, 'face_liveness', 'live')],
        ['score', resultText(body, 'face_liveness', 'score')],
      ].filter(([, value]) => value !== '' && value !== undefined);
      return filled.length === 0
        ? passed
        : failed('empty strings', filled.map(([key, value]) => `${key} is ${formatValue(value)}`).join(', '));
    }),
  },
];

/** Judges the value of compare or live. The document prints `True`, and leaves the word for false open. */
function judgeWord(actual: unknown, expected: boolean | undefined, context: ServerContext): CheckOutcome {
  if (typeof actual !== 'string') return notApplicable;
  const falseWord = falseWordOf(context.contract);
  if (expected === true || (expected === undefined && /^true$/i.test(actual))) return equal('True', actual);
  if (actual === falseWord) return passed;
  return /^true$/i.test(actual)
    ? failed(formatValue(falseWord), formatValue(actual))
    : inconclusive(formatValue(falseWord), formatValue(actual));
}

function falseWordOf(contract: Contract): string {
  const example = contract.scenarios.get('success-not-matched')?.example;
  return String(isObject(example) ? resultText(example, 'face_compare', 'compare') : 'False');
}
