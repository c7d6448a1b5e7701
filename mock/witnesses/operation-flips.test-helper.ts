import { answered, eachAnswer, type Flips } from './flip.test-helper.js';
import type { SentRequest } from './profile-observer.test-helper.js';
import {
  exampleOf,
  goodRequestWith,
  requestWithout,
  requestWithWrongKey,
  sentText,
} from './witness-requests.test-helper.js';

const get: SentRequest = { method: 'GET', parts: [] };

/** Witnesses of the decisions on credentials, the order of the rules, and invalid requests. */
export const operationFlips = {
  'credentials.tenantCodeCase': {
    value: 'ignored',
    requests: [goodRequestWith(sentText('tenant_code', exampleOf('tenant_code').toLowerCase()))],
    answers: answered('invalid-credentials', 'success'),
  },
  'credentials.missing': {
    value: 'as-wrong-value',
    requests: [requestWithout('key')],
    answers: answered('parameter-invalid', 'invalid-credentials'),
    also: ['status.parameter-invalid', 'answers.texts.parameter-invalid'],
  },
  order: {
    value: ['credentials', 'parameters', 'balance', 'size', 'format', 'dimensions', 'liveness', 'face-compare'],
    requests: [requestWithout('img2', requestWithWrongKey)],
    answers: answered('parameter-invalid', 'invalid-credentials'),
  },
  'wrongMethod.status': {
    value: 404,
    requests: [get],
    answers: answered('parameter-invalid', 'parameter-invalid'),
    changes: eachAnswer((answer) => (answer.status === 405 ? { ...answer, status: 404 } : answer)),
  },
  'wrongMethod.kind': {
    value: 'invalid-credentials',
    requests: [get],
    answers: answered('parameter-invalid', 'invalid-credentials'),
    also: ['ownAnswers.wrongMethod', 'wrongMethod.status'],
  },
  'malformedForm.kind': {
    value: 'invalid-credentials',
    requests: [{ parts: [], cutForm: true }],
    answers: answered('parameter-invalid', 'invalid-credentials'),
    also: ['ownAnswers.malformedForm'],
  },
  'wrongContentType.kind': {
    value: 'invalid-credentials',
    requests: [{ json: '{}', parts: [] }],
    answers: answered('parameter-invalid', 'invalid-credentials'),
    also: ['ownAnswers.wrongContentType'],
  },
} satisfies Flips;
