import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Contract, documented, loadContract, nest, responseKinds, withDecisions } from '../../spec/index.js';
import type { NoAnswer, ReceivedAnswer } from '../wire/send.js';
import { createEvidenceMask, secretsOfRequest, secretsOfRun } from './mask.js';
import { createServerEvidence, type ServerCall } from './server-evidence.js';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

/** Secrets whose writings differ in JSON, HTML, addresses and base64. */
const key = 'CANARY/key "é" <1>&2';
const code = 'CANARYTENANT';
const nik = '3171234509900001';
const run = { funded: { code, key }, isBuiltIn: false } as const;
const mask = createEvidenceMask(secretsOfRun(run));

let contract: Contract;
let folder: string;
beforeAll(async () => {
  contract = await loadContract();
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-evidence-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a mask', () => {
  test.each([
    ['as it is', key],
    ['in capitals', key.toUpperCase()],
    ['as JSON', JSON.stringify(key)],
    ['as JSON of PHP', JSON.stringify(key).replaceAll('/', '\\/').replace('é', '\\u00E9')],
    ['as HTML', 'CANARY/key &quot;é&quot; &lt;1&gt;&amp;2'],
    ['in an address', encodeURIComponent(key)],
    ['in a form', encodeURIComponent(key).replaceAll('%20', '+')],
    ['in base64', Buffer.from(key).toString('base64')],
  ])('hides a key %s', (_, written) => {
    expect(mask.text(`before ${written} after`)).toMatch(/^before "?\*\*\*=*"? after$/);
  });

  test.each([nik, '3171 2345 0990 0001', '3171-2345-0990-0001', '317123.450990.0001', '0000000000000000'])(
    'hides the number %s, which may be a NIK',
    (number) => {
      expect(mask.text(`{"nik":"${number}"}`)).toBe('{"nik":"***"}');
    },
  );

  test.each(['0.8395012345678901', '12345678901234567', '123456789012345', 'Thu, 14 Apr 2022 03:56:41 GMT'])(
    'leaves %s as it is',
    (text) => {
      expect(mask.text(text)).toBe(text);
    },
  );

  test('leaves an X-Trx-No of 16 digits as it is, which reconciliation needs, unless it is a secret', () => {
    const shown = createEvidenceMask([nik]).headers({
      'x-trx-no': '2022041400010877',
      'x-echo': nik,
      'set-cookie': 'a=b',
    });
    expect(shown).toEqual({ 'x-trx-no': '2022041400010877', 'x-echo': '***', 'set-cookie': '***' });
    expect(createEvidenceMask([nik]).headers({ 'x-trx-no': nik })).toEqual({ 'x-trx-no': '***' });
  });

  test('hides a short secret where it is a word, and not inside of words', () => {
    expect(createEvidenceMask(['OK']).text('OK, "ok" and TOKEN')).toBe('***, "***" and TOKEN');
    expect(createEvidenceMask([]).text('nothing')).toBe('nothing');
  });

  test('hides pictures in base64', () => {
    const picture = `/9j/${'A'.repeat(40)}==`;
    expect(mask.text(`"data:image/jpeg;base64,${picture}"`)).toBe('"(picture in base64, 69 characters)"');
  });
});

describe('the evidence of a call', () => {
  const received = (change: Partial<ReceivedAnswer> = {}): ReceivedAnswer => ({
    status: 200,
    headers: {},
    text: '{}',
    durationMs: 1,
    receivedAt: 0,
    ...change,
  });
  const call = (change: Partial<ServerCall> = {}) =>
    createServerEvidence(
      {
        request: { method: 'POST', parts: [{ type: 'text', name: 'refNumber', value: 'KIT1' }], isChunked: false },
        sentAt: new Date(0),
        answer: received(),
        cost: 'unknown',
        chargingTarget: new URL('https://kit.test'),
        ...change,
      },
      contract,
      mask,
    );

  test('has status, headers, body, X-Trx-No, refNumber and time', () => {
    const headers = { 'x-trx-no': '10877', 'x-echo': `is ${code}` };
    expect(call({ answer: received({ status: 201, headers, text: `{"key":${JSON.stringify(key)}}` }) })).toEqual({
      refNumber: 'KIT1',
      sentAt: new Date(0),
      mayHaveBeenCharged: 1,
      answer: {
        status: 201,
        headers: { 'x-trx-no': '10877', 'x-echo': 'is ***' },
        body: '{"key":"***"}',
        trxNo: '10877',
      },
    });
    expect(call({ request: { method: 'GET' } })).not.toHaveProperty('refNumber');
  });

  test('cuts a body that is long, or where it stops being text', () => {
    const long = call({ answer: received({ text: 'x'.repeat(10_005) }) }).answer?.body ?? '';
    expect([long.length, long.slice(-24)]).toEqual([
      10_000 + '… (5 characters more)'.length,
      'xxx… (5 characters more)',
    ]);
    const bytes = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 151) % 256)).toString('utf8');
    const body = call({ answer: received({ text: 'a'.repeat(512) + bytes }) }).answer?.body;
    expect(body).toBe(`${'a'.repeat(512)}… (${bytes.length} characters that are no text)`);
    const latin = 'Caf\uFFFD di Jakarta';
    expect(call({ answer: received({ text: latin }) }).answer?.body).toBe(latin);
  });

  const lost = (cause: unknown): NoAnswer => ({ transportError: 'no answer', cause, durationMs: 1 });
  test('counts a call that the server may have charged: a success, a doubtful failure, and no answer', () => {
    const bodyOf = (kind: string): string => JSON.stringify(contract.scenarios.get(kind as 'success')?.example);
    const charged = Object.fromEntries(
      responseKinds.map((kind) => [kind, call({ answer: received({ text: bodyOf(kind) }) }).mayHaveBeenCharged]),
    );
    expect(charged).toEqual({
      success: 1,
      'insufficient-balance': 0,
      'parameter-invalid': 1,
      'invalid-credentials': 0,
      'image-too-large': 1,
      'face-compare-error': 1,
      'liveness-error': 1,
    });
    expect(call({ cost: 'free', answer: received({ text: bodyOf('success') }) }).mayHaveBeenCharged).toBe(1);
    expect(call({ cost: 'free' }).mayHaveBeenCharged).toBe(0);
    expect(call({ cost: 'free', answer: lost(new Error('reset')) })).toMatchObject({
      mayHaveBeenCharged: 1,
      transportError: 'no answer',
    });
    const refused = lost(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    expect(call({ answer: refused }).mayHaveBeenCharged).toBe(0);
  });

  test('counts a failure whose text the contract gives to wrong credentials and to another kind', async () => {
    const shared = await loadContract(
      withDecisions(documented, nest([['answers.texts.invalid-credentials', 'Input Image Invalid']])),
    );
    const request = { method: 'POST', parts: [], isChunked: false } as const;
    const answer = received({ text: '{"status":"FAILED","message":"Input Image Invalid"}' });
    const chargingTarget = new URL('https://kit.test');
    const evidence = createServerEvidence(
      { request, sentAt: new Date(0), answer, cost: 'unknown', chargingTarget },
      shared,
      mask,
    );
    expect(evidence.mayHaveBeenCharged).toBe(1);
  });

  test.each([
    ['connect', 0],
    ['read', 1],
    ['write', 1],
  ])('counts a time-out of the network in %s as %d', (syscall, charged) => {
    const late = lost(Object.assign(new Error('late'), { code: 'ETIMEDOUT', syscall }));
    expect(call({ answer: late }).mayHaveBeenCharged).toBe(charged);
  });

  test('counts no charge on loopback', () => {
    const { chargingTarget: _, ...here } = { chargingTarget: undefined, cost: 'billable', answer: received() } as const;
    const evidence = createServerEvidence({ request: { method: 'GET' }, sentAt: new Date(0), ...here }, contract, mask);
    expect(evidence.mayHaveBeenCharged).toBe(0);
  });

  test('never has the key of a request, whichever it sends', () => {
    const request = {
      method: 'POST',
      parts: [
        { type: 'text', name: 'KEY', value: 'another-key' },
        { type: 'text', name: 'nik', value: 'NOT-A-NIK' },
      ],
      isChunked: false,
    } as const;
    expect(secretsOfRequest(request)).toEqual(['another-key', 'NOT-A-NIK']);
  });
});

test('a server that repeats all that it gets, in headers and body, leaves no secret in any report', async () => {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString('latin1');
      const partOf = (name: string): string => new RegExp(`name="${name}"\r\n\r\n([^\r]*)`).exec(body)?.[1] ?? '';
      const [sentKey, sentCode] = [partOf('key').trim(), partOf('tenant_code')];
      outgoing.writeHead(200, {
        'Content-Type': `application/json; for=${sentKey}`,
        'X-Trx-No': sentKey,
        'X-Echo': `${sentKey} of ${encodeURIComponent(sentCode)} for ${nik}`,
        [`X-${sentKey}`]: 'a name',
      });
      const message = `${sentKey} ${sentCode} ${nik} ${sentKey.toUpperCase()} ${Buffer.from(sentKey).toString('base64')}`;
      outgoing.end(
        JSON.stringify({ status: message, message, [sentKey]: nik, date: message, echo: body.slice(0, 9000) }),
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const [json, junit] = [join(folder, 'run.json'), join(folder, 'run.xml')];
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const only = 'success-all-parts,missing-img1,credentials-key-with-line-end,credentials-wrong-key';
  const printed = await new Promise<string>((resolve) =>
    execFile(
      process.execPath,
      [cli, 'conformance', 'server', '--target', target, '--only', only, '--json', json, '--junit', junit],
      { env: { ...process.env, EENDIGO_KIT_TENANT_CODE: 'CANARYtenant', EENDIGO_KIT_KEY: 'CANARYkey77' } },
      (_, out, err) => resolve(out + err),
    ),
  );
  server.close();
  const reports = [printed, await readFile(json, 'utf8'), await readFile(junit, 'utf8')];
  const canaries = [/CANARY/i, new RegExp(nik), new RegExp(Buffer.from('CANARYkey77').toString('base64').slice(0, 12))];
  for (const text of reports) for (const canary of canaries) expect(text).not.toMatch(canary);
  const { cases } = JSON.parse(reports[1] ?? '');
  expect(cases).toHaveLength(4);
  expect(cases[0].evidence).toMatchObject({
    answer: { status: 200, headers: { 'x-echo': '*** of *** for ***' }, trxNo: '***' },
  });
  expect(cases[0].evidence.answer.body).toContain('"message":"*** *** *** ***');
});
