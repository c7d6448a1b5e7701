import { describe, expect, test } from 'vitest';
import { settingsOf } from './command/settings.js';
import { resolveConfig } from './config/resolve.js';
import { sendGood } from './good-request.test-helper.js';
import { createMockServer, type SessionOptions } from './index.js';

/** The bodies of section 2 as the document prints them, but for the comma that makes the last one invalid JSON. */
const printed = {
  'insufficient-balance': '{ "status": "FAILED", "message": "Insufficient balance" }',
  'parameter-invalid': '{ "status": "FAILED", "message": "Parameter invalid, please check your request" }',
  'invalid-credentials': '{ "status": "FAILED", "message": "Invalid API key or tenant code" }',
  'face-compare-error': '{ "status": "FAILED", "message": "Input Image Invalid" }',
  'liveness-error':
    '{ "datetime": "Thu, 14 Apr 2022 03:56:15 GMT", "error": "The light is too dim; the face is covered; do not shake ", "result": { "face_compare": { "compare": "", "similarity": "", "threshold": "0.8" }, "face_liveness": { "live": "", "score": "" } }, "status": "FAILED" }',
  success:
    '{ "date": "Thu, 14 Apr 2022 03:56:41 GMT", "message": "", "result": { "face_compare": { "compare": "True", "similarity": "0.83950", "threshold": "0.8" }, "face_liveness": { "live": "True", "score": "0.98520" } }, "status": "Success" }',
} as const;

/** A printed body without the white space between its tokens, as the default reading of `body-layout` sends it. */
const compact = (body: string): string => body.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');

const atSuccess: SessionOptions = { clock: '2022-04-14T03:56:41Z', firstTrxNo: 10_877, seed: 1 };
const atLivenessError: SessionOptions = { ...atSuccess, clock: 'Thu, 14 Apr 2022 03:56:15 GMT' };

const small = { img1: 'selfie-min', img2: 'ktp-min' } as const;

describe('the bodies that the document prints', () => {
  test.each(Object.entries(printed))('%s is answered byte for byte', async (kind, body) => {
    await using mock = await createMockServer(kind === 'liveness-error' ? atLivenessError : atSuccess);
    const { text, headers } = await sendGood(mock, small, { 'X-Mock-Scenario': kind });
    expect(text).toBe(compact(body));
    expect(headers.get('X-Trx-No')).toBe(kind === 'success' ? '10877' : null);
  });

  test('are answered to requests that cause them, in sessions of one mock', async () => {
    await using mock = await createMockServer({ seed: 1, clock: '2022-04-14T03:56:41Z', faceEngine: 'marks' });
    const causes = {
      success: {},
      'insufficient-balance': { tenant_code: 'AIT_EMPTY', key: 'ADINS_key1234_empty' },
      'parameter-invalid': { refNumber: null },
      'invalid-credentials': { key: 'another-key' },
      'face-compare-error': { img2: 'ktp-no-face' },
    } as const;
    for (const [kind, changes] of Object.entries(causes)) {
      const { text } = await sendGood(mock.session(kind), { ...small, ...changes });
      expect(text, kind).toBe(compact(printed[kind as keyof typeof causes]));
    }
    const dim = mock.session('dim', { clock: '2022-04-14T03:56:15Z' });
    expect((await sendGood(dim, { img1: 'selfie-no-face' })).text).toBe(compact(printed['liveness-error']));
  });

  test('are answered by a session that the admin API has opened', async () => {
    await using mock = await createMockServer();
    const body = JSON.stringify(atSuccess);
    const headers = { 'Content-Type': 'application/json' };
    await fetch(`${mock.url}/__admin/sessions/document`, { method: 'PUT', headers, body });
    const { text, headers: sent } = await sendGood({ url: `${mock.url}/s/document` }, small);
    expect([text, sent.get('X-Trx-No')]).toEqual([compact(printed.success), '10877']);
    const shown = await fetch(`${mock.url}/__admin/sessions/document`);
    expect(await shown.json()).toMatchObject({ clock: '2022-04-14T03:56:41Z', seed: 1 });
  });

  test('are answered by a mock with the flags of the command', async () => {
    const flags = { clock: '2022-04-14T03:56:41Z', firstTrxNo: '10877', seed: '1' };
    const { start, change } = await settingsOf(await resolveConfig({ flags, env: {}, file: undefined }));
    await using mock = await createMockServer({ ...start, contract: change.contract, log: 'off', port: 0 });
    const { text, headers } = await sendGood(mock, small);
    expect([text, headers.get('X-Trx-No')]).toEqual([compact(printed.success), '10877']);
  });
});
