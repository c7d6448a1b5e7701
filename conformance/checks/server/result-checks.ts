import { type JsonObject, resultOf, resultText } from '../../wire/answer.js';
import { formatList } from '../../wire/format-list.js';
import {
  type CheckOutcome,
  deviation,
  failed,
  formatValue,
  inconclusive,
  type MatchedReading,
  notApplicable,
  type Observation,
  passed,
} from '../check.js';
import { classifyFigure, createObservation } from '../observations.js';
import { readingOfDecision, readingOfObservation } from '../registered.js';
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
    title: 'result has the form of the contract, an object or a list',
    source: { ambiguity: 'result-shape' },
    kinds: kindsWithResult,
    observe: observeBody((body) =>
      'result' in body ? createObservation('result-shape', shapeOf(body['result'])) : [],
    ),
    judge: judgeBody((body, context) => {
      const form = (value: unknown): string => (Array.isArray(value) ? `a list of ${value.length}` : 'an object');
      // The check `keys` fails where the contract has a result and the answer has none.
      if (!('result' in body)) return notApplicable;
      const expected = form(exampleOf(context)['result']);
      if (resultOf(body) === undefined) return failed(expected, formatValue(body['result']));
      const actual = form(body['result']);
      if (expected === actual) return passed;
      const reading = readingOfObservation({ ambiguity: 'result-shape', value: shapeOf(body['result']) });
      return deviation(expected, actual, reading);
    }),
  },
  {
    id: 'threshold',
    title: 'threshold is the value of the contract',
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
      // The check `keys` fails where the contract has a result and the answer has none.
      if (resultOf(body) === undefined || expected === undefined) return notApplicable;
      if (actual === expected) return passed;
      // The document leaves open whether the threshold is constant, not how it is written.
      const isOther = typeof actual === 'string' && Number(actual) !== Number(expected);
      return deviation(
        expected,
        actual,
        isOther ? readingOfObservation({ ambiguity: 'threshold', value: actual }) : undefined,
      );
    }),
  },
  {
    id: 'figures',
    title: 'similarity and score are fractions of five decimals, from 0 to 1',
    source: { requirements: ['success-similarity', 'success-score'] },
    probes: ['figure-format'],
    kinds: ['success'],
    observe: observeBody((body) =>
      figuresOf(body).flatMap((figure) =>
        typeof figure === 'string' && figure !== '' ? createObservation('figure-format', classifyFigure(figure)) : [],
      ),
    ),
    judge: judgeBody((body) => {
      // `value-types` fails for a value that is not a string, and `keys` for a missing one.
      const figures = figuresOf(body).filter((figure) => typeof figure === 'string');
      const wrong = figures.filter((figure) => classifyFigure(figure) !== 'fraction of five decimals');
      if (wrong.length === 0) return passed;
      const readings = wrong.map((figure) =>
        readingOfObservation({ ambiguity: 'figure-format', value: classifyFigure(figure) }),
      );
      const [reading] = readings;
      const [expected, actual] = ['figures from 0 to 1, such as 0.83950', formatList(wrong.map(formatValue))];
      return reading && !readings.includes(undefined)
        ? inconclusive(expected, actual, reading)
        : failed(expected, actual);
    }),
  },
  {
    id: 'compare-word',
    title: 'compare is the right word for the pictures, as the contract spells it',
    source: { requirements: ['success-compare'] },
    probes: ['false-word'],
    kinds: ['success'],
    observe: observeBody((body, context) =>
      context.expectation.demanded.result?.matched === false
        ? createObservation('false-word', String(resultText(body, 'face_compare', 'compare')))
        : [],
    ),
    judge: judgeBody((body, context) => {
      const actual = resultText(body, 'face_compare', 'compare');
      // A comparison may be left out for a selfie that shows no live person.
      if (actual === '' && context.expectation.demanded.result?.live === false && !isFalseWord(actual, context))
        return deviation('True or False', actual, readingOfObservation(compareLeftOut));
      return judgeWord(actual, 'matched', context);
    }),
  },
  {
    id: 'live-word',
    title: 'live is the right word for the selfie, as the contract spells it',
    source: { requirements: ['success-live'] },
    probes: ['false-word', 'compare-when-not-live'],
    kinds: ['success'],
    observe: observeBody((body, context) =>
      context.expectation.demanded.result?.live === false
        ? [
            ...createObservation('false-word', String(resultText(body, 'face_liveness', 'live'))),
            ...(resultText(body, 'face_compare', 'compare') === '' && !isFalseWord('', context)
              ? [compareLeftOut]
              : createObservation('compare-when-not-live', 'compared')),
          ]
        : [],
    ),
    judge: judgeBody((body, context) => judgeWord(resultText(body, 'face_liveness', 'live'), 'live', context)),
  },
  {
    id: 'compare-agrees',
    title: 'compare agrees with similarity and threshold',
    source: { requirements: ['success-compare', 'success-similarity', 'success-threshold'] },
    kinds: ['success'],
    judge: judgeBody((body, { contract }) => {
      const [similarity, threshold] = [similarityOf(body), Number(resultText(body, 'face_compare', 'threshold'))];
      const compare = resultText(body, 'face_compare', 'compare');
      // Whether a similarity of exactly the threshold matches is open.
      if (Number.isNaN(similarity) || Number.isNaN(threshold) || similarity === threshold) return notApplicable;
      // `compare-word` fails for another word than these.
      if (compare !== 'True' && compare !== contract.decisions.answers.falseWord) return notApplicable;
      return (compare === 'True') === similarity > threshold
        ? passed
        : failed(
            `compare ${similarity > threshold ? 'True' : contract.decisions.answers.falseWord}`,
            `compare ${compare} at ${similarity} against ${threshold}`,
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
      if (filled.length === 0) return passed;
      return deviation(
        'empty strings',
        filled.map(([key, value]) => `${key} is ${formatValue(value)}`).join(', '),
        readingOfObservation({ ambiguity: 'liveness-error-result', value: 'filled' }),
      );
    }),
  },
];

const compareLeftOut: Observation = { ambiguity: 'compare-when-not-live', value: 'empty' };

/** Judges the value of compare or live. The document prints `True`, and leaves the word for false open. */
function judgeWord(actual: unknown, verdict: 'matched' | 'live', context: ServerContext): CheckOutcome {
  // `value-types` fails for a value that is not a string, and `keys` for a missing one.
  if (typeof actual !== 'string') return notApplicable;
  const { demanded, alternatives } = context.expectation;
  const { falseWord } = context.contract.decisions.answers;
  const spelling = actual === 'True' || isFalseWord(actual, context) ? undefined : spellingOf(actual);
  const expected = demanded.result?.[verdict];
  const isYes = actual === 'True';
  if (spelling === undefined && actual !== 'True' && !isFalseWord(actual, context))
    return failed(expected === false ? formatValue(falseWord) : '"True"', formatValue(actual));
  if (expected !== undefined && isYes !== expected) {
    const [reading] = alternatives
      .filter(({ result }) => result?.[verdict] === isYes)
      .flatMap(({ readings }) => readings);
    return deviation(expected ? 'True' : falseWord, actual, reading);
  }
  return spelling ? inconclusive(formatValue(falseWord), formatValue(actual), spelling) : passed;
}

function isFalseWord(word: unknown, { contract }: ServerContext): boolean {
  return word === contract.decisions.answers.falseWord;
}

function spellingOf(word: string): MatchedReading | undefined {
  return readingOfDecision('answers.falseWord', word);
}

function shapeOf(result: unknown): string {
  return Array.isArray(result) ? 'list' : typeof result;
}

function figuresOf(body: JsonObject): readonly unknown[] {
  return [resultText(body, 'face_compare', 'similarity'), resultText(body, 'face_liveness', 'score')];
}

/** The similarity as a fraction. A percentage is one of the readings. */
function similarityOf(body: JsonObject): number {
  const text = String(resultText(body, 'face_compare', 'similarity'));
  return classifyFigure(text) === 'percentage' ? Number(text.replace('%', '')) / 100 : Number(text);
}
