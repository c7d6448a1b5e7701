import { describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import type { RequestCriteria } from '../schemas/criteria-types.js';
import type { JournalEntry } from '../schemas/journal-types.js';
import { criteriaOf as criteriaUnder } from './criteria.js';

const contract = await loadContract();
const criteriaOf = (criteria: RequestCriteria) => criteriaUnder(criteria, contract);

const sha256 = 'ab'.repeat(32);
const entry: JournalEntry = {
  id: '7',
  at: '2026-01-01T00:00:00.000Z',
  method: 'POST',
  path: '/demo/biometric/facecompareliveness',
  headers: { 'user-agent': 'curl/8' },
  parts: [
    {
      type: 'file',
      name: 'img1',
      filename: 'me.jpg',
      declaredType: 'image/jpeg',
      sniffedType: 'jpeg',
      bytes: 400,
      sha256,
      dimensions: { width: 600, height: 800 },
      inspection: null,
      kept: false,
      violations: [],
    },
    { type: 'text', name: 'refNumber', declaredType: '', value: 'REF-1', violations: [] },
    { type: 'text', name: 'refNumber', declaredType: '', value: 'REF-2', violations: [] },
    { type: 'text', name: 'key', declaredType: '', value: '*** (13 characters)', violations: [] },
  ],
  violations: [
    { rule: 'parameters', part: 'img2', outcome: 'parameter-invalid', text: 'is missing', section: '1' },
    { rule: 'parameters', part: 'x', outcome: 'accepted', text: 'is unknown', section: '1' },
  ],
  answer: {
    status: 200,
    scenario: 'success',
    kind: 'success',
    selectedBy: 'header',
    reason: 'asked',
    trxNo: '10877',
    fault: { type: 'gzip' },
  },
  state: 'answered',
  durationMs: 3,
};

/** For each criterion one that the entry meets, one that it does not, and how the second reads in a report. */
const pairs: readonly [met: RequestCriteria, unmet: RequestCriteria, wanted: string, got: string][] = [
  [{ method: 'POST' }, { method: 'GET' }, '"GET"', '"POST"'],
  [{ path: { startsWith: '/demo/' } }, { path: { startsWith: '/s/' } }, 'begins with "/s/"', `"${entry.path}"`],
  [{ state: 'answered' }, { state: 'aborted' }, '"aborted"', '"answered"'],
  [{ scenario: 'success' }, { scenario: { startsWith: 'live' } }, 'begins with "live"', '"success"'],
  [{ kind: 'success' }, { kind: 'liveness-error' }, '"liveness-error"', '"success"'],
  [{ selectedBy: 'header' }, { selectedBy: 'rules' }, '"rules"', '"header"'],
  [{ status: 200 }, { status: { min: 400, max: 499 } }, 'from 400 to 499', '200'],
  [{ trxNo: { endsWith: '77' } }, { trxNo: '1' }, '"1"', '"10877"'],
  [{ fault: true }, { fault: false }, 'none', '"gzip"'],
  [{ fault: 'gzip' }, { fault: 'reset' }, '"reset"', '"gzip"'],
  [{ parts: { nik: false } }, { parts: { nik: true } }, 'some', 'none'],
  [{ parts: { key: true } }, { parts: { key: false } }, 'none', '"*** (13 characters)"'],
  [{ parts: { refNumber: 'REF-2' } }, { parts: { refNumber: 'REF-3' } }, '"REF-3"', '"REF-1" and "REF-2"'],
  [
    { parts: { refNumber: { startsWith: 'REF', includes: '-', endsWith: '1' } } },
    { parts: { refNumber: { startsWith: 'REF', endsWith: '9' } } },
    'begins with "REF" and ends with "9"',
    '"REF-1" and "REF-2"',
  ],
  [
    {
      parts: {
        img1: {
          filename: 'me.jpg',
          declaredType: { includes: 'jpeg' },
          sniffedType: 'jpeg',
          bytes: 400,
          width: 600,
          height: { min: 800 },
          sha256,
        },
      },
    },
    { parts: { img1: { filename: { endsWith: '.png' }, sniffedType: 'png', bytes: { max: 10 }, width: 5 } } },
    'a file called ends with ".png", png, at most 10 bytes, 5 pixels wide',
    `a file called "me.jpg", declared as "image/jpeg", jpeg, 600x800, 400 bytes, sha256 ${sha256}`,
  ],
  [
    { parts: { img1: { sha256: sha256.toUpperCase() } } },
    { parts: { img1: 'me.jpg' } },
    '"me.jpg"',
    `a file called "me.jpg", declared as "image/jpeg", jpeg, 600x800, 400 bytes, sha256 ${sha256}`,
  ],
  [{ headers: { 'User-Agent': 'curl/8' } }, { headers: { 'User-Agent': false } }, 'none', '"curl/8"'],
  [
    { violations: true },
    { violations: false },
    'none',
    'img2: is missing (parameter-invalid); x: is unknown (accepted)',
  ],
  [
    { violations: { rule: 'parameters', part: 'img2', count: 1 } },
    { violations: { part: 'x' } },
    'at least 1 in x',
    'img2: is missing (parameter-invalid); x: is unknown (accepted)',
  ],
  [
    { violations: { outcome: 'accepted' } },
    { violations: { rule: 'size', count: { min: 2 } } },
    'at least 2 of rule size',
    'img2: is missing (parameter-invalid); x: is unknown (accepted)',
  ],
];

describe('a criterion', () => {
  test.each(pairs)('%j is met, %j is not and says so', (met, unmet, wanted, got) => {
    for (const criterion of criteriaOf(met))
      expect([criterion.name, criterion.isMetBy(entry)]).toEqual([criterion.name, true]);
    const [criterion] = criteriaOf(unmet);
    expect(criterion?.isMetBy(entry)).toBe(false);
    expect([criterion?.expected, criterion?.actual(entry)]).toEqual([wanted, got]);
  });

  test('of an answer is not met by a request that has none yet', () => {
    const open: JournalEntry = { ...entry, answer: null, state: 'open', violations: [], parts: [] };
    for (const criteria of [{ scenario: 'success' }, { status: { min: 0 } }, { fault: true }, { trxNo: {} }])
      expect(criteriaOf(criteria)[0]?.isMetBy(open)).toBe(false);
    expect(criteriaOf({ violations: false, fault: false }).every(({ isMetBy }) => isMetBy(open))).toBe(true);
  });

  test.each([
    ['authorization', 'authorization'],
    ['cookie', 'cookie'],
    ['X-Trace', '*** (7 characters)'],
    ['constructor', 'constructor'],
    ['CANARY-key-7f', '*** (13 characters)'],
  ])('of the header %s is refused: the journal does not keep it, so that no request would have it', (name, shown) => {
    for (const value of [false, true, 'x'])
      expect(() => criteriaOf({ headers: { [name]: value } })).toThrow(
        `headers.${shown}: the journal does not record this header; it records content-type, content-length,`,
      );
  });

  test.each<[RequestCriteria, string]>([
    [{ scenario: 'succes' as 'success' }, '(did you mean success?)'],
    [
      { scenario: { equals: 'succes' } },
      'scenario: unknown scenario "succes" (did you mean success?); use one of success, ',
    ],
    [
      { violations: { rule: 'livenes' as 'liveness' } },
      'criteria.violations.rule: the value is not allowed; allowed: parameters or credentials or',
    ],
    [{ violations: { rule: 'livenes' as 'liveness', count: 0 } }, '(did you mean liveness?)'],
    [{ parts: { img1: { sniffedType: 'jpg' as 'jpeg' } } }, '(did you mean jpeg?)'],
  ])('%j is refused: nothing is called so, and none would be met, or all', (criteria, message) => {
    expect(() => criteriaOf(criteria)).toThrow(message);
  });

  test.each<RequestCriteria>([{ violations: { rule: 'method' } }, { violations: { rule: 'path' } }])(
    '%j is asked for, although it is no rule of the contract',
    (criteria) => {
      expect(criteriaOf(criteria)).toHaveLength(1);
    },
  );

  test('of a part is met under the name that the client wrote, and under the one that it counts as', () => {
    const [image, ...rest] = entry.parts;
    if (!image) throw new Error('no part');
    const other: JournalEntry = { ...entry, parts: [{ ...image, name: 'IMG1', contractName: 'img1' }, ...rest] };
    for (const name of ['img1', 'IMG1']) expect(criteriaOf({ parts: { [name]: true } })[0]?.isMetBy(other)).toBe(true);
    expect(criteriaOf({ parts: { Img1: true } })[0]?.isMetBy(other)).toBe(false);
  });

  test('that asks for the value of key or nik is refused: the journal does not have it', () => {
    for (const name of ['key', 'nik', 'KEY'])
      expect(() => criteriaOf({ parts: { [name]: 'secret' } })).toThrow(`parts.${name}: its value is masked`);
  });

  test('on a text and on a file at once is refused, because no part is both', () => {
    expect(() => criteriaOf({ parts: { img1: { startsWith: 'x', bytes: { max: 3 } } } })).toThrow(
      'parts.img1: startsWith is for a text, bytes for a file; give one kind',
    );
  });

  test('that is unknown is refused, because every request would meet it', () => {
    const misspelt = { kidn: 'success', parts: { img1: { size: 3 } } } as RequestCriteria;
    expect(() => criteriaOf(misspelt)).toThrow(
      /^criteria\.kidn: unknown; allowed: method, .* \(did you mean kind\?\); criteria\.parts\.img1\.size: unknown; allowed: equals, /,
    );
  });

  test('shows a long value by its beginning', () => {
    const long: JournalEntry = { ...entry, path: `/${'x'.repeat(400)}` };
    expect(criteriaOf({ path: '/' })[0]?.actual(long)).toHaveLength(125);
  });
});
