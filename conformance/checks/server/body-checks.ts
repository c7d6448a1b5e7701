import { isObject, messageOf } from '../../wire/answer.js';
import { equal, failed, inconclusive, notApplicable, passed, show } from '../check.js';
import { errorWord, layoutWord, seen } from '../observations.js';
import {
  exampleOf,
  hasResult,
  observingBody,
  onBody,
  type ServerCheck,
  statements,
  stating,
  withMessage,
} from './context.js';
import { keyOrder, keysFinding, leaves, observeKeys } from './keys.js';

/** Checks on a body's keys, words and texts. */
export const bodyChecks: readonly ServerCheck[] = [
  {
    id: 'keys',
    title: 'the body has exactly the keys that the document shows',
    source: (_, kind) => (hasResult(kind) ? statements(kind, 'keys', 'result-keys') : statements(kind, 'answer')),
    probes: ['extra-answer-keys', 'liveness-error-message', 'liveness-error-result'],
    observe: observeKeys,
    judge: (context) => (isObject(context.body) ? keysFinding(context.body, context) : notApplicable),
  },
  {
    id: 'key-order',
    title: 'the keys come in the order of the document',
    source: { ambiguity: 'body-layout' },
    observe: (context) =>
      isObject(context.body) ? seen('body-layout', layoutWord(keyOrder(context).same, context.answer.text)) : [],
    judge: (context) => {
      if (!isObject(context.body)) return notApplicable;
      const { same, expected, got } = keyOrder(context);
      return same ? passed : inconclusive(expected, got);
    },
  },
  {
    id: 'value-types',
    title: 'every value is a string',
    source: (_, kind) => ({ requirements: hasResult(kind) ? [`${kind}-strings`] : ['one-of-the-kinds'] }),
    judge: ({ body }) => {
      if (!isObject(body)) return notApplicable;
      const others = leaves(body).filter(([, value]) => typeof value !== 'string');
      return others.length === 0
        ? passed
        : failed('strings', others.map(([path, value]) => `${path} is ${show(value)}`).join(', '));
    },
  },
  {
    id: 'status-word',
    title: 'status is the word that the document shows, letter by letter',
    source: stating('status'),
    probes: ['status-words'],
    observe: observingBody((body) => seen('status-words', String(body['status']))),
    judge: (context) =>
      isObject(context.body) ? equal(exampleOf(context)['status'], context.body['status']) : notApplicable,
  },
  {
    id: 'message',
    title: 'message is the text that the document shows',
    source: stating('message'),
    kinds: withMessage,
    observe: observingBody((body, { shape }) =>
      shape === 'image-too-large' ? seen('image-too-large-answer', String(body['message'])) : [],
    ),
    judge: onBody((body, { contract, shape }) => {
      const expected = messageOf(contract, shape);
      if (shape !== 'image-too-large' || body['message'] === expected) return equal(expected, body['message']);
      return inconclusive(show(expected), show(body['message']));
    }),
  },
  {
    id: 'message-empty',
    title: 'message is empty in a success',
    source: { requirements: ['success-message-empty'] },
    kinds: ['success'],
    judge: onBody((body) => equal('', body['message'])),
  },
  {
    id: 'error-text',
    title: "error is the liveness error's text, trailing space included",
    source: { requirements: ['liveness-error-text'] },
    probes: ['liveness-error-wording'],
    kinds: ['liveness-error'],
    observe: observingBody((body, context) => {
      const text = [body['error'], body['message']].find((value) => typeof value === 'string' && value !== '');
      return typeof text === 'string'
        ? seen('liveness-error-wording', errorWord(text, String(exampleOf(context)['error'])))
        : [];
    }),
    judge: onBody((body, context) => {
      const expected = exampleOf(context)['error'];
      const got = body['error'];
      if (got === expected || typeof got !== 'string') return equal(expected, got);
      // Whether the text is fixed or combined from what applies is open; a text of none of its parts is another matter.
      const known = String(expected)
        .split('; ')
        .map((part) => part.trim());
      const combined = got.split(';').every((part) => known.includes(part.trim()));
      return combined && got !== String(expected).trim()
        ? inconclusive(show(expected), show(got))
        : failed(show(expected), show(got));
    }),
  },
];
