import type { TestCase } from './case.js';

const text = {
  needs: ['real-face'],
  directions: ['server', 'client'],
  requirements: [],
  tags: ['text'],
} as const satisfies Partial<TestCase>;

/** Text values and file names beyond ASCII, and the order of the parts. None of them may change the answer. */
export const textCases: readonly TestCase[] = [
  {
    ...text,
    id: 'text-non-ascii',
    title: 'accents, Javanese script and an emoji in text parts',
    request: {
      texts: {
        officeName: 'Kantor Caf\u00e9 \ua997\ua9ae',
        question: 'Ver\u00edfikasi \u2705 ulang',
        loginId: 'J\u00f6rg',
      },
    },
    requirements: ['office-name-text', 'question-text'],
    ambiguities: ['text-charset'],
  },
  {
    ...text,
    id: 'text-markup',
    title: 'quotes, ampersands and line breaks in text parts',
    uses: ['multi-line-texts'],
    request: { texts: { officeName: 'A & B "Pusat" <1>', question: 'baris satu\r\nbaris dua; 100%' } },
    requirements: ['office-name-text', 'question-text'],
    ambiguities: ['free-text'],
  },
  {
    ...text,
    id: 'text-long',
    title: 'a question of 1,000 characters',
    uses: ['long-texts'],
    request: { texts: { question: 'tambahan '.repeat(111).padEnd(1000, '.') } },
    requirements: ['question-extra-information'],
    ambiguities: ['text-length'],
  },
  {
    ...text,
    id: 'text-empty-optional',
    title: 'empty optional parts',
    uses: ['empty-texts'],
    request: { texts: { source: '', loginId: '', nik: '', officeCode: '', officeName: '', question: '' } },
    requirements: ['source-optional', 'login-id-optional', 'nik-optional'],
    ambiguities: ['empty-optional'],
    tags: ['text', 'parameters'],
  },
  {
    ...text,
    id: 'file-name-non-ascii',
    title: 'a file name with accents and blanks',
    uses: ['own-file-names', 'non-ascii-file-names'],
    request: { files: { img1: { fixture: 'selfie-max', filename: 'Foto selfie \u00fc.jpg' } } },
    requirements: ['selfie-extensions'],
    ambiguities: ['text-charset'],
    tags: ['text', 'format'],
  },
  {
    ...text,
    id: 'order-texts-first',
    title: 'text parts before the files',
    directions: ['server'],
    request: { order: 'texts-first' },
    requirements: ['content-type-multipart'],
    ambiguities: [],
    tags: ['multipart', 'order'],
  },
  {
    ...text,
    id: 'order-reversed',
    title: 'the parts in reverse order',
    directions: ['server'],
    request: { order: 'reversed' },
    requirements: ['content-type-multipart'],
    ambiguities: [],
    tags: ['multipart', 'order'],
  },
];
