import type { Capability } from '../capability.js';
import type { RequestPlan, TestCase } from '../case.js';

const building = {
  needs: [],
  directions: ['client'],
  ambiguities: [],
} as const satisfies Partial<TestCase>;

type TextCase = readonly [id: string, title: string, texts: RequestPlan['texts'], uses?: readonly Capability[]];

/** Texts that a careless encoder changes. A client sends each of them as it is. */
const textValues: readonly TextCase[] = [
  ['text-blanks', 'blanks at the beginning and the end of texts', { officeName: '  Head Office ', loginId: ' Malvin' }],
  ['text-tabs', 'tabs in and around a text', { question: '\tScan KTP\tulang\t' }],
  ['text-of-blanks', 'a text of three blanks', { question: '   ' }],
  ['text-quotes', 'quotes, apostrophes and backslashes', { officeName: `"Pusat" \\ 'Cabang' \`1\`` }],
  [
    'text-emoji',
    'emoji of one and of several code points',
    { question: '\u{1F44D} \u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u{1F1EE}\u{1F1E9} \u2764\uFE0F' },
  ],
  [
    'text-scripts',
    'Chinese, Arabic and Javanese script',
    { officeName: '\u96C5\u52A0\u8FBE \u062C\u0627\u0643\u0631\u062A\u0627 \uA997\uA9AE' },
  ],
  [
    'text-decomposed',
    'letters with combining accents, which no client composes',
    { officeName: 'Cafe\u0301 Me\u0301teo' },
  ],
  ['text-line-feeds', 'line feeds in a text', { question: 'baris satu\nbaris dua\n' }, ['multi-line-texts']],
  [
    'text-like-a-part',
    'a text that looks like the beginning of another part',
    { question: 'x\r\n--boundary\r\nContent-Disposition: form-data; name="key"\r\n\r\nnone' },
    ['multi-line-texts'],
  ],
  ['text-like-a-form', 'characters that an HTML form escapes', { question: 'a=1&b=2+3%20c; d%2Fe' }],
  ['text-like-entities', 'HTML entities, which stay as they are', { officeName: '&amp; &#233; <br> A&B' }],
  ['text-like-json', 'a text that looks like JSON', { question: '{"a":[1,"b"],"c":null}' }],
  [
    'text-like-a-file',
    'texts that a command line takes for files',
    { source: '@Mobile', question: '<KTP;type=text/plain' },
  ],
  ['text-like-a-template', 'texts that look like placeholders', { source: '%s', question: `\${name} {{ktp}} %(x)s` }],
  [
    'text-digits',
    'numbers with leading zeros, which are texts',
    { nik: '0012345678901234', officeCode: '007', loginId: '1e5', refNumber: '00000000000000000042' },
  ],
  [
    'text-words',
    'words that a program may take for values',
    { source: 'null', officeCode: 'true', question: 'undefined' },
  ],
  ['text-ref-number-long', 'a refNumber of 200 characters', { refNumber: 'REF-'.padEnd(200, '7') }],
  [
    'text-10-kilobytes',
    'a question of 10,240 characters',
    { question: 'Scan KTP ulang, '.repeat(640) },
    ['long-texts'],
  ],
  [
    'text-10-kilobytes-beyond-ascii',
    'a question of 10,000 characters in 20,000 bytes',
    { question: '\u00E9'.repeat(9_999).concat('.') },
    ['long-texts'],
  ],
];

type NameCase = readonly [id: string, title: string, img1: string, uses: readonly Capability[], img2?: string];

/** File names that a careless encoder cuts or changes. */
const fileNames: readonly NameCase[] = [
  ['file-name-blanks', 'file names with blanks', 'Foto selfie saya.jpg', [], 'Foto KTP  2.jpg'],
  ['file-name-apostrophe', 'a file name with an apostrophe', "Foto Ma'ruf.jpg", []],
  ['file-name-comma', 'a file name with a comma and an equals sign', 'a=b, c.jpg', []],
  ['file-name-dots', 'a file name with several dots', 'foto.selfie..final.v2.jpg', []],
  ['file-name-percent', 'a file name with percent signs, which stay as they are', 'foto%20100%.jpg', []],
  ['file-name-same', 'one file name for both pictures', 'foto.jpg', [], 'foto.jpg'],
  ['file-name-long', 'a file name of 204 characters', `${'selfie-'.padEnd(200, 'x')}.jpg`, []],
  ['file-name-quotes', 'a file name with quotes', 'Foto "selfie" saya.jpg', ['quoted-file-names']],
  ['file-name-semicolons', 'a file name with semicolons', 'foto;selfie; 1.jpg', ['quoted-file-names']],
  ['file-name-backslash', 'a file name with a backslash', 'foto\\selfie.jpg', ['quoted-file-names']],
  [
    'file-name-windows-path',
    'a file name with folders, as Windows writes them',
    'C:\\foto\\selfie.jpg',
    ['quoted-file-names'],
  ],
  [
    'file-name-path',
    'a file name with folders: a client may leave them out',
    '/storage/emulated/0/DCIM/selfie.jpg',
    [],
  ],
  ['file-name-emoji', 'a file name with an emoji', '\u{1F4F7} selfie.jpg', ['non-ascii-file-names']],
  [
    'file-name-scripts',
    'file names in Chinese, Arabic and Javanese script',
    '\u5199\u771F \u0635\u0648\u0631\u0629.jpg',
    ['non-ascii-file-names'],
    'KTP \uA997\uA9AE.jpg',
  ],
  ['file-name-accents', 'a file name with accents', 'F\u00F3to s\u00E9lfie.jpg', ['non-ascii-file-names']],
];

const everyCall = {
  ...building,
  uses: ['several-calls'],
  requirements: ['success-when'],
  tags: ['http'],
} as const satisfies Partial<TestCase>;

/** What a client puts on the wire: texts, file names, pictures, addresses, and several calls in a row. */
export const buildingCases: readonly TestCase[] = [
  ...textValues.map(
    ([id, title, texts = {}, uses]): TestCase => ({
      ...building,
      id,
      title,
      ...(uses === undefined ? {} : { uses }),
      request: { texts },
      requirements: Object.keys(texts).includes('officeName') ? ['office-name-text'] : ['question-text'],
      ambiguities: /blanks|tabs/.test(id) ? ['trimmed-values'] : ['free-text'],
      tags: ['text'],
    }),
  ),
  ...fileNames.map(
    ([id, title, img1, uses, img2]): TestCase => ({
      ...building,
      id,
      title,
      uses: ['own-file-names', ...uses],
      request: {
        files: {
          img1: { fixture: 'selfie-max', filename: img1 },
          ...(img2 === undefined ? {} : { img2: { fixture: 'ktp-max', filename: img2 } }),
        },
      },
      requirements: ['selfie-extensions'],
      tags: ['text', 'format'],
    }),
  ),
  {
    ...building,
    id: 'upload-largest',
    title: 'both pictures as large as the document allows: 5,000,000 bytes in one request',
    request: { files: { img1: { fixture: 'selfie-at-limit' }, img2: { fixture: 'ktp-at-limit' } } },
    requirements: ['img1-file', 'img2-file'],
    tags: ['size'],
  },
  {
    ...building,
    id: 'upload-smallest',
    title: 'both pictures of the smallest dimensions',
    request: { files: { img1: { fixture: 'selfie-min' }, img2: { fixture: 'ktp-min' } } },
    requirements: ['img1-file', 'img2-file'],
    tags: ['dimensions'],
  },
  {
    ...building,
    id: 'upload-png',
    title: 'both pictures as PNG, which no client encodes again',
    request: { files: { img1: { fixture: 'selfie-good-png' }, img2: { fixture: 'ktp-good-png' } } },
    requirements: ['selfie-extensions', 'ktp-extensions'],
    tags: ['format'],
  },
  {
    ...building,
    id: 'address-uat',
    title: 'the address of UAT, which has a path before that of the operation',
    environment: 'uat',
    uses: ['base-path'],
    request: {},
    requirements: ['url-uat'],
    tags: ['http'],
  },
  {
    ...building,
    id: 'address-uat-failure',
    title: 'a failure at the address of UAT',
    environment: 'uat',
    uses: ['base-path'],
    scenario: 'insufficient-balance',
    request: {},
    requirements: ['url-uat', 'kind-insufficient-balance'],
    tags: ['http', 'answer'],
  },
  {
    ...everyCall,
    id: 'calls-two',
    title: 'a second call over the connection of the first, with another answer',
    scenario: 'success-not-matched',
    earlier: [{ request: {}, scenario: 'success' }],
    request: {},
  },
  {
    ...everyCall,
    id: 'calls-three',
    title: 'a third call over the connection of two others',
    scenario: 'success-not-live',
    earlier: [
      { request: {}, scenario: 'success' },
      { request: {}, scenario: 'success-not-matched' },
    ],
    request: {},
  },
  {
    ...everyCall,
    id: 'calls-after-failure',
    title: 'a success after a failure',
    earlier: [{ request: {}, scenario: 'liveness-error' }],
    request: {},
  },
  {
    ...everyCall,
    id: 'calls-before-failure',
    title: 'a failure after a success',
    scenario: 'parameter-invalid',
    earlier: [{ request: {}, scenario: 'success' }],
    request: {},
  },
  {
    ...everyCall,
    id: 'calls-with-fewer-parts',
    title: 'a call with the required parts only, after one with all parts',
    uses: ['several-calls', 'omitted-parts'],
    earlier: [{ request: {}, scenario: 'success' }],
    request: { omit: ['source', 'loginId', 'nik', 'officeCode', 'officeName', 'question'] },
  },
  {
    ...everyCall,
    id: 'calls-with-other-pictures',
    title: 'a call with other pictures than the one before',
    earlier: [
      {
        request: { files: { img1: { fixture: 'selfie-min' }, img2: { fixture: 'ktp-min' } } },
        scenario: 'success',
      },
    ],
    request: {},
  },
];
