import { describe, expect, test } from 'vitest';
import { languages } from '../../texts/wording.js';
import { hintForValue } from './value-hints.js';

/** Not written directly before a brace, where lint reports it as a mistake. */
const dollar = '$';
const zeroWidth = '\u200b';
type Sample = readonly [value: string, hint: RegExp, parts?: readonly string[]];

const anyPart = ['key', 'tenant_code', 'refNumber', 'loginId', 'question'];
const identifiers = ['key', 'tenant_code', 'refNumber', 'nik', 'loginId', 'officeCode'];
const never = /is a placeholder that was never filled/;
const sample = /is a word of a sample/;
const printed = /the client sent a variable that contains no text$/;

describe.each<readonly [string, readonly Sample[]]>([
  [
    'a placeholder',
    [
      ...[
        '{{key}}',
        '{{ eendigo_key }}',
        '{{$guid}}',
        '{{{tenant}}}',
        `${dollar}{KEY}`,
        `${dollar}{env:KEY:-x}`,
        `${dollar}{{ secrets.KEY }}`,
        '<%= key %>',
        '#{key}',
        '$(KEY)',
        '[[key]]',
        '{% key %}',
        '%(key)s',
        '\\(key)',
      ].map((value): Sample => [value, never]),
      ...[
        '$KEY',
        '$api_key',
        '$eendigoKey',
        '%API_KEY%',
        '{key}',
        '<api-key>',
        '<tenant_code>',
        ':key',
        '@key',
        '@api.key@',
        '__KEY__',
        '[TENANT_CODE]',
        '$env:EENDIGO_KEY',
        'process.env.EENDIGO_KEY',
        'os.environ["KEY"]',
      ].map((value): Sample => [value, never]),
      [`REF-${dollar}{DATE}-1`, never, ['refNumber', 'question']],
      ['REF-{{$timestamp}}', never, ['refNumber', 'question']],
      ['%s', never, identifiers.filter((part) => !/office|login/.test(part))],
      ['{0}', never, ['refNumber', 'tenant_code']],
      ...[
        'YOUR_API_KEY',
        '<your-key-here>',
        'your key',
        'insert_your_token_here',
        'changeme',
        'CHANGE_ME',
        'xxx',
        'xxxx-xxxx-xxxx',
        'TODO',
        'replace-me',
        '...',
        'isi key disini',
      ].map((value): Sample => [value, sample, ['key', 'tenant_code', 'refNumber', 'nik']]),
      ...['********', 'ADIN****1234', '••••••••', '[REDACTED]', '<hidden>'].map(
        (value): Sample => [value, /is a masked value/, ['key', 'nik']],
      ),
    ],
  ],
  [
    'an object that is not text',
    [
      ...['null', 'undefined', 'NaN', 'None', 'nil', '<nil>', '(null)', '[object Object]', '[object Promise]'].map(
        (value): Sample => [value, new RegExp(`is the word .*: ${printed.source}`)],
      ),
      ...[
        'System.Byte[]',
        'System.String[]',
        '[B@1a2b3c',
        '[Ljava.lang.String;@5e91993f',
        'com.acme.Key@1b6d3586',
        '<Buffer 41 44 49>',
        "Instance of 'Future<String>'",
        'Optional("AIT")',
        'Some("AIT")',
        '#<Key:0x000001>',
        '<app.Key object at 0x7f0a12>',
        'HASH(0x55d0c8)',
        'Resource id #5',
        '%!s(MISSING)',
        'Promise { <pending> }',
        '() => { return key }',
      ].map((value): Sample => [value, printed]),
      ...['True', 'false', 'Array'].map((value): Sample => [value, printed, identifiers]),
    ],
  ],
  [
    'an invisible character',
    [
      [`AIT${zeroWidth}`, /has a zero-width space \(U\+200B\) behind it: it is invisible/],
      [`${zeroWidth}AIT`, /has a zero-width space \(U\+200B\) before it/],
      [`A${zeroWidth}IT`, /has a zero-width space \(U\+200B\) in it/],
      ['\ufeffAIT', /has a byte order mark \(U\+FEFF\) before it/],
      ['AIT\u00a0', /has a no-break space \(U\+00A0\) behind it/],
      ['A\u00adIT', /has a soft hyphen \(U\+00AD\) in it/, identifiers],
      ['A\u202eIT', /has a direction mark \(U\+202E\)/],
      ['A\u200eIT', /has a direction mark \(U\+200E\)/, identifiers],
      ['A\u2060IT', /has a word joiner/],
      ['A\u3164IT', /has a Hangul filler/],
      ['A\tIT', /has a tab \(U\+0009\) in it/, identifiers],
      ['A\r\nIT', /has a line break \(U\+000D\) in it/, identifiers],
      ['A\u0000IT', /has a control character \(U\+0000\)/],
      ['AIT\ufe0f', /has a variation selector/, identifiers],
      ['AIT\u{e0041}', /has a tag character/, identifiers],
      ['AIT\n', /has leading or trailing blanks or line breaks$/],
      [' AIT', /has leading or trailing blanks or line breaks$/],
      ['AIT\t', /has leading or trailing blanks or line breaks$/],
      [`AIT${zeroWidth}\n`, /has a zero-width space \(U\+200B\) behind it/],
    ],
  ],
  [
    'a character similar to another',
    [
      ['\u0410IT', /has U\+0410, which looks like "A"/, identifiers],
      ['A\u0399T', /has U\+0399, which looks like "I"/, identifiers],
      ['ＡIT', /has U\+FF21, which looks like "A"/, identifiers],
      ['０１23', /has U\+FF10, which looks like "0"/, identifiers],
      ['REF–1', /has U\+2013, which looks like "-"/, identifiers],
      ['𝐀IT', /has U\+1D400, which looks like "A"/, identifiers],
      ['O’Neil', /has U\+2019, which looks like "'"/, identifiers],
    ],
  ],
  [
    'an addition to a value or a conversion of it',
    [
      ['"AIT"', /begins and ends with " \(JSON quotes\): send the bare value \(Retrofit: a RequestBody/],
      ["'AIT'", /was sent in quotes/],
      ['“AIT”', /was sent in quotes/],
      ['‘AIT’', /was sent in quotes/],
      ['`AIT`', /was sent in quotes/],
      ["b'AIT'", /was sent as printed Python bytes/],
      ['["AIT"]', /was sent as a printed list or object/, identifiers],
      ["('AIT',)", /was sent as a printed list or object/, identifiers],
      ['{"value":"AIT"}', /was sent as a printed list or object/, identifiers],
      ['AIT,AIT', /contains the value twice/, identifiers],
      ['key=abc', /has its name before it/, ['key']],
      ['x-api-key: abc', /has its name before it/, ['key']],
      ['tenant_code=AIT', /has its name before it/, ['tenant_code']],
      ['Bearer abc', /has the scheme of an Authorization header/, ['key']],
      ['Head%20Office', /was sent percent-encoded/],
      ['Rumah &amp; Kantor', /contains HTML entities/],
      ['Kantor \ufffd', /contains bytes that are not UTF-8/],
      ['CafÃ©', /was encoded as UTF-8 twice/],
      ['3.17123E+15', /was sent as a printed number/, ['nik', 'refNumber']],
      ['3171234507900123.0', /was sent as a printed number/, ['nik']],
    ],
  ],
])('%s is reported', (_, samples) => {
  const rows = samples.map(([value, hint, parts = anyPart]) => ({ value, hint, parts }));
  test.each(rows)('$value', ({ value, hint, parts }) => {
    for (const part of parts) {
      const found = hintForValue(part, value);
      expect([part, found?.en]).toEqual([part, expect.stringMatching(hint)]);
      // A hint that begins with the part's name is a sentence of its own, in either language.
      for (const language of languages) expect(found?.[language].startsWith(`${part} `)).toBe(true);
    }
  });
});

describe('no hint is given for a plausible value', () => {
  test.each([
    [
      'key',
      [
        'ADINS_key1234',
        'pa$$word',
        'pa$KEY',
        `a${dollar}{b}c`,
        'x{{y}}z',
        '$2b$10$abcdefghijk',
        'abc=',
        'k%zz',
        'k<e>y',
        'dGVzdA==',
        'a:b',
        'p@ss:w0rd!',
        '#1-key',
        'key1',
        '{A1}',
        '<x>',
        'nullable',
        '%x%',
        'eyJhbGciOi.J9',
        'Ünïcödé',
        'Key With Blank',
        '100%',
      ],
    ],
    ['tenant_code', ['AIT', 'A-I_T.1', 'Ørsted', 'NONE', 'Noneway', 'Arrays']],
    [
      'refNumber',
      [
        'REF202209230001',
        '{3F2504E0-4F89-11D3-9A0C-0305E82C3301}',
        '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
        'urn:uuid:1',
        'A/B/C-1',
        'MOCK:success:1',
        '12:30:00',
        '1,2',
        '<20260101.1@mail>',
        '2022-09-23T10:00:00Z',
        'test',
        'undefined-1',
        '1e3x',
        '#1',
      ],
    ],
    ['nik', ['0123456789101112', '']],
    ['loginId', ['Malvin', 'budi@example.com', 'siti.nurhaliza+1@example.co.id', 'PT\\budi', '', 'xxx']],
    ['source', ['Mobile', 'iPhone 12', 'Chrome/120 (Windows)', '-', 'Web\u00a0App', 'TODO']],
    ['officeCode', ['HO', '001', '-', 'N/A']],
    [
      'officeName',
      ['Head_Office', 'Kantor "Pusat"', "Jum'at", 'Toko O’Neil', 'PT Maju – Jaya', 'Array', 'True', 'xxx', '京都支店'],
    ],
    [
      'question',
      [
        'Scan KTP , Register User Pertama',
        'baris satu\nbaris dua',
        'halo 👩‍👩‍👧 ❤️',
        'diskon 50% hari ini',
        'apakah 1 < 2 > 0?',
        '{"step":1}',
        '[1] Scan',
        'key: value',
        'سلام\u200f',
        '?',
        '…',
        'Привет',
        'true',
        '12 bytes',
      ],
    ],
  ])('of %s', (part, values) => {
    expect(values.flatMap((value) => hintForValue(part, value) ?? [])).toEqual([]);
  });
});

test('no hint repeats a value, except words that programs print', () => {
  const secrets = [
    '"CANARY"',
    'CANARY\u200b',
    '{{CANARY_key}}',
    'Bearer CANARY',
    'key=CANARY',
    '["CANARY"]',
    'CANARY,CANARY',
    'C\u0410NARY',
    'Optional("CANARY")',
    'CANARY%20',
    "b'CANARY'",
    'CANARY\ufffd',
  ];
  for (const part of ['key', 'nik'])
    for (const value of secrets) expect(JSON.stringify(hintForValue(part, value) ?? '')).not.toMatch(/C.?NARY/);
});
