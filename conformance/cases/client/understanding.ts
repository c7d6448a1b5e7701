import type { AnswerValues, TestCase } from '../case.js';

const understanding = {
  needs: [],
  request: {},
  directions: ['client'],
  ambiguities: [],
  tags: ['answer'],
} as const satisfies Partial<TestCase>;

const anotherTime = 'Wed, 31 Dec 2025 23:59:59 GMT';

type ScenarioCase = readonly [scenario: string, title: string, requirements: readonly string[]];

/** Answers to a good request, so that a client that checks pictures itself gets them too. */
const scenarios: readonly ScenarioCase[] = [
  ['insufficient-balance', 'the answer Insufficient Balance', ['kind-insufficient-balance']],
  ['invalid-credentials', 'the answer Invalid key / tenant_code', ['kind-invalid-credentials']],
  ['image-too-large', 'the answer Image too large', ['kind-image-too-large']],
  ['face-compare-error', 'the answer Face Compare Error', ['kind-face-not-detected']],
  ['liveness-error', 'the answer Liveness Error, whose text ends with a blank', ['liveness-error-text']],
  ['liveness-error-shake', 'a liveness error that names shaking only', ['liveness-error-text']],
  ['success-not-matched-not-live', 'a success that says not matched and not live', ['success-both-results']],
];

type ValueCase = readonly [id: string, title: string, answer: AnswerValues, requirements: readonly string[]];

/** Values that are texts. A client that computes with them, or reads them as numbers, changes them. */
const values: readonly ValueCase[] = [
  [
    'similarity-below-threshold',
    'a similarity of 0.79999, just below the threshold',
    { similarity: '0.79999', compare: 'False' },
    ['success-similarity'],
  ],
  [
    'similarity-of-one',
    'a similarity and a score of 1.00000',
    { similarity: '1.00000', score: '1.00000' },
    ['success-similarity'],
  ],
  [
    'similarity-with-zeros',
    'a similarity of 0.90000, whose zeros are part of it',
    { similarity: '0.90000', score: '0.95000' },
    ['success-similarity'],
  ],
  [
    'similarity-of-zero',
    'a similarity and a score of 0.00000',
    { similarity: '0.00000', score: '0.00000', compare: 'False', live: 'False' },
    ['success-similarity'],
  ],
  [
    'compare-decides-at-threshold',
    'compare says False although the similarity equals the threshold: the client does not compute it',
    { similarity: '0.80000', compare: 'False' },
    ['success-compare'],
  ],
  [
    'compare-decides-below-threshold',
    'compare says True although the similarity is below the threshold: the client does not compute it',
    { similarity: '0.71000', compare: 'True' },
    ['success-compare'],
  ],
  [
    'live-decides',
    'live says False although the score is high: the client does not compute it',
    { live: 'False', score: '0.99000' },
    ['success-live'],
  ],
  [
    'date-of-body',
    "a date that differs from the HTTP header's: the body's counts",
    { date: anotherTime },
    ['success-date'],
  ],
  ['trx-no-leading-zeros', 'an X-Trx-No with leading zeros', { trxNo: '00010877' }, ['x-trx-no-reconciliation']],
  ['trx-no-20-digits', 'an X-Trx-No of 20 digits', { trxNo: '98765432109876543210' }, ['x-trx-no-reconciliation']],
  [
    'trx-no-beyond-double',
    'an X-Trx-No that a floating-point number cannot hold',
    { trxNo: '9007199254740993' },
    ['x-trx-no-reconciliation'],
  ],
  ['trx-no-one-digit', 'an X-Trx-No of one digit', { trxNo: '7' }, ['x-trx-no-reconciliation']],
  ['trx-no-zero', 'the X-Trx-No 0, which is a number too', { trxNo: '0' }, ['x-trx-no-reconciliation']],
];

type TextCase = readonly [id: string, title: string, text: string, kindIs?: TestCase['kindIs']];

/** Other texts of a failure. Each is in place of `Insufficient balance`. */
const failureTexts: readonly TextCase[] = [
  [
    'message-new',
    'a failure with a text that the document does not show',
    'Layanan sedang dalam pemeliharaan',
    'unknown',
  ],
  ['message-like-success', 'a failure whose text is the word for a success', 'Success', 'unknown'],
  ['message-like-nothing', 'a failure whose text says nothing', 'OK', 'unknown'],
  ['message-like-key', 'a failure whose text is the name of a member of every object', 'constructor', 'unknown'],
  [
    'message-beyond-ascii',
    'a failure with a text beyond ASCII',
    'Saldo habis \u2013 hubungi \u201Csales\u201D \u2705',
    'unknown',
  ],
  [
    'message-long',
    'a failure with a text of 1,000 characters',
    'Coba lagi nanti. '.repeat(60).slice(0, 999).concat('.'),
    'unknown',
  ],
  [
    'message-quoted',
    'a failure whose text has quotes, a backslash and a line break',
    'Kode "A\\B"\r\ntidak dikenal',
    'unknown',
  ],
  ['message-other-case', 'a text of the document in capitals', 'INSUFFICIENT BALANCE', 'optional'],
  ['message-full-stop', 'a text of the document with a full stop', 'Insufficient balance.', 'optional'],
  ['message-blanks', 'a text of the document with blanks around it', ' Insufficient balance ', 'optional'],
];

/** What a client makes of the answers of the contract: kinds, values and texts. */
export const understandingCases: readonly TestCase[] = [
  ...scenarios.map(
    ([scenario, title, requirements]): TestCase => ({
      ...understanding,
      id: `understood-${scenario}`,
      title: `the client understands ${title}`,
      scenario,
      requirements,
    }),
  ),
  ...values.map(
    ([id, title, answer, requirements]): TestCase => ({
      ...understanding,
      id,
      title,
      answer,
      requirements,
      ambiguities: id.startsWith('trx-no')
        ? ['trx-no-format']
        : id.startsWith('date')
          ? ['date-meaning']
          : ['threshold-comparison'],
    }),
  ),
  ...(['0.75', '0.8000', '0.9125'] as const).map(
    (threshold): TestCase => ({
      ...understanding,
      id: `threshold-${threshold.replace('.', '-')}`,
      title: `a threshold of ${threshold}: the client reports it as it comes`,
      decisions: { 'answers.threshold': threshold },
      requirements: ['success-threshold'],
      ambiguities: ['threshold'],
    }),
  ),
  ...failureTexts.map(
    ([id, title, text, kindIs]): TestCase => ({
      ...understanding,
      id,
      title,
      scenario: 'insufficient-balance',
      decisions: { 'answers.texts.insufficient-balance': text },
      ...(kindIs === undefined ? {} : { kindIs }),
      requirements: [],
      ambiguities: ['answer-texts'],
    }),
  ),
  {
    ...understanding,
    id: 'message-new-liveness',
    title: 'a liveness error with a text that the document does not show: its keys say what it is',
    scenario: 'liveness-error',
    decisions: { 'answers.texts.liveness-error': 'Wajah tidak ditemukan ' },
    requirements: [],
    ambiguities: ['answer-texts', 'liveness-error-wording'],
  },
  {
    ...understanding,
    id: 'message-of-success',
    title: 'a success whose message is not empty',
    decisions: { 'answers.texts.success': 'Insufficient light, but accepted' },
    requirements: ['success-when'],
    ambiguities: ['answer-texts'],
  },
];
