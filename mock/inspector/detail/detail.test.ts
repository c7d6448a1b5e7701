import { describe, expect, test } from 'vitest';
import type { ServedFormPart } from '../api/served-contract.js';
import { filePart, journalEntry, textPart, violation } from '../journal-entry.test-helper.js';
import { bytesBar, sideBar } from './measure.js';
import { partRows } from './part-rows.js';
import { consequenceOf, explainingSentence } from './sentence.js';

const sentence = (entry: Parameters<typeof explainingSentence>[0]): string =>
  explainingSentence(entry)
    .map(({ text, strong }) => (strong ? `*${text}*` : text))
    .join('');

const refused = {
  kind: 'parameter-invalid',
  scenario: 'parameter-invalid',
  reason: 'tenant_code: is missing',
} as const;

describe('the sentence', () => {
  test('says which answer, why, and what was sent in place of a missing part', () => {
    const entry = journalEntry({
      parts: [textPart('tenantCode', 'AIT')],
      violations: [violation({ outcome: 'accepted', text: 'is odd' }), violation({ likelyPartIndex: 0 })],
      answer: refused,
    });
    expect(sentence(entry)).toBe(
      'Answered *parameter-invalid* because *tenant_code is missing*. You sent *tenantCode*.',
    );
  });

  test('is in Indonesian for an entry in Indonesian', () => {
    const entry = journalEntry({
      lang: 'id',
      parts: [textPart('tenantCode', 'AIT')],
      violations: [violation({ text: 'tidak ada; wajib dikirim', likelyPartIndex: 0 })],
      answer: refused,
    });
    expect(sentence(entry)).toBe(
      'Dijawab *parameter-invalid* karena *tenant_code tidak ada*. Anda mengirim *tenantCode*.',
    );
  });

  test('is followed by what each finding leads to, in the language of the entry', () => {
    const rejected = violation({ outcome: 'parameter-invalid', section: '3.1' });
    const accepted = violation({ outcome: 'accepted', section: '1' });
    expect([rejected, accepted].map((found) => consequenceOf(found))).toEqual([
      'makes it parameter-invalid · section 3.1',
      'accepted · section 1',
    ]);
    expect([rejected, accepted].map((found) => consequenceOf(found, 'id'))).toEqual([
      'hasilnya parameter-invalid · bab 3.1',
      'diterima · bab 1',
    ]);
  });

  test('sets off a text that is no verb by a colon, and leaves out a part that there is none', () => {
    const about = (more: object) => sentence(journalEntry({ violations: [violation(more)], answer: refused }));
    expect(about({ part: 'img1', text: '9 bytes; at most 8 are allowed' })).toContain('*img1: 9 bytes; at most 8');
    const { part: _part, ...whole } = violation({ text: 'the body is empty' });
    expect(sentence(journalEntry({ violations: [whole], answer: refused }))).toContain('*the body is empty*');
  });

  test('of a forced answer also says what the rules found', () => {
    const entry = journalEntry({
      violations: [violation()],
      answer: { scenario: 'success', selectedBy: 'session', reason: "it is the session's scenario" },
    });
    expect(sentence(entry)).toBe(
      "Answered *success* because *it is the session's scenario*. By the rules: *parameter-invalid*, because tenant_code is missing.",
    );
  });

  test.each([
    [journalEntry(), 'Answered *success* because *nothing is wrong with the request*.'],
    [journalEntry({ answer: null, state: 'open' }), 'The request is still arriving.'],
    [journalEntry({ answer: null, state: 'aborted' }), 'The client left before it had sent all.'],
    [journalEntry({ state: 'open' }), 'Will be answered *success* because *nothing is wrong with the request*.'],
    [
      journalEntry({ answer: { fault: { type: 'unavailable' } } }),
      'Answered *success* because *nothing is wrong with the request*. Then the fault *unavailable* acted on the answer.',
    ],
  ])('fits the state of the request: %#', (entry, words) => {
    expect(sentence(entry)).toBe(words);
  });
});

const listed: readonly ServedFormPart[] = ['img1', 'key', 'tenant_code', 'nik'].map((name) => ({
  name,
  isFile: name === 'img1',
  isRequired: name !== 'nik',
  description: '',
  example: undefined,
  section: '1',
  bounds: undefined,
}));

describe('the rows', () => {
  test("follow the document's order, with missing parts, and the part that was meant below its name", () => {
    const missing = violation({ likelyPartIndex: 0 });
    const unknown = violation({ part: 'tenantCode', partIndex: 0, outcome: 'accepted', text: 'no such part' });
    const entry = journalEntry({
      parts: [textPart('tenantCode', 'AIT'), textPart('extra', 'x'), filePart('img1'), textPart('key', '***')],
      violations: [missing, unknown],
    });
    const { rows, whole } = partRows(entry, listed);
    expect(rows.map(({ key }) => key)).toEqual([
      'sent-2',
      'sent-3',
      'missing-tenant_code',
      'sent-0',
      'missing-nik',
      'sent-1',
    ]);
    expect(rows.map(({ violations }) => violations)).toEqual([[], [], [missing], [unknown], [], []]);
    expect(rows[3]).toMatchObject({ listed: undefined, likelyName: 'tenant_code' });
    expect(whole).toEqual([]);
  });

  test('show a repeated part twice, each with its own finding, and keep what belongs to no part', () => {
    const second = violation({ part: 'key', partIndex: 1, text: 'is repeated' });
    const { part: _part, ...noPart } = violation({ rule: 'method', text: 'GET is not the method' });
    const entry = journalEntry({
      parts: [textPart('key', 'a'), textPart('KEY', 'b', { contractName: 'key' })],
      violations: [second, noPart],
    });
    const { rows, whole } = partRows(entry, listed);
    const keys = rows.filter(({ listed: one }) => one?.name === 'key');
    expect(keys.map(({ sent, violations }) => [sent?.place, violations])).toEqual([
      [0, []],
      [1, [second]],
    ]);
    expect(whole).toEqual([noPart]);
  });

  test('show what was sent even before the contract is loaded', () => {
    expect(partRows(journalEntry({ parts: [textPart('a', 'b')] }), []).rows.map(({ key }) => key)).toEqual(['sent-0']);
  });
});

describe('a bar', () => {
  test('ends at the limit, or at the value that is beyond it', () => {
    expect(bytesBar(1_500_000, 3_000_000)).toEqual({
      label: '1.5 MB (at most 3 MB)',
      filled: 50,
      limit: 100,
      isWithin: true,
    });
    expect(bytesBar(6_000_000, 3_000_000)).toMatchObject({ filled: 100, limit: 50, isWithin: false });
  });

  test('tells a size from the limit that it just exceeds', () => {
    expect(bytesBar(3_000_001, 3_000_000)).toMatchObject({ label: '3000001 bytes (at most 3 MB)', isWithin: false });
    expect(bytesBar(3_000_000, 3_000_000)).toMatchObject({ label: '3 MB (at most 3 MB)', isWithin: true });
  });

  test('marks the lower limit of a side', () => {
    expect(sideBar('long side', 480, { least: 960, most: 1920 })).toEqual({
      label: 'long side 480 px (960 to 1920)',
      filled: 25,
      limit: 100,
      least: 50,
      isWithin: false,
    });
    expect(sideBar('long side', 3840, { least: 960, most: 1920 })).toMatchObject({ filled: 100, limit: 50, least: 25 });
  });
});
