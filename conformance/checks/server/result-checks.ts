import { type Contract, figurePattern } from '../../../spec/index.js';
import { isObject, resultOf, resultText } from '../../wire/answer.js';
import { listed } from '../../wire/listed.js';
import { equal, type Finding, failed, inconclusive, notApplicable, passed, show } from '../check.js';
import { figureWord, seen } from '../observations.js';
import {
  exampleOf,
  observingBody,
  onBody,
  type ServerCheck,
  type ServerContext,
  stating,
  withResult,
} from './context.js';

/** Checks on `result`: verdicts, figures and threshold. */
export const resultChecks: readonly ServerCheck[] = [
  {
    id: 'result-shape',
    title: 'result is an object, not a list',
    source: { ambiguity: 'result-shape' },
    kinds: withResult,
    observe: observingBody((body) =>
      'result' in body ? seen('result-shape', Array.isArray(body['result']) ? 'list' : typeof body['result']) : [],
    ),
    judge: onBody((body, context) => {
      const list = (value: unknown): string => (Array.isArray(value) ? `a list of ${value.length}` : 'an object');
      if (resultOf(body) === undefined) return failed(list(exampleOf(context)['result']), show(body['result']));
      const [expected, got] = [list(exampleOf(context)['result']), list(body['result'])];
      return expected === got ? passed : inconclusive(expected, got);
    }),
  },
  {
    id: 'threshold',
    title: 'threshold is there and is the one that the document shows',
    source: stating('threshold'),
    probes: ['threshold'],
    kinds: withResult,
    observe: observingBody((body) => {
      const got = resultText(body, 'face_compare', 'threshold');
      return got === undefined ? [] : seen('threshold', String(got));
    }),
    judge: onBody((body, context) => {
      const expected = resultText(exampleOf(context), 'face_compare', 'threshold');
      const got = resultText(body, 'face_compare', 'threshold');
      if (got === expected || got === undefined || Number.isNaN(Number(got))) return equal(expected, got);
      // Whether it is constant is open.
      return Number(got) === Number(expected)
        ? failed(show(expected), show(got))
        : inconclusive(show(expected), show(got));
    }),
  },
  {
    id: 'figures',
    title: 'similarity and score are written with five decimals',
    source: { requirements: ['success-similarity', 'success-score'] },
    probes: ['figure-format'],
    kinds: ['success'],
    observe: observingBody((body) =>
      [resultText(body, 'face_compare', 'similarity'), resultText(body, 'face_liveness', 'score')].flatMap((figure) =>
        typeof figure === 'string' && figure !== '' ? seen('figure-format', figureWord(figure)) : [],
      ),
    ),
    judge: onBody((body) => {
      const figures = [resultText(body, 'face_compare', 'similarity'), resultText(body, 'face_liveness', 'score')];
      // What is no string at all is told by value-types, what is missing by keys.
      const wrong = figures.filter((figure) => typeof figure === 'string' && !new RegExp(figurePattern).test(figure));
      return wrong.length === 0 ? passed : failed('figures such as 0.83950', listed(wrong.map(show)));
    }),
  },
  {
    id: 'compare-word',
    title: 'compare says what the pictures show, in the words of the document',
    source: ({ verdict }) =>
      verdict?.matched === false ? { ambiguity: 'false-word' } : { requirements: ['success-compare'] },
    kinds: ['success'],
    observe: observingBody((body, { case: of }) =>
      of.verdict?.matched === false ? seen('false-word', String(resultText(body, 'face_compare', 'compare'))) : [],
    ),
    judge: onBody((body, context) =>
      wordFinding(resultText(body, 'face_compare', 'compare'), context.case.verdict?.matched, context),
    ),
  },
  {
    id: 'live-word',
    title: 'live says what the selfie shows, in the words of the document',
    source: ({ verdict }) =>
      verdict?.live === false ? { ambiguity: 'false-word' } : { requirements: ['success-live'] },
    kinds: ['success'],
    observe: observingBody((body, { case: of }) =>
      of.verdict?.live === false
        ? [
            ...seen('false-word', String(resultText(body, 'face_liveness', 'live'))),
            ...seen('compare-when-not-live', resultText(body, 'face_compare', 'compare') === '' ? 'empty' : 'compared'),
          ]
        : [],
    ),
    judge: onBody((body, context) =>
      wordFinding(resultText(body, 'face_liveness', 'live'), context.case.verdict?.live, context),
    ),
  },
  {
    id: 'compare-agrees',
    title: 'compare agrees with similarity and threshold',
    source: { ambiguity: 'threshold-comparison' },
    kinds: ['success'],
    judge: onBody((body) => {
      const number = (key: string): number => Number(resultText(body, 'face_compare', key) ?? Number.NaN);
      const [similarity, threshold] = [number('similarity'), number('threshold')];
      if (Number.isNaN(similarity) || Number.isNaN(threshold) || similarity === threshold) return notApplicable;
      const said = /^true$/i.test(String(resultText(body, 'face_compare', 'compare')));
      return said === similarity > threshold
        ? passed
        : inconclusive(`compare ${similarity > threshold}`, `compare ${said} at ${similarity} against ${threshold}`);
    }),
  },
  {
    id: 'empty-result',
    title: 'the verdicts and figures of a liveness error are empty',
    source: { requirements: ['liveness-error-empty-compare', 'liveness-error-empty-liveness'] },
    kinds: ['liveness-error'],
    judge: onBody((body) => {
      const got = [
        ['compare', resultText(body, 'face_compare', 'compare')],
        ['similarity', resultText(body, 'face_compare', 'similarity')],
        ['live', resultText(body, 'face_liveness', 'live')],
        ['score', resultText(body, 'face_liveness', 'score')],
      ].filter(([, value]) => value !== '' && value !== undefined);
      return got.length === 0
        ? passed
        : failed('empty strings', got.map(([key, value]) => `${key} is ${show(value)}`).join(', '));
    }),
  },
];

/** The word of a verdict: `True` is printed, so it must be that; the word for no is open. */
function wordFinding(got: unknown, expected: boolean | undefined, context: ServerContext): Finding {
  if (typeof got !== 'string') return notApplicable;
  const no = falseWordOf(context.contract);
  if (expected === true || (expected === undefined && /^true$/i.test(got))) return equal('True', got);
  if (got === no) return passed;
  return /^true$/i.test(got) ? failed(show(no), show(got)) : inconclusive(show(no), show(got));
}

function falseWordOf(contract: Contract): string {
  const example = contract.scenarios.get('success-not-matched')?.example;
  return String(isObject(example) ? resultText(example, 'face_compare', 'compare') : 'False');
}
