import type { ReferenceRequest, ReferenceRule } from '../reference/rules.js';
import { onReference } from './on-reference.js';
import type { Vendor } from './vendor.js';

const megabyte = 1_048_576;

/** One result in a list, other words, other keys, HTTP 200 for everything, and a number on every answer. */
export const listService: Vendor = onReference({
  id: 'list-service',
  habits: () => {
    const used = new Set<string>();
    let calls = 0;
    return {
      facts: {
        img1: { bytes: 3 * megabyte, minimum: [600, 600], maximum: [1920, 1080] },
        img2: { bytes: 2 * megabyte, minimum: [960, 720], maximum: [1920, 1080] },
      },
      rules: ({ parameters, ...rest }) => ({ parameters, nik: nikHasSixteenDigits, used: isUnused(used), ...rest }),
      body: (body, kind) => {
        const { date, datetime, message, error, result, status, ...others } = body;
        for (const key of Object.keys(body)) Reflect.deleteProperty(body, key);
        const time = date ?? datetime;
        Object.assign(body, {
          ...(time === undefined ? {} : { datetime: time }),
          message: kind === 'success' ? 'OK' : (error ?? message),
          ...(result === undefined ? {} : { result: [inSmallLetters(result)] }),
          status: status === 'Success' ? 'SUCCESS' : 'Failed',
          ...others,
        });
        // The short failures keep the document's order.
        if (time === undefined) Object.assign(clear(body), { status: 'Failed', message });
      },
      behave: () => ({
        threshold: '0.75',
        receive: (request) => ({ ...request, texts: trimmed(request.texts) }),
        change: ({ headers }, kind, request) => {
          // Unique, in no order.
          headers['X-Trx-No'] = String(((++calls + 100) * 7919) % 100_003);
          if (kind === 'success' && request?.texts['refNumber']) used.add(request.texts['refNumber']);
        },
      }),
    };
  },
  shows: {
    'answers.result': 'list',
    'answers.statusWords.success': 'SUCCESS',
    'answers.statusWords.failure': 'Failed',
    'answers.dateKeys.success': 'datetime',
    'answers.texts.success': 'OK',
    'answers.livenessErrorKey': 'message',
    'answers.threshold': '0.75',
    'answers.falseWord': 'false',
    'trxNo.kinds': [
      'success',
      'insufficient-balance',
      'parameter-invalid',
      'invalid-credentials',
      'image-too-large',
      'face-compare-error',
      'liveness-error',
    ],
    'trxNo.increasing': false,
    'credentials.tenantCodeCase': 'ignored',
    'parts.trimmed': true,
    'parts.nik': 'sixteen-digits',
    'parts.emptyOptional': 'as-absent',
    'parts.repeatedRefNumber': 'parameter-invalid',
    'pictures.megabyte': megabyte,
    // The framework answers a wrong method, and knows nothing of the service's words.
    'ownAnswers.wrongMethod':
      'HTTP/1.1 405\nContent-Type: application/json\nAllow: POST\n\n{"status":"FAILED","message":"Parameter invalid, please check your request"}',
  },
  hides: { charged: ['success', 'liveness-error'] },
  leavesOpen: ['wrongMethod.status', 'wrongMethod.kind'],
  fails: ['message-empty'],
});

/** The reference server keeps no part of a request that it does not know, so a NIK of blanks is none. */
const nikHasSixteenDigits: ReferenceRule = ({ texts: { nik } }) =>
  nik && !/^\d{16}$/.test(nik) ? 'parameter-invalid' : undefined;

const isUnused =
  (used: ReadonlySet<string>): ReferenceRule =>
  ({ texts: { refNumber } }) =>
    refNumber && used.has(refNumber) ? 'parameter-invalid' : undefined;

function trimmed(texts: ReferenceRequest['texts']): ReferenceRequest['texts'] {
  const all = Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, value?.trim()]));
  const { tenant_code: code } = all;
  return { ...all, ...(code === undefined ? {} : { tenant_code: code.toUpperCase() }) };
}

function inSmallLetters(result: unknown): unknown {
  return JSON.parse(JSON.stringify(result).replaceAll('"False"', '"false"'));
}

function clear(body: Record<string, unknown>): Record<string, unknown> {
  for (const key of Object.keys(body)) Reflect.deleteProperty(body, key);
  return body;
}
