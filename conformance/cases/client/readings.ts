import { type ResponseKind, responseKinds } from '../../../spec/index.js';
import type { TestCase } from '../case.js';

const reading = {
  needs: [],
  request: {},
  directions: ['client'],
  requirements: [],
  tags: ['answer'],
} as const satisfies Partial<TestCase>;

const failures = responseKinds.filter((kind) => kind !== 'success');

type ReadingCase = Pick<TestCase, 'id' | 'title'> & Partial<TestCase>;

/** A case whose answer follows readings of the register. It probes the ambiguities that they belong to. */
const under = (readings: Readonly<Record<string, string>>, rest: ReadingCase): TestCase => ({
  ...reading,
  readings,
  ambiguities: Object.keys(readings),
  ...rest,
});

/** A case whose answer has values that no registered reading names. */
const decided = (ambiguity: string, decisions: NonNullable<TestCase['decisions']>, rest: ReadingCase): TestCase => ({
  ...reading,
  decisions,
  ambiguities: [ambiguity],
  ...rest,
});

const statusCases: readonly TestCase[] = [
  ...failures.map((kind) =>
    under(
      { 'http-status': 'by-meaning' },
      {
        id: `status-by-meaning-${kind}`,
        title: `${kind} with the HTTP status that matches its meaning`,
        scenario: kind,
      },
    ),
  ),
  ...(['insufficient-balance', 'liveness-error'] as const).map((kind) =>
    under(
      { 'http-status': 'failures-400' },
      { id: `status-400-${kind}`, title: `${kind} with HTTP 400`, scenario: kind },
    ),
  ),
  ...(['parameter-invalid', 'liveness-error'] as const).map((kind) =>
    decided(
      'http-status',
      { [`status.${kind}`]: 500 },
      { id: `status-500-${kind}`, title: `${kind} with HTTP 500, and the body of the contract`, scenario: kind },
    ),
  ),
  decided('http-status', { 'status.success': 201 }, { id: 'status-201', title: 'a success with HTTP 201' }),
  under(
    { 'http-status': 'by-meaning', 'result-shape': 'list', 'status-words': 'one-capital' },
    {
      id: 'status-by-meaning-list',
      title: 'a liveness error with HTTP 422, a list as its result, and the word Failed',
      scenario: 'liveness-error',
    },
  ),
];

const shapeCases: readonly TestCase[] = [
  ...(['success', 'success-not-matched', 'liveness-error'] as const).map((scenario) =>
    under(
      { 'result-shape': 'list' },
      { id: `result-list-${scenario}`, title: `${scenario} whose result is a list`, scenario },
    ),
  ),
  under(
    { 'status-words': 'one-capital' },
    { id: 'status-word-failed', title: 'a failure whose status is Failed', scenario: 'invalid-credentials' },
  ),
  under({ 'status-words': 'capitals' }, { id: 'status-word-capitals', title: 'a success whose status is SUCCESS' }),
  ...(['success', 'parameter-invalid'] as const).map((scenario) =>
    decided(
      'status-words',
      { 'answers.statusWords.success': 'success', 'answers.statusWords.failure': 'failed' },
      { id: `status-word-small-${scenario}`, title: `${scenario} whose status is in small letters`, scenario },
    ),
  ),
  under(
    { 'date-keys': 'date' },
    { id: 'date-key-date', title: 'a liveness error with date', scenario: 'liveness-error' },
  ),
  under({ 'date-keys': 'datetime' }, { id: 'date-key-datetime', title: 'a success with datetime' }),
  under(
    { 'liveness-error-message': 'message-only' },
    {
      id: 'liveness-text-in-message',
      title: 'a liveness error whose text is in message',
      scenario: 'liveness-error',
      kindIs: 'optional',
    },
  ),
  under(
    { 'liveness-error-message': 'both' },
    {
      id: 'liveness-text-and-message',
      title: 'a liveness error with an empty message beside its error',
      scenario: 'liveness-error',
    },
  ),
  under(
    { 'liveness-error-result': 'may-be-missing' },
    {
      id: 'liveness-without-result',
      title: 'a liveness error without result',
      scenario: 'liveness-error',
      kindIs: 'optional',
    },
  ),
  under(
    { 'false-word': 'small-false' },
    {
      id: 'false-word-small',
      title: 'not matched and not live as false, in small letters',
      scenario: 'success-not-matched-not-live',
    },
  ),
  under(
    { 'false-word': 'empty' },
    {
      id: 'false-word-empty',
      title: 'not matched and not live as empty texts',
      scenario: 'success-not-matched-not-live',
    },
  ),
  under(
    { 'trx-no-kinds': 'every-answer' },
    { id: 'trx-no-of-failure', title: 'a failure with an X-Trx-No is a failure', scenario: 'face-compare-error' },
  ),
];

const contentTypeCases: readonly TestCase[] = [
  ...(['success', 'liveness-error'] as const).map((scenario) =>
    under(
      { 'response-content-type': 'json-charset' },
      { id: `charset-named-${scenario}`, title: `${scenario} whose content type names its charset`, scenario },
    ),
  ),
  decided(
    'response-content-type',
    { 'answers.contentType': 'application/json; charset=UTF-8' },
    { id: 'charset-in-capitals', title: 'a success whose content type names UTF-8 in capitals' },
  ),
  decided(
    'response-content-type',
    { 'answers.contentType': 'text/plain' },
    { id: 'content-type-plain', title: 'a failure that is declared as plain text', scenario: 'insufficient-balance' },
  ),
  under(
    { 'response-content-type': 'html' },
    { id: 'content-type-html', title: 'a liveness error that is declared as HTML', scenario: 'liveness-error' },
  ),
];

const forms = [
  ['chunked', 'in small chunks', 'body-layout'],
  ['key-order', 'with its keys in another order', 'body-layout'],
  ['white-space', 'on several lines, with white space around it', 'body-layout'],
  ['escaped-texts', 'with every character as a JSON escape', 'body-layout'],
  ['extra-keys', 'with keys that the document does not show', 'extra-answer-keys'],
] as const;

const formKinds: readonly ResponseKind[] = ['success', 'liveness-error', 'face-compare-error'];

/**
 * The readings of the register, and the forms of JSON and HTTP, that every client survives: what the vendor may send
 * without breaking the document.
 */
export const readingCases: readonly TestCase[] = [
  ...statusCases,
  ...shapeCases,
  ...contentTypeCases,
  ...forms.flatMap(([type, words, ambiguity]) =>
    formKinds
      .filter((kind) => kind !== 'face-compare-error' || type === 'key-order')
      .map(
        (kind): TestCase => ({
          ...reading,
          id: `form-${type}-${kind}`,
          title: `${kind} ${words}`,
          scenario: kind,
          fault: { type },
          ambiguities: [ambiguity],
        }),
      ),
  ),
];
