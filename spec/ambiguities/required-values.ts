import type { Ambiguity } from '../register.js';

/** Which parts are required, and how exactly their values are compared. */
export const requiredValueAmbiguities: readonly Ambiguity[] = [
  {
    id: 'required-parts',
    section: '1',
    row: 'Body, refNumber',
    question: 'Are exactly the five parts required that the table marks, or is `nik` required too?',
    readings: [
      {
        id: 'as-marked',
        text: 'The five parts that the table marks as required.',
        argument: 'The column Compulsory states it for each part.',
        value: ['img1', 'img2', 'key', 'tenant_code', 'refNumber'],
        observed: ['success', 'success without nik'],
      },
      {
        id: 'with-nik',
        text: 'Six parts; `nik` is required too.',
        argument:
          'Its description says that it is to be filled, not that it can be, and an identity check needs the number.',
        value: ['img1', 'img2', 'key', 'tenant_code', 'refNumber', 'nik'],
        observed: ['parameter-invalid', 'parameter-invalid without nik'],
      },
    ],
    default: 'as-marked',
    why: 'The column is explicit, and the descriptions are not rules. Public client code of 2023 omits `refNumber`, whose description says that it can be filled; a profile can make it optional, but a server that accepts its absence breaks the column.',
    vendorQuestion: {
      en: 'In section 1 refNumber is marked "Required" but its description says that it "can be filled", and nik is marked "Optional". Is a request without refNumber refused, and is nik really optional?',
      id: 'Pada bagian 1, refNumber ditandai "Required" tetapi deskripsinya menyebutkan "dapat diisi", sedangkan nik ditandai "Optional". Apakah request tanpa refNumber akan ditolak, dan apakah nik memang tidak wajib?',
    },
  },
  {
    id: 'missing-part',
    section: '2',
    row: 'Response, Parameter Invalid',
    question: 'How is a missing required part answered?',
    readings: [
      {
        id: 'parameter-invalid',
        text: 'With parameter-invalid for every part.',
        argument:
          'The message asks the caller to check the request, although the explanation is about values that were sent.',
        value: { 'credentials.missing': 'as-missing-part', 'parts.missing': 'parameter-invalid' },
        observed: ['parameter-invalid*'],
      },
      {
        id: 'credentials-apart',
        text: 'With invalid-credentials for `key` and `tenant_code`, and parameter-invalid for the other parts.',
        argument: 'Common practice: a service looks up the account with whatever came, and finds none.',
        value: { 'credentials.missing': 'as-wrong-value', 'parts.missing': 'parameter-invalid' },
        observed: [
          'parameter-invalid',
          'invalid-credentials',
          'parameter-invalid without refNumber',
          'parameter-invalid without img1',
          'parameter-invalid without img2',
          'invalid-credentials without key',
          'invalid-credentials without tenant_code',
        ],
      },
      {
        id: 'by-part',
        text: 'With invalid-credentials for `key` and `tenant_code`, face errors for the pictures, parameter-invalid for `refNumber`.',
        argument: 'Each of those rows is about the missing part.',
        observed: [
          'parameter-invalid',
          'invalid-credentials',
          'parameter-invalid without refNumber',
          'invalid-credentials without key',
          'invalid-credentials without tenant_code',
          'liveness-error without img1',
          'face-compare-error without img1',
          'face-compare-error without img2',
        ],
      },
    ],
    default: 'parameter-invalid',
    why: 'The message fits, and no other row is about parameters.',
    vendorQuestion: {
      en: 'Which response is sent when a required parameter is missing? Is it always Parameter Invalid, also for key, tenant_code, img1 and img2?',
      id: 'Response apa yang dikirim apabila parameter wajib tidak dikirim? Apakah selalu Parameter Invalid, termasuk untuk key, tenant_code, img1, dan img2?',
    },
  },
  {
    id: 'empty-value',
    section: '1',
    row: 'Body, Field / Type / Compulsory / Description',
    question: 'How is an empty required text part answered?',
    readings: [
      {
        id: 'parameter-invalid',
        text: 'With parameter-invalid.',
        argument: 'An empty value is an invalid value, as that row says.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid with empty *'],
      },
      {
        id: 'invalid-credentials',
        text: 'With invalid-credentials, at least for `key` and `tenant_code`.',
        argument: 'An empty key is a wrong key.',
        value: 'invalid-credentials',
        observed: ['invalid-credentials with empty *', 'parameter-invalid with empty refNumber'],
      },
    ],
    default: 'parameter-invalid',
    why: 'It fits every required text part and is the strictest for a client. A profile can accept empty values, but a server that does so has not received what the column Compulsory requires.',
    vendorQuestion: {
      en: 'Which response is sent when a required text parameter is present but empty (key, tenant_code, refNumber)?',
      id: 'Response apa yang dikirim apabila parameter teks yang wajib dikirim dalam keadaan kosong (key, tenant_code, refNumber)?',
    },
  },
  {
    id: 'empty-optional',
    section: '1',
    row: 'Body, loginId',
    question: 'Is an empty optional part the same as an absent one?',
    readings: [
      {
        id: 'as-absent',
        text: 'Yes: `tenant_code` replaces an empty `loginId` too.',
        argument: 'The row says "not filled", and an empty form field is not filled.',
        value: 'as-absent',
        observed: ['success'],
      },
      {
        id: 'as-value',
        text: 'No: it is an empty value, which the service stores or rejects.',
        argument: 'An empty part is a value that was sent, and the row Parameter Invalid is about such values.',
        value: 'as-value',
        observed: ['success', 'parameter-invalid'],
      },
    ],
    default: 'as-absent',
    why: 'It follows the wording, and forms in browsers always send empty fields.',
    vendorQuestion: {
      en: 'May optional parameters be sent empty, and is this treated in the same way as not sending them?',
      id: 'Apakah parameter opsional boleh dikirim dalam keadaan kosong, dan apakah diperlakukan sama seperti tidak dikirim?',
    },
  },
  {
    id: 'trimmed-values',
    section: '1',
    row: 'Body, key',
    question: 'Does the service trim white space and line breaks around a text value?',
    readings: [
      {
        id: 'kept',
        text: 'No: a key with a line break at its end is wrong.',
        argument: 'The document allows no variation, and a secret is compared exactly.',
        value: false,
        observed: ['invalid-credentials'],
      },
      {
        id: 'trimmed',
        text: 'Yes: it removes them.',
        argument: 'Common practice for values that people type or store in files.',
        value: true,
        observed: ['success'],
      },
    ],
    default: 'kept',
    why: 'It is the strictest for a client.',
    vendorQuestion: {
      en: 'Does the service remove leading and trailing spaces or line breaks from text parameters, for example from key?',
      id: 'Apakah layanan menghapus spasi atau baris baru di awal dan akhir nilai parameter teks, misalnya pada key?',
    },
  },
  {
    id: 'credential-case',
    section: '1',
    row: 'Body, tenant_code',
    question: 'Are `key` and `tenant_code` case-sensitive?',
    readings: [
      {
        id: 'exact',
        text: 'Both must match the issued values exactly.',
        argument: 'The sample key has upper-case and lower-case letters, and secrets are compared exactly.',
        value: 'exact',
        observed: ['invalid-credentials'],
      },
      {
        id: 'tenant-code-ignores-case',
        text: 'Letter case does not matter in `tenant_code`.',
        argument: 'It is a short code that people may type, and some databases ignore case in comparisons.',
        value: 'ignored',
        observed: ['success'],
      },
    ],
    default: 'exact',
    why: 'It is the strictest for a client.',
    vendorQuestion: {
      en: 'Are key and tenant_code case-sensitive?',
      id: 'Apakah key dan tenant_code membedakan huruf besar dan huruf kecil?',
    },
  },
  {
    id: 'key-owner',
    section: '2',
    row: 'Request, key',
    question: 'The sample key starts with `ADINS_`, and the sample tenant is `AIT`. Does a key name its owner?',
    readings: [
      {
        id: 'opaque',
        text: 'No: a key is any text, and the sample is invented.',
        argument: 'The table calls it a unique word and says that `tenant_code` identifies its owner.',
      },
      {
        id: 'prefixed',
        text: 'Yes: a key starts with the name of its owner.',
        argument: 'The sample suggests it, although the name is not the tenant code.',
      },
    ],
    default: 'opaque',
    why: 'If the key named its owner, the tenant code would be unnecessary.',
    undecidable: 'A client sends the key that it received, and its form decides nothing.',
    unprobed: 'A run has only the given credentials and cannot create others.',
    vendorQuestion: {
      en: 'Which characters and what length can key and tenant_code have? In the sample the key begins with "ADINS_" while tenant_code is "AIT"; does this prefix have a meaning?',
      id: 'Karakter apa saja dan berapa panjang key dan tenant_code? Pada contoh, key diawali "ADINS_" sedangkan tenant_code adalah "AIT"; apakah awalan tersebut memiliki arti?',
    },
  },
];
