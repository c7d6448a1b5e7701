import type { Ambiguity } from '../register.js';

/** Which parts must be there and filled, and how exactly their values are taken. */
export const requiredValueAmbiguities: readonly Ambiguity[] = [
  {
    id: 'required-parts',
    section: '1',
    row: 'Body, refNumber',
    question: 'Which parts are really required: does `refNumber` belong to them, and does `nik` not?',
    readings: [
      {
        id: 'as-marked',
        text: 'The five parts that the table marks as required.',
        argument: 'The column Compulsory says so for each part.',
        value: ['img1', 'img2', 'key', 'tenant_code', 'refNumber'],
        observed: ['parameter-invalid without refNumber', 'success', 'success without nik'],
      },
      {
        id: 'without-ref-number',
        text: 'Four parts; `refNumber` may be left out.',
        argument: 'Its description says that it can be filled; public client code of 2023 sends requests without it.',
        value: ['img1', 'img2', 'key', 'tenant_code'],
        observed: ['success without refNumber', 'success', 'success without nik'],
      },
      {
        id: 'with-nik',
        text: 'Six parts; `nik` is required as well.',
        argument:
          'Its description says that it is to be filled, not that it can be; a check of a person would want the number.',
        value: ['img1', 'img2', 'key', 'tenant_code', 'refNumber', 'nik'],
        observed: ['parameter-invalid without refNumber', 'parameter-invalid', 'parameter-invalid without nik'],
      },
    ],
    default: 'as-marked',
    why: 'The column is explicit; the descriptions only describe.',
    vendorQuestion: {
      en: 'In section 1 refNumber is marked "Required" but its description says that it "can be filled", and nik is marked "Optional". Is a request without refNumber refused, and is nik really optional?',
      id: 'Pada bagian 1, refNumber ditandai "Required" tetapi deskripsinya menyebutkan "dapat diisi", sedangkan nik ditandai "Optional". Apakah request tanpa refNumber akan ditolak, dan apakah nik memang tidak wajib?',
    },
  },
  {
    id: 'missing-part',
    section: '2',
    row: 'Response, Parameter Invalid',
    question: 'What comes when a required part is missing altogether?',
    readings: [
      {
        id: 'parameter-invalid',
        text: 'Parameter-invalid, whichever part it is.',
        argument:
          'The message asks to check the request; the explanation speaks of values that were sent, which a missing one is not.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid*', 'success without refNumber'],
      },
      {
        id: 'by-part',
        text: 'Invalid-credentials for `key` and `tenant_code`, face errors for the pictures, parameter-invalid for `refNumber`.',
        argument: 'Each of those rows speaks of the part that is missing.',
        observed: [
          'parameter-invalid',
          'invalid-credentials',
          'parameter-invalid without refNumber',
          'success without refNumber',
          'invalid-credentials without key',
          'invalid-credentials without tenant_code',
          'liveness-error without img1',
          'face-compare-error without img1',
          'face-compare-error without img2',
        ],
      },
    ],
    default: 'parameter-invalid',
    why: 'The message fits, and no other row speaks of parameters.',
    vendorQuestion: {
      en: 'Which response is sent when a required parameter is missing? Is it always Parameter Invalid, also for key, tenant_code, img1 and img2?',
      id: 'Response apa yang dikirim apabila parameter wajib tidak dikirim? Apakah selalu Parameter Invalid, termasuk untuk key, tenant_code, img1, dan img2?',
    },
  },
  {
    id: 'empty-value',
    section: '1',
    row: 'Body, Field / Type / Compulsory / Description',
    question: 'What comes when a required text part is there and empty?',
    readings: [
      {
        id: 'parameter-invalid',
        text: 'Parameter-invalid.',
        argument: 'An empty value is a value that is not valid, in the words of that row.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid with empty *'],
      },
      {
        id: 'accepted',
        text: 'It is accepted: the part is there.',
        argument: 'The column Compulsory asks for the part and says nothing about its contents.',
        value: 'accepted',
        observed: [
          'success with empty refNumber',
          'invalid-credentials with empty key',
          'invalid-credentials with empty tenant_code',
        ],
      },
      {
        id: 'invalid-credentials',
        text: 'Invalid-credentials, at least for `key` and `tenant_code`.',
        argument: 'An empty key is a wrong key.',
        value: 'invalid-credentials',
        observed: ['invalid-credentials with empty *', 'parameter-invalid with empty refNumber'],
      },
    ],
    default: 'parameter-invalid',
    why: 'It fits every required text part and asks most of a client.',
    vendorQuestion: {
      en: 'Which response is sent when a required text parameter is present but empty (key, tenant_code, refNumber)?',
      id: 'Response apa yang dikirim apabila parameter teks yang wajib dikirim dalam keadaan kosong (key, tenant_code, refNumber)?',
    },
  },
  {
    id: 'empty-optional',
    section: '1',
    row: 'Body, loginId',
    question: 'Is an optional part that is there and empty the same as one that is left out?',
    readings: [
      {
        id: 'as-absent',
        text: 'It is the same; an empty `loginId` is replaced by `tenant_code` too.',
        argument: 'The row says "not filled", and an empty field of a form is not filled.',
        value: 'as-absent',
        observed: ['success'],
      },
      {
        id: 'as-value',
        text: 'It counts as an empty value, and is kept or refused.',
        argument: 'A part that was sent is a value that was sent, and the row Parameter Invalid speaks of those.',
        value: 'as-value',
        observed: ['success', 'parameter-invalid'],
      },
    ],
    default: 'as-absent',
    why: 'It follows the wording; forms in browsers send empty fields always.',
    vendorQuestion: {
      en: 'May optional parameters be sent empty, and is this treated in the same way as not sending them?',
      id: 'Apakah parameter opsional boleh dikirim dalam keadaan kosong, dan apakah diperlakukan sama seperti tidak dikirim?',
    },
  },
  {
    id: 'trimmed-values',
    section: '1',
    row: 'Body, key',
    question: 'Are spaces and line ends around a text value cut off?',
    readings: [
      {
        id: 'kept',
        text: 'The value counts as it was sent; a key with a line end behind it is wrong.',
        argument: 'The document allows no difference; a secret is compared as it is.',
        value: false,
        observed: ['invalid-credentials'],
      },
      {
        id: 'trimmed',
        text: 'Spaces and line ends around it are cut off.',
        argument: 'Common practice for values that people type or keep in files.',
        value: true,
        observed: ['success'],
      },
    ],
    default: 'kept',
    why: 'It asks most of a client.',
    vendorQuestion: {
      en: 'Does the service remove leading and trailing spaces or line breaks from text parameters, for example from key?',
      id: 'Apakah layanan menghapus spasi atau baris baru di awal dan akhir nilai parameter teks, misalnya pada key?',
    },
  },
  {
    id: 'credential-case',
    section: '1',
    row: 'Body, tenant_code',
    question: 'Do capitals matter in `key` and `tenant_code`?',
    readings: [
      {
        id: 'exact',
        text: 'Both must be written exactly as they were given out.',
        argument: 'The sample key mixes capitals and small letters; secrets are compared exactly.',
        value: 'exact',
        observed: ['invalid-credentials'],
      },
      {
        id: 'tenant-code-ignores-case',
        text: 'Capitals do not matter in `tenant_code`.',
        argument:
          'It is a short code, like those that people type; some databases compare text without regard to case.',
        value: 'ignored',
        observed: ['success'],
      },
    ],
    default: 'exact',
    why: 'It asks most of a client.',
    vendorQuestion: {
      en: 'Are key and tenant_code case-sensitive?',
      id: 'Apakah key dan tenant_code membedakan huruf besar dan huruf kecil?',
    },
  },
  {
    id: 'key-owner',
    section: '2',
    row: 'Request, key',
    question: 'The sample key begins with `ADINS_`, the sample tenant is `AIT`. Does a key say whose it is?',
    readings: [
      {
        id: 'opaque',
        text: 'A key is any text; the sample is made up.',
        argument: 'The table calls it a unique word and says that `tenant_code` tells whose it is.',
      },
      {
        id: 'prefixed',
        text: 'A key begins with the name of its owner.',
        argument: 'The sample looks so, though the name is not the tenant code.',
      },
    ],
    default: 'opaque',
    why: 'If the key told its owner, the tenant code would not be needed.',
    undecidable: 'A client sends what it was given; the form of a key decides nothing.',
    unprobed: 'A run has the credentials that it was given and can make no others.',
    vendorQuestion: {
      en: 'Which characters and what length can key and tenant_code have? In the sample the key begins with "ADINS_" while tenant_code is "AIT"; does this prefix have a meaning?',
      id: 'Karakter apa saja dan berapa panjang key dan tenant_code? Pada contoh, key diawali "ADINS_" sedangkan tenant_code adalah "AIT"; apakah awalan tersebut memiliki arti?',
    },
  },
];
