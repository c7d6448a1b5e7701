import { isObject, type JsonObject, messageOf } from '../../wire/answer.js';
import {
  deviation,
  equal,
  failed,
  formatValue,
  inconclusive,
  type MatchedReading,
  notApplicable,
  passed,
} from '../check.js';
import { classifyErrorText, classifyLayout, createObservation } from '../observations.js';
import { readingOfDecision, readingOfObservation } from '../registered.js';
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
      return isSame ? passed : inconclusive(expected, actual, { ambiguity: 'body-layout', reading: 'no-meaning' });
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
    judge: judgeBody((body, context) => {
      const [expected, actual] = [exampleOf(context)['status'], body['status']];
      const path = context.shape === 'success' ? 'answers.statusWords.success' : 'answers.statusWords.failure';
      return actual === expected ? passed : deviation(expected, actual, readingOfDecision(path, actual));
    }),
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
      const [expected, actual] = [messageOf(contract, shape), body['message']];
      if (actual === expected) return passed;
      // The document shows no body of image-too-large.
      const reading: MatchedReading | undefined =
        shape === 'image-too-large'
          ? (readingOfDecision('answers.imageTooLargeMessage', actual) ?? { ambiguity: 'image-too-large-answer' })
          : undefined;
      return deviation(expected, actual, reading);
    }),
  },
  {
    id: 'message-empty',
    title: 'message is empty in a success',
    source: { requirements: ['success-message-empty'] },
    kinds: ['success'],
    judge: judgeBody((body, context) => equal(exampleOf(context)['message'], body['message'])),
  },
  {
    id: 'error-text',
    title: "the liveness error has the contract's text, trailing space included",
    source: { requirements: ['liveness-error-text'] },
    probes: ['liveness-error-wording'],
    kinds: ['liveness-error'],
    observe: observeBody((body, context) => {
      const text = livenessText(body);
      return text === ''
        ? []
        : createObservation('liveness-error-wording', classifyErrorText(text, livenessText(exampleOf(context))));
    }),
    judge: judgeBody((body, context) => {
      const [expected, actual] = [livenessText(exampleOf(context)), livenessText(body)];
      // The check `keys` fails where there is no text.
      if (actual === expected || actual === '') return passed;
      const form = classifyErrorText(actual, expected);
      if (form !== 'some of its parts') return deviation(expected, actual, undefined);
      return context.contract.decisions.answers.livenessErrorText === 'combined'
        ? passed
        : deviation(expected, actual, readingOfObservation({ ambiguity: 'liveness-error-wording', value: form }));
    }),
  },
];

/** The text of a liveness error, in `error` or, under another reading, in `message`. Empty when there is none. */
function livenessText(body: JsonObject): string {
  const texts = [body['error'], body['message']].filter((value) => typeof value === 'string');
  return texts.find((text) => text !== '') ?? '';
}
