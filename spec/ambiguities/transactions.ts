import type { Ambiguity } from '../register.js';

/** The cost of a call, its transaction number, and its repetition. */
export const transactionAmbiguities: readonly Ambiguity[] = [
  {
    id: 'charged-kinds',
    section: '2',
    row: 'Response, Insufficient Balance',
    question: 'Which answers does the service charge to the balance?',
    readings: [
      {
        id: 'success-only',
        text: 'Only a success.',
        argument: 'Only a success has the number for reconciliation.',
        value: ['success'],
      },
      {
        id: 'engine-used',
        text: 'Every call that reaches the face check, including one that ends in a face error.',
        argument:
          'The vendor did the work, and the row Insufficient Balance is about a balance for making the call, not for its success.',
        value: ['success', 'face-compare-error', 'liveness-error'],
      },
      {
        id: 'every-known-caller',
        text: 'Every call of a known company, including one with a wrong parameter.',
        argument: 'The row Insufficient Balance is about a balance for making a call.',
        value: ['success', 'parameter-invalid', 'image-too-large', 'face-compare-error', 'liveness-error'],
      },
    ],
    default: 'success-only',
    why: 'Reconciliation concerns charged calls, and the document ties it to success.',
    unprobed: "No answer shows the balance; only the vendor's statement does.",
    vendorQuestion: {
      en: 'Which kinds of response are charged to the balance: only Success, or also Face Compare Error, Liveness Error and others?',
      id: 'Jenis response apa saja yang memotong saldo: hanya Success, atau juga Face Compare Error, Liveness Error, dan lainnya?',
    },
  },
  {
    id: 'balance-unit',
    section: '2',
    row: 'Response, Insufficient Balance',
    question: 'What is the unit of the balance, and when is a call deducted?',
    readings: [
      {
        id: 'one-per-call',
        text: 'The balance is a number of calls, and each call reduces it by one.',
        argument: 'The row is about enough balance to make a call.',
      },
      {
        id: 'two-per-call',
        text: 'The service charges the liveness check and the comparison separately.',
        argument: 'The call returns two results, and the cover names two services.',
      },
      {
        id: 'money',
        text: 'The balance is an amount of money, and a call has a price.',
        argument: 'The word "saldo" is the usual word for money in an account.',
      },
    ],
    default: 'one-per-call',
    why: 'It is the simplest reading in which a balance can run out.',
    undecidable: 'No answer shows the balance or a price, so a client sees only whether it is sufficient.',
    unprobed: "No answer shows the balance; only the vendor's statement does.",
    vendorQuestion: {
      en: 'In what unit is the balance kept (number of calls or rupiah), how much does one call take, and can the remaining balance be queried?',
      id: 'Dalam satuan apa saldo dihitung (jumlah pemanggilan atau rupiah), berapa yang dipotong untuk satu kali pemanggilan, dan apakah sisa saldo dapat dicek?',
    },
  },
  {
    id: 'uat-charges',
    section: '1',
    row: 'Url UAT',
    question: 'Do calls to the UAT address cost anything?',
    readings: [
      {
        id: 'test-balance',
        text: 'No: UAT has its own balance, which is free.',
        argument: 'The address contains "demo".',
      },
      {
        id: 'real-balance',
        text: "Yes: the service deducts them from the company's balance.",
        argument: 'The document does not distinguish the two addresses.',
      },
    ],
    default: 'test-balance',
    why: 'The mock charges only its own tenants. The plan of a run on UAT assumes that calls cost.',
    undecidable: 'The mock has balances per tenant, and no answer shows who pays for them.',
    unprobed: "No answer shows the balance; only the vendor's statement does.",
    vendorQuestion: {
      en: 'Are calls to the UAT address charged? How do we receive a balance for tests on UAT, including an account with an empty balance to test "Insufficient Balance"?',
      id: 'Apakah pemanggilan ke alamat UAT dikenakan biaya? Bagaimana cara memperoleh saldo untuk pengujian di UAT, termasuk akun dengan saldo kosong untuk menguji "Insufficient Balance"?',
    },
  },
  {
    id: 'trx-no-kinds',
    section: '2',
    row: 'Paragraph, X-Trx-No',
    question: 'Does only a success have the header `X-Trx-No`?',
    readings: [
      {
        id: 'success-only',
        text: 'Yes: only a success has it.',
        argument: 'The paragraph says that it is specific to the success.',
        value: ['success'],
        observed: [
          'success with',
          'insufficient-balance without',
          'parameter-invalid without',
          'invalid-credentials without',
          'image-too-large without',
          'face-compare-error without',
          'liveness-error without',
        ],
      },
      {
        id: 'engine-used',
        text: 'Every answer of the face check has it, including face errors.',
        argument: 'If such calls are charged, the caller must reconcile them too.',
        value: ['success', 'face-compare-error', 'liveness-error'],
        observed: [
          'success with',
          'insufficient-balance without',
          'parameter-invalid without',
          'invalid-credentials without',
          'image-too-large without',
          'face-compare-error with',
          'liveness-error with',
        ],
      },
      {
        id: 'every-answer',
        text: 'Every answer has it.',
        argument: 'Common practice: every request gets a number on arrival, for later inquiries.',
        value: [
          'success',
          'insufficient-balance',
          'parameter-invalid',
          'invalid-credentials',
          'image-too-large',
          'face-compare-error',
          'liveness-error',
        ],
        observed: ['* with'],
      },
    ],
    default: 'success-only',
    why: 'The document states it; it is only unclear whether this is intended.',
    vendorQuestion: {
      en: 'Is the header X-Trx-No sent only with the Success response, also when a Face Compare Error or a Liveness Error is charged? How do we reconcile charged calls without this number?',
      id: 'Apakah header X-Trx-No hanya dikirim pada response Success, termasuk apabila Face Compare Error atau Liveness Error dikenakan biaya? Bagaimana cara merekonsiliasi pemanggilan berbayar yang tidak memiliki nomor tersebut?',
    },
  },
  {
    id: 'trx-no-sequence',
    section: '2',
    row: 'Paragraph, X-Trx-No',
    question: 'Do the numbers in `X-Trx-No` increase from call to call?',
    readings: [
      {
        id: 'increasing',
        text: 'Yes: a later call has a larger number, not always the next one.',
        argument: 'The sample, 10877, looks like a serial number in a table of transactions.',
        value: true,
        observed: ['larger'],
      },
      {
        id: 'unordered',
        text: 'No: the numbers are unique, in no order.',
        argument: 'The document says only that it is a number.',
        value: false,
        observed: ['larger', 'not larger'],
      },
    ],
    default: 'increasing',
    why: 'The sample is too small for a random number. A client must nevertheless not depend on it.',
    vendorQuestion: {
      en: 'Is X-Trx-No unique and increasing? Is it counted for each tenant or for all tenants together, and can numbers be missing in between?',
      id: 'Apakah X-Trx-No unik dan selalu meningkat? Apakah dihitung per tenant atau untuk seluruh tenant, dan apakah mungkin ada nomor yang terlewati?',
    },
  },
  {
    id: 'trx-no-format',
    section: '2',
    row: 'Response, Success, X-Trx-No',
    question: 'How long can `X-Trx-No` be, and can it start with zeros?',
    readings: [
      {
        id: 'plain-integer',
        text: 'A whole number without leading zeros, of any length.',
        argument: 'The sample is 10877, and the paragraph calls it a number.',
        observed: ['plain number'],
      },
      {
        id: 'fixed-width',
        text: 'A string of digits of fixed length, padded with zeros.',
        argument: 'Transaction numbers are often padded, and five digits are soon exhausted.',
        observed: ['plain number', 'padded with zeros'],
      },
    ],
    default: 'plain-integer',
    why: 'The sample shows it. A client should store it as text, so that neither length nor zeros matter.',
    undecidable: 'Both readings are digits, and a client that stores the text is safe.',
    vendorQuestion: {
      en: 'What is the maximum length of X-Trx-No, does it hold digits only, and can it begin with zeros?',
      id: 'Berapa panjang maksimum X-Trx-No, apakah hanya berisi angka, dan apakah dapat diawali dengan angka nol?',
    },
  },
  {
    id: 'login-id-fallback',
    section: '1',
    row: 'Body, loginId',
    question: 'Where is it visible that `tenant_code` replaces a missing `loginId`?',
    readings: [
      {
        id: 'usage-report',
        text: "In the vendor's usage report.",
        argument: 'The part identifies the calling user, and no answer repeats it.',
      },
      {
        id: 'nowhere',
        text: 'Nowhere outside the service.',
        argument: 'The document names no place.',
      },
    ],
    default: 'usage-report',
    why: 'An identifier that is never visible has no purpose.',
    undecidable: "No answer depends on it. The mock's journal and ledger show the resulting value.",
    unprobed: 'No answer shows it.',
    vendorQuestion: {
      en: 'If loginId is not filled, it is replaced by tenant_code. Where can we see the value that was recorded, for example in a usage report? Does an empty loginId count as not filled?',
      id: 'Apabila loginId tidak diisi, nilainya digantikan oleh tenant_code. Di mana nilai yang tercatat dapat dilihat, misalnya pada laporan penggunaan? Apakah loginId yang dikirim kosong dianggap tidak diisi?',
    },
  },
  {
    id: 'repeated-ref-number',
    section: '1',
    row: 'Body, refNumber',
    question: 'How is a repeated `refNumber` answered?',
    readings: [
      {
        id: 'accepted',
        text: 'As a new transaction like any other.',
        argument: 'The document leaves its uniqueness to the caller, who uses it to match transactions.',
        value: 'accepted',
        observed: ['success', 'an X-Trx-No of its own'],
      },
      {
        id: 'refused',
        text: 'With parameter-invalid.',
        argument: 'The row calls it a unique number.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
      {
        id: 'same-answer',
        text: 'With the answer of the first transaction, without a charge.',
        argument: "Common practice among payment services, where the caller's number makes a call idempotent.",
        observed: ['success', 'an earlier X-Trx-No'],
      },
    ],
    default: 'accepted',
    why: 'The document mentions no rejection, and a client that relies on one is charged twice.',
    vendorQuestion: {
      en: 'What happens when the same refNumber is sent twice: is it processed and charged as a new transaction, refused, or answered with the first result?',
      id: 'Apa yang terjadi apabila refNumber yang sama dikirim dua kali: diproses dan dikenakan biaya sebagai transaksi baru, ditolak, atau dijawab dengan hasil transaksi pertama?',
    },
  },
  {
    id: 'retry',
    section: '2',
    row: 'Request & Response',
    question: 'Can a client repeat a call whose answer was lost without a second charge?',
    readings: [
      {
        id: 'not-safe',
        text: 'No: each completed call is a separate transaction.',
        argument: 'The document describes no way to query an earlier result, and a POST is not idempotent.',
      },
      {
        id: 'safe-with-ref-number',
        text: 'Yes: with the same refNumber.',
        argument: 'The refNumber is for matching transactions with calls of the API.',
      },
    ],
    default: 'not-safe',
    why: 'It is the strictest for a client: no blind retry.',
    undecidable:
      'The decision on a repeated refNumber, `parts.repeatedRefNumber`, covers everything that an answer can show.',
    unprobed: "No answer shows whether the second call is charged; only the vendor's statement does.",
    vendorQuestion: {
      en: 'If the connection is lost before we receive the response, may we send the request again without being charged twice, and can the result of an earlier transaction be queried?',
      id: 'Apabila koneksi terputus sebelum response kami terima, apakah request dapat dikirim ulang tanpa dikenakan biaya dua kali, dan apakah hasil transaksi sebelumnya dapat dicek kembali?',
    },
  },
];
