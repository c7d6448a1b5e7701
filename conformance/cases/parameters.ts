import type { PartName } from '../../spec/index.js';
import type { TestCase } from './case.js';
import { kebab } from './success.js';

const invalidParameter = {
  needs: [],
  directions: ['server'],
  ambiguities: [],
  tags: ['parameters'],
} as const satisfies Partial<TestCase>;

const requiredParts: readonly PartName[] = ['img1', 'img2', 'key', 'tenant_code', 'refNumber'];

const emptyFile = { img1: { fixture: 'selfie-empty' }, img2: { fixture: 'ktp-empty' } } as const;

/** Requests with wrong parts, as section 1 and the row Parameter Invalid of section 2 define them. */
export const parameterCases: readonly TestCase[] = [
  ...requiredParts.map(
    (name): TestCase => ({
      ...invalidParameter,
      id: `missing-${kebab(name)}`,
      title: `${name} missing`,
      request: { omit: [name] },
      requirements: [`${kebab(name)}-required`, 'parameter-invalid-when'],
      ambiguities: ['missing-part'],
    }),
  ),
  ...requiredParts.map(
    (name): TestCase => ({
      ...invalidParameter,
      id: `empty-${kebab(name)}`,
      title: `${name} empty`,
      request: name === 'img1' || name === 'img2' ? { files: { [name]: emptyFile[name] } } : { texts: { [name]: '' } },
      requirements: [`${kebab(name)}-required`, 'parameter-invalid-when'],
      ambiguities: [name === 'img1' || name === 'img2' ? 'empty-file' : 'empty-value'],
    }),
  ),
  ...(['img1', 'img2'] as const).map(
    (name): TestCase => ({
      ...invalidParameter,
      id: `${name}-as-text`,
      title: `${name} sent as base64 in a text part`,
      request: { asText: [name] },
      requirements: [`${name}-file`, 'parameter-invalid-when'],
      ambiguities: ['picture-without-filename'],
    }),
  ),
  ...(['img1', 'img2'] as const).map(
    (name): TestCase => ({
      ...invalidParameter,
      id: `${name}-without-file-name`,
      title: `${name} sent without a file name`,
      needs: ['real-face'],
      request: { withoutFilename: [name] },
      requirements: [`${name}-file`],
      ambiguities: ['picture-without-filename'],
      tags: ['parameters', 'multipart'],
    }),
  ),
  {
    ...invalidParameter,
    id: 'parameter-invalid-understood',
    title: 'the client understands the answer Parameter Invalid',
    scenario: 'parameter-invalid',
    directions: ['client'],
    request: {},
    requirements: ['kind-parameter-invalid', 'parameter-invalid-answer'],
    tags: ['answer'],
  },
  {
    ...invalidParameter,
    id: 'unknown-part',
    title: 'a part that the document does not list',
    needs: ['real-face'],
    request: { add: [{ name: 'channel', value: 'branch' }] },
    requirements: ['success-when'],
    ambiguities: ['unknown-part'],
  },
  {
    ...invalidParameter,
    id: 'repeated-part',
    title: 'key sent twice, the second one wrong',
    needs: ['real-face'],
    request: { add: [{ name: 'key', value: 'not-the-key' }] },
    requirements: ['key-text'],
    ambiguities: ['repeated-part'],
  },
  {
    ...invalidParameter,
    id: 'repeated-optional-part',
    title: 'source sent twice, with the same value',
    needs: ['real-face'],
    request: { add: [{ name: 'source', value: 'Mobile' }] },
    requirements: ['source-text'],
    // Which value counts does not show, as both are the same.
    ambiguities: [],
  },
  {
    ...invalidParameter,
    id: 'repeated-part-empty',
    title: 'refNumber sent twice, the second one empty',
    needs: ['real-face'],
    request: { add: [{ name: 'refNumber', value: '' }] },
    requirements: ['ref-number-text'],
    // The answer is of neither question alone: it tells readings of both apart.
    ambiguities: [],
  },
  {
    ...invalidParameter,
    id: 'text-as-file',
    title: 'source sent with a file name',
    request: { textAsFile: ['source'] },
    requirements: ['source-text'],
    ambiguities: ['text-as-file'],
  },
  {
    ...invalidParameter,
    id: 'nik-not-a-number',
    title: 'a nik that is not a number',
    needs: ['real-face'],
    request: { texts: { nik: 'NOT-A-NIK' } },
    requirements: ['nik-text'],
    ambiguities: ['nik-format'],
  },
  {
    ...invalidParameter,
    id: 'chunked-body',
    title: 'a body sent in chunks, without Content-Length',
    needs: ['real-face'],
    request: { isChunked: true },
    requirements: ['content-type-multipart'],
    ambiguities: ['request-framing'],
    tags: ['http'],
  },
  {
    ...invalidParameter,
    id: 'part-name-case',
    title: 'REFNUMBER instead of refNumber',
    request: { rename: { refNumber: 'REFNUMBER' } },
    requirements: ['ref-number-required'],
    ambiguities: ['part-name-case'],
  },
];

const joinLines = (...lines: string[]): string => lines.join('\r\n');

const httpCase = {
  ...invalidParameter,
  tags: ['http', 'multipart'],
  requirements: ['content-type-multipart'],
} as const;

/** Requests that a server rejects before it reads a part: wrong method, content type or multipart syntax. */
export const httpCases: readonly TestCase[] = [
  {
    ...httpCase,
    id: 'method-get',
    title: 'GET instead of POST',
    request: { raw: { method: 'GET' } },
    requirements: ['method-post'],
    ambiguities: ['wrong-method'],
    tags: ['http'],
  },
  {
    ...httpCase,
    id: 'method-put',
    title: 'PUT instead of POST',
    request: { raw: { method: 'PUT', contentType: 'text/plain', body: 'x' } },
    requirements: ['method-post'],
    ambiguities: ['wrong-method'],
    tags: ['http'],
  },
  {
    ...httpCase,
    id: 'method-delete',
    title: 'DELETE instead of POST',
    request: { raw: { method: 'DELETE' } },
    requirements: ['method-post'],
    ambiguities: ['wrong-method'],
    tags: ['http'],
  },
  {
    ...httpCase,
    id: 'content-type-json',
    title: 'a JSON body',
    request: { raw: { method: 'POST', contentType: 'application/json', body: '{"refNumber":"REF202209230001"}' } },
    requirements: ['content-type-multipart', 'content-type-required'],
    ambiguities: ['wrong-content-type', 'own-answers'],
  },
  {
    ...httpCase,
    id: 'content-type-urlencoded',
    title: 'a urlencoded body',
    request: {
      raw: { method: 'POST', contentType: 'application/x-www-form-urlencoded', body: 'refNumber=REF202209230001' },
    },
    ambiguities: ['wrong-content-type'],
  },
  {
    ...httpCase,
    id: 'content-type-missing',
    title: 'a request without content type and body',
    request: { raw: { method: 'POST' } },
    requirements: ['content-type-required'],
    ambiguities: ['wrong-content-type'],
  },
  {
    ...httpCase,
    id: 'multipart-without-boundary',
    title: 'a multipart content type without a boundary',
    request: {
      raw: { method: 'POST', contentType: 'multipart/form-data', body: joinLines('--x', '', '', '--x--', '') },
    },
    ambiguities: ['malformed-form'],
  },
  {
    ...httpCase,
    id: 'multipart-other-boundary',
    title: 'a body whose boundary differs from the content type',
    request: {
      raw: {
        method: 'POST',
        contentType: 'multipart/form-data; boundary=one',
        body: joinLines(
          '--two',
          'Content-Disposition: form-data; name="refNumber"',
          '',
          'REF202209230001',
          '--two--',
          '',
        ),
      },
    },
    ambiguities: ['malformed-form'],
  },
  {
    ...httpCase,
    id: 'multipart-cut-off',
    title: 'a multipart body that ends in the middle of a part',
    request: {
      raw: {
        method: 'POST',
        contentType: 'multipart/form-data; boundary=one',
        body: joinLines('--one', 'Content-Disposition: form-data; name="refNumber"', '', 'REF2022'),
      },
    },
    ambiguities: ['malformed-form'],
  },
  {
    ...httpCase,
    id: 'multipart-empty',
    title: 'a multipart body without parts',
    request: {
      raw: { method: 'POST', contentType: 'multipart/form-data; boundary=one', body: joinLines('--one--', '') },
    },
    requirements: ['parameter-invalid-when'],
    ambiguities: ['missing-part'],
  },
];
