import { answered, eachAnswer, type Flips } from './flip.test-helper.js';
import { goodRequest, requestWithRef } from './witness-requests.test-helper.js';

/** Witnesses of the decisions on the number of a transaction and its cost. */
export const transactionFlips = {
  'trxNo.kinds': {
    value: [],
    requests: [goodRequest],
    answers: answered('success', 'success'),
    places: [
      /^responses\/200\/headers\/X-Trx-No$/,
      /^components\/headers\/X-Trx-No\/description$/,
      /^components\/examples\/success[^/]*\/(x-headers|x-fresh)/,
    ],
    changes: ({ answers, transactions, ...rest }) => ({
      ...rest,
      answers: answers.map((answer) => ({ ...answer, trxNo: 'none' })),
      transactions: transactions.map((transaction) => ({ ...transaction, numbered: false })),
    }),
  },
  'trxNo.increasing': {
    value: false,
    requests: [requestWithRef('first'), requestWithRef('second')],
    answers: [
      ['success', 'success'],
      ['success', 'success'],
    ],
    changes: eachAnswer((answer) => (answer.trxNo === 'larger' ? { ...answer, trxNo: 'smaller' } : answer)),
  },
  charged: {
    value: [],
    requests: [requestWithRef('first'), requestWithRef('second')],
    balance: 1,
    answers: [
      ['success', 'insufficient-balance'],
      ['success', 'success'],
    ],
    changes: ({ answers, transactions }) => ({
      answers,
      transactions: transactions.map((transaction) => ({ ...transaction, charged: false })),
      spent: 0,
    }),
  },
} satisfies Flips;
