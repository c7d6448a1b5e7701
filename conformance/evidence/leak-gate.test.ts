import { describe, expect, test } from 'vitest';
import { cases } from '../cases/index.js';
import { createEnvironmentGate, namedSecretsOf } from './environment-gate.js';
import { createLeakGate } from './leak-gate.js';
import type { AnswerEvidence, CaseResult } from './verdict.js';

const key = 'CANARY/key "é" <1>&2';
const nik = '3171234509900001';
const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from('JFIF\0 and more bytes of it')]);
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(30, 7)]);
const gate = createLeakGate([{ what: 'a key', value: key }]);

const [testCase] = cases;
const resultWith = (answer: Partial<AnswerEvidence>, changes: Partial<CaseResult> = {}): CaseResult => ({
  case: testCase as CaseResult['case'],
  kind: 'success',
  verdict: 'passed',
  checks: [],
  durationMs: 1,
  evidence: { sentAt: new Date(0), mayHaveBeenCharged: 0, answer: { status: 200, headers: {}, body: '', ...answer } },
  ...changes,
});
const messageOf = (act: () => void): string => {
  try {
    act();
    return 'passed';
  } catch (error) {
    return String((error as Error).message);
  }
};

describe('the gate refuses', () => {
  test.each([
    ['a key as it is', key],
    ['a key in capitals', key.toUpperCase()],
    ['a key in JSON', JSON.stringify(key)],
    ['a key as PHP writes it', JSON.stringify(key).replaceAll('/', '\\/').replace('é', '\\u00E9')],
    ['a key in HTML', 'CANARY/key &quot;é&quot; &lt;1&gt;&amp;2'],
    ['a key in HTML whose letters are marked', 'CANARY/<mark>key</mark> "é" &lt;1&gt;&amp;2'],
    ['a key in Markdown', 'CANARY/key "é" \\<1\\>\\&2'],
    ['a key in an address', encodeURIComponent(key)],
    ['a key in a form', encodeURIComponent(key).replaceAll('%20', '+')],
    ['a key in base64', Buffer.from(key).toString('base64')],
    ['a key inside of base64', Buffer.from(`{"key":"${key}"}`).toString('base64')],
    ['a key in the base64 of addresses', Buffer.from(`+${key}`).toString('base64url')],
    ['a key in hexadecimal digits', Buffer.from(key).toString('hex')],
    ['a number like a NIK', nik],
    ['a number like a NIK in groups', '3171-2345-0990-0001'],
    ['a number like a NIK after letters', `NIK${nik}`],
    ['a picture in base64', jpeg.toString('base64')],
    ['a picture in base64 in JSON', jpeg.toString('base64').replaceAll('/', '\\/')],
    ['a PNG in base64', png.toString('base64')],
    ['a picture of another type as an address', `data:image/webp;base64,${'UklGR'.repeat(8)}`],
    ['a picture in hexadecimal digits', jpeg.toString('hex')],
    ['the bytes of a JPEG as Latin-1', jpeg.toString('latin1')],
    ['the bytes of a JPEG as UTF-8', jpeg.toString('utf8')],
    ['the bytes of a PNG', png.toString('utf8')],
  ])('%s, and names the field without the value', (_, text) => {
    const message = messageOf(() =>
      gate.requireClean('run.json', JSON.stringify({ cases: [{}, { evidence: { answer: { body: `is ${text}.` } } }] })),
    );
    expect(message).toMatch(
      /^run\.json: cases\[1\]\.evidence\.answer\.body would hold a [\w ]+, so nothing was written/,
    );
    expect(message).not.toMatch(/CANARY|3171/);
    expect(messageOf(() => gate.requireClean('report.html', `first\n${text}`))).toMatch(
      /^report\.html: (?:line 2|its text) would/,
    );
    expect(messageOf(() => gate.requireCleanResult(resultWith({ body: text }), 7))).toMatch(
      /^cases\[7\]\.evidence\.answer\.body would hold/,
    );
  });

  test('a secret that is the name of a field, without repeating it', () => {
    const message = messageOf(() => gate.requireClean('run.json', JSON.stringify({ a: { [key]: 1 } })));
    expect(message).toMatch(/^run\.json: a: the name of a field would hold a key/);
  });

  test('a short secret, or one that is a word of the kit, where a server wrote it', () => {
    for (const value of ['OK', 'Ab9!xy', 'liveness']) {
      const { requireCleanResult, requireClean } = createLeakGate([{ what: 'a key', value }]);
      expect(messageOf(() => requireCleanResult(resultWith({ headers: { 'x-echo': `is ${value}` } }), 0))).toMatch(
        /^cases\[0\]\.evidence\.answer\.headers\.x-echo would hold a secret/,
      );
      expect(messageOf(() => requireClean('report.html', `a TOKEN of ${value}`))).toBe('passed');
    }
  });
});

describe('the gate lets pass', () => {
  test.each([
    'X-Trx-No: 10877',
    'a similarity of 0.3171234509900001',
    'the number 0123456789101112 of the document, which no NIK has the form of',
    `a digest ${'ab3171234509900001'.repeat(3)}ab`,
    'Thu, 14 Apr 2022 03:56:41 GMT',
    '(picture in base64, 69 characters)',
  ])('%s', (text) => {
    expect(messageOf(() => gate.requireClean('report.txt', text))).toBe('passed');
  });

  test('a transaction number like a NIK, once an answer has it as its number', () => {
    const { requireClean, requireCleanResult } = createLeakGate([]);
    expect(messageOf(() => requireClean('run.json', nik))).toMatch(/a number like a NIK/);
    const headers = { 'x-trx-no': nik };
    expect(messageOf(() => requireCleanResult(resultWith({ headers, trxNo: nik }), 0))).toBe('passed');
    expect(messageOf(() => requireClean('run.json', nik))).toBe('passed');
    expect(messageOf(() => createLeakGate([{ what: 'a NIK', value: nik }]).requireClean('run.json', nik))).toMatch(
      /NIK/,
    );
  });

  test('a picture that the kit has drawn for the output, and no other', () => {
    const own = createLeakGate([]);
    const address = `data:image/png;base64,${png.toString('base64')}`;
    own.admitPicture(address);
    expect(messageOf(() => own.requireClean('report.html', `<img src="${address}">`))).toBe('passed');
    expect(messageOf(() => own.requireClean('report.html', `<img src="${address}AAAA">`))).toMatch(/a picture/);
  });

  test('what everybody knows: the built-in tenants', () => {
    const funded = { code: 'AIT', key: 'ADINS_key1234' };
    expect(namedSecretsOf({ funded, isBuiltIn: false })).toEqual([]);
    const environment = createEnvironmentGate({ EENDIGO_KIT_KEY: 'ADINS_key1234', EENDIGO_KIT_EMPTY_KEY: 'CANARY-9' });
    expect(messageOf(() => environment.requireClean('drift.md', 'ADINS_key1234'))).toBe('passed');
    expect(messageOf(() => environment.requireClean('drift.md', 'a canary-9'))).toMatch(
      /^drift\.md: line 1 would hold the value of EENDIGO_KIT_EMPTY_KEY/,
    );
  });
});

test('a gate refuses a secret that it learns later, also in a result that has passed', () => {
  const learning = createLeakGate([]);
  const result = resultWith({ body: 'of CANARY-later' });
  learning.requireCleanResult(result, 0);
  learning.requireClean('run.json', '{"note":"CANARY-later"}');
  learning.addSecrets([{ what: 'a key', value: 'CANARY-later' }]);
  expect(() => learning.requireCleanResult(result, 0)).toThrow(/body/);
  expect(() => learning.requireClean('run.json', '{"note":"CANARY-later"}')).toThrow(/note/);
});
