import { answered, type Flips } from './flip.test-helper.js';
import {
  exampleOf,
  goodRequest,
  goodRequestWith,
  requestWithout,
  requestWithRef,
  sentText,
} from './witness-requests.test-helper.js';

/** Witnesses of the decisions on the parts of a request. */
export const partFlips = {
  'parts.required': {
    value: ['img1', 'img2', 'key', 'tenant_code'],
    requests: [requestWithout('refNumber')],
    answers: answered('parameter-invalid', 'success'),
    places: [/^requestBody\/.*\/schema\/required$/, /^requestBody\/.*\/refNumber\/minLength$/],
    also: ['parts.empty', 'parts.nameCase'],
  },
  'parts.missing': {
    value: 'face-compare-error',
    requests: [requestWithout('img2')],
    answers: answered('parameter-invalid', 'face-compare-error'),
    also: [
      'status.parameter-invalid',
      'answers.texts.parameter-invalid',
      'credentials.missing',
      'parts.required',
      'parts.nameCase',
      'pictures.withoutFilename',
      'order',
    ],
  },
  'parts.empty': {
    value: 'accepted',
    requests: [requestWithRef('')],
    answers: answered('parameter-invalid', 'success'),
    places: [/^requestBody\/.*\/(key|tenant_code|refNumber)\/minLength$/],
  },
  'parts.emptyOptional': {
    value: 'as-value',
    requests: [goodRequestWith(sentText('loginId', ''))],
    answers: answered('success', 'success'),
  },
  'parts.trimmed': {
    value: true,
    requests: [goodRequestWith(sentText('key', `${exampleOf('key')}\r\n`))],
    answers: answered('invalid-credentials', 'success'),
  },
  'parts.nameCase': {
    value: 'ignored',
    requests: [requestWithout('refNumber', goodRequestWith(sentText('RefNumber', exampleOf('refNumber'))))],
    answers: answered('parameter-invalid', 'success'),
  },
  'parts.repeated': {
    value: 'last',
    requests: [goodRequestWith(sentText('tenant_code'), sentText('tenant_code', 'another'))],
    answers: answered('success', 'invalid-credentials'),
  },
  'parts.unknown': {
    value: 'parameter-invalid',
    requests: [goodRequestWith(sentText('extra', 'x'))],
    answers: answered('success', 'parameter-invalid'),
    places: [/^requestBody\/.*\/additionalProperties$/],
  },
  'parts.nik': {
    value: 'sixteen-digits',
    requests: [goodRequestWith(sentText('nik', '123'))],
    answers: answered('success', 'parameter-invalid'),
    places: [/^requestBody\/.*\/nik\/pattern$/],
  },
  'parts.repeatedRefNumber': {
    value: 'parameter-invalid',
    requests: [goodRequest, goodRequest],
    answers: [
      ['success', 'success'],
      ['success', 'parameter-invalid'],
    ],
  },
} satisfies Flips;
