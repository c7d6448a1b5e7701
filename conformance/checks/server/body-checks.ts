import { isObject, messageOf } from '../../wire/answer.js';
import { equal, failed, formatValue, inconclusive, notApplicable, passed } from '../check.js';
import { classifyErrorText, classifyLayout, createObservation } from '../observations.js';
import {
  exampleOf,
  hasResult,
  judgeBody,
  kindsWithMessage,
  observeBody,
  type ServerCheck,
  statements,
  statementsOfKind,
} from './context.js';
import { compareKeyOrder, judgeKeys, leafValues, observeKeys } from './keys.js';

/** Checks on the keys and texts of a body. */
export const bodyChecks: readonly ServerCheck[] = [
  {
    id: 'keys',
    title: 'the body has exactly the keys that the document shows',
    source: (_, kind) => (hasResult(kind) ? statements(kind, 'keys', 'result-keys') : statements(kind, 'answer')),
    probes: ['extra-answer-keys', 'liveness-error-message', 'liveness-error-result'],
    observe: observeKeys,
    judge: (context) => (isObject(context.body) ? judgeKeys(context.body, context) : notApplicable),
  },
  {
    id: 'key-order',
    title: 'the keys are in the order of the document',
    source: { ambiguity: 'body-layout' },
    observe: (context) =>
      isObject(context.body)
        ? createObservation('body-layout', classifyLayout(compareKeyOrder(context).isSame, context.answer.text))
        : [],
    judge: (context) => {
      if (!isObject(context.body)) return notApplicable;
      const { isSame, expected, actual } = compareKeyOrder(context);
      return isSame ? passed : inconclusive(expected, actual);
    },
  },
  {
    id: 'value-types',
    title: 'every value is a string',
    source: (_, kind) => ({ requirements: hasResult(kind) ? [`${kind}-strings`] : ['one-of-the-kinds'] }),
    judge: ({ body }) => {
      if (!isObject(body)) return notApplicable;
      const others = leafValues(body).filter(([, value]) => typeof value !== 'string');
      return others.length === 0
        ? passed
        : failed('strings', others.map(([path, value]) => `${path} is ${formatValue(value)}`).join(', '));
    },
  },
  {
    id: 'status-word',
    title: 'status is exactly the word that the document shows',
    source: statementsOfKind('status'),
    probes: ['status-words'],
    observe: observeBody((body) => createObservation('status-words', String(body['status']))),
    judge: (context) =>
      isObject(context.body) ? equal(exampleOf(context)['status'], context.body['status']) : notApplicable,
  },
  {
    id: 'message',
    title: 'message is the text that the document shows',
    source: statementsOfKind('message'),
    kinds: kindsWithMessage,
    observe: observeBody((body, { shape }) =>
      shape === 'image-too-large' ? createObservation('image-too-large-answer', String(body['message'])) : [],
    ),
    judge: judgeBody((body, { contract, shape }) => {
      const expected = messageOf(contract, shape);
      if (shape !== 'image-too-large' || body['message'] === expected) return equal(expected, body['message']);
      return inconclusive(formatValue(expected), formatValue(body['message']));
    }),
  },
  {
    id: 'message-empty',
    title: 'message is empty in a success',
    source: { requirements: ['success-message-empty'] },
    kinds: ['success'],
    judge: judgeBody((body) => equal('', body['message'])),
  },
  {
    id: 'error-text',
    title: "error is the liveness error's text, trailing space included",
    source: { requirements: ['liveness-error-text'] },
    probes: ['liveness-error-wording'],
    kinds: ['liveness-error'],
    observe: observeBody((body, context) => {
      const text = [body['error'], body['message']].find((value) => typeof value === 'string' && value !== '');
      return typeof text === 'string'
        ? createObservation('liveness-error-wording', classifyErrorText(text, String(exampleOf(context)['error'])))
        : [];
    }),
    judge: judgeBody((body, context) => {
      const expected = exampleOf(context)['error'];
      const actual = body['error'];
      if (actual === expected || typeof actual !== 'string') return equal(expected, actual);
      // The document leaves open whether the text is fixed or a combination. A text with other parts fails.
      const known = String(expected)
        .split('; ')
        .map((part) => part.trim());
      const combined = actual.split(';').every((part) => known.includes(part.trim()));
      return combined && actual !== String(expected).trim()
        ? inconclusive(formatValue(expected), formatValue(actual))
        : failed(formatValue(expected), formatValue(actual));
    }),
  },
];
