import type { Ambiguity } from '../register.js';

/** What a call costs, what it is numbered, and what happens when it is repeated. */
export const transactionAmbiguities: readonly Ambiguity[] = [
  {
    id: 'charged-kinds',
    section: '2',
    row: 'Response, Insufficient Balance',
    question: 'Which answers are charged to the balance?',
    readings: [
      {
        id: 'success-only',
        text: 'A success is charged, nothing else.',
        argument: 'Only a success carries the number that reconciliation needs.',
        value: ['success'],
      },
      {
        id: 'engine-used',
        text: 'Every call that reached the face check is charged, also one that ended in an error about the faces.',
        argument:
          'The vendor had the work; the row Insufficient Balance speaks of a balance for making the call, not for its success.',
        value: ['success', 'face-compare-error', 'liveness-error'],
      },
      {
        id: 'every-known-caller',
        text: 'Every call of a known company is charged, also one with a wrong parameter.',
        argument: 'The row Insufficient Balance speaks of a balance for making a call.',
        value: ['success', 'parameter-invalid', 'image-too-large', 'face-compare-error', 'liveness-error'],
      },
    ],
    default: 'success-only',
    why: 'What is reconciled is what is charged, and the document ties reconciliation to success.',
    unprobed: 'No answer shows the balance; the statement of the vendor does.',
    vendorQuestion: {
      en: 'Which kinds of response are charged to the balance: only Success, or also Face Compare Error, Liveness Error and others?',
      id: 'Jenis response apa saja yang memotong saldo: hanya Success, atau juga Face Compare Error, Liveness Error, dan lainnya?',
    },
  },
  {
    id: 'balance-unit',
    section: '2',
    row: 'Response, Insufficient Balance',
    question: 'What is the balance counted in, and when is a call taken from it?',
    readings: [
      {
        id: 'one-per-call',
        text: 'The balance is a number of calls; one call takes one.',
        argument: 'The row speaks of enough balance to make a call.',
      },
      {
        id: 'two-per-call',
        text: 'The liveness check and the comparison are charged each for itself.',
        argument: 'The call gives two results, which the cover names as two services.',
      },
      {
        id: 'money',
        text: 'The balance is an amount of money, and a call has a price.',
        argument: 'The word "saldo" is the everyday word for money in an account.',
      },
    ],
    default: 'one-per-call',
    why: 'It is the simplest that lets a balance run out.',
    undecidable: 'No answer shows the balance or a price, so a client sees only whether it is enough.',
    unprobed: 'No answer shows the balance; the statement of the vendor does.',
    vendorQuestion: {
      en: 'In what unit is the balance kept (number of calls or rupiah), how much does one call take, and can the remaining balance be queried?',
      id: 'Dalam satuan apa saldo dihitung (jumlah pemanggilan atau rupiah), berapa yang dipotong untuk satu kali pemanggilan, dan apakah sisa saldo dapat dicek?',
    },
  },
  {
    id: 'uat-charges',
    section: '1',
    row: 'Url UAT',
    question: 'Do calls to the acceptance-test address cost anything?',
    readings: [
      {
        id: 'test-balance',
        text: 'UAT has a balance of its own, which costs nothing.',
        argument: 'The address says "demo".',
      },
      {
        id: 'real-balance',
        text: 'Calls to UAT are taken from the balance of the company.',
        argument: 'The document makes no difference between the two addresses.',
      },
    ],
    default: 'test-balance',
    why: 'The mock charges its own tenants only; a run on UAT is planned as if it cost, whatever the truth.',
    undecidable: 'The mock has balances per tenant; whose money stands behind them is outside of any answer.',
    unprobed: 'No answer shows the balance; the statement of the vendor does.',
    vendorQuestion: {
      en: 'Are calls to the UAT address charged? How do we receive a balance for tests on UAT, including an account with an empty balance to test "Insufficient Balance"?',
      id: 'Apakah pemanggilan ke alamat UAT dikenakan biaya? Bagaimana cara memperoleh saldo untuk pengujian di UAT, termasuk akun dengan saldo kosong untuk menguji "Insufficient Balance"?',
    },
  },
  {
    id: 'trx-no-kinds',
    section: '2',
    row: 'Paragraph, X-Trx-No',
    question: 'Does really no other answer than a success carry `X-Trx-No`?',
    readings: [
      {
        id: 'success-only',
        text: 'Only a success carries it.',
        argument: 'The paragraph says that it is particular to the success.',
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
        text: 'Every answer of the face check carries it, an error about the faces included.',
        argument: 'If such calls are charged, they have to be reconciled too.',
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
        text: 'Every answer carries it.',
        argument: 'Common practice: a number is given to a request when it comes in, so that it can be asked about.',
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
    why: 'The document says so; the question is only whether it says so on purpose.',
    vendorQuestion: {
      en: 'Is the header X-Trx-No sent only with the Success response, also when a Face Compare Error or a Liveness Error is charged? How do we reconcile charged calls without this number?',
      id: 'Apakah header X-Trx-No hanya dikirim pada response Success, termasuk apabila Face Compare Error atau Liveness Error dikenakan biaya? Bagaimana cara merekonsiliasi pemanggilan berbayar yang tidak memiliki nomor tersebut?',
    },
  },
  {
    id: 'trx-no-sequence',
    section: '2',
    row: 'Paragraph, X-Trx-No',
    question: 'Do the numbers in `X-Trx-No` grow from call to call?',
    readings: [
      {
        id: 'increasing',
        text: 'A later call has a larger number, not always the next.',
        argument: 'The sample, 10877, looks like a running number in a table of transactions.',
        value: true,
        observed: ['larger'],
      },
      {
        id: 'unordered',
        text: 'The numbers are different, in no order.',
        argument: 'The document says no more than that it is a number.',
        value: false,
        observed: ['larger', 'not larger'],
      },
    ],
    default: 'increasing',
    why: 'The sample is too small for a number drawn at random; a client must not depend on it all the same.',
    vendorQuestion: {
      en: 'Is X-Trx-No unique and increasing? Is it counted for each tenant or for all tenants together, and can numbers be missing in between?',
      id: 'Apakah X-Trx-No unik dan selalu meningkat? Apakah dihitung per tenant atau untuk seluruh tenant, dan apakah mungkin ada nomor yang terlewati?',
    },
  },
  {
    id: 'trx-no-format',
    section: '2',
    row: 'Response, Success, X-Trx-No',
    question: 'How long can `X-Trx-No` get, and can it begin with zeros?',
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
        argument: 'Transaction numbers often are; five digits would be soon used up.',
        observed: ['plain number', 'padded with zeros'],
      },
    ],
    default: 'plain-integer',
    why: 'It is what the sample shows. A client keeps it as text, so that no length and no zero harms it.',
    undecidable: 'Both readings are digits; a client that keeps the text cannot go wrong.',
    vendorQuestion: {
      en: 'What is the maximum length of X-Trx-No, does it hold digits only, and can it begin with zeros?',
      id: 'Berapa panjang maksimum X-Trx-No, apakah hanya berisi angka, dan apakah dapat diawali dengan angka nol?',
    },
  },
  {
    id: 'login-id-fallback',
    section: '1',
    row: 'Body, loginId',
    question: 'Where can it be seen that `tenant_code` took the place of a missing `loginId`?',
    readings: [
      {
        id: 'usage-report',
        text: "In the vendor's report of use.",
        argument: 'The part marks the user who calls, and no answer repeats it.',
      },
      {
        id: 'nowhere',
        text: 'Nowhere outside of the service.',
        argument: 'The document names no place.',
      },
    ],
    default: 'usage-report',
    why: 'A mark that nobody can read would have no purpose.',
    undecidable: 'No answer depends on it; the journal and the ledger of the mock show the value that counts.',
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
    question: 'What comes when a `refNumber` is used a second time?',
    readings: [
      {
        id: 'accepted',
        text: 'It is a new transaction like any other.',
        argument:
          'The uniqueness is described as the concern of the caller, who uses it to match its own transactions.',
        value: 'accepted',
        observed: ['success', 'an X-Trx-No of its own'],
      },
      {
        id: 'refused',
        text: 'It is answered with parameter-invalid.',
        argument: 'The row calls it a unique number.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
      {
        id: 'same-answer',
        text: 'The answer of the first transaction comes again, and nothing is charged.',
        argument: "Common practice among payment services, where the caller's number makes a call safe to repeat.",
        observed: ['success', 'an earlier X-Trx-No'],
      },
    ],
    default: 'accepted',
    why: 'The document threatens no refusal, and a client that counts on one would be charged twice.',
    vendorQuestion: {
      en: 'What happens when the same refNumber is sent twice: is it processed and charged as a new transaction, refused, or answered with the first result?',
      id: 'Apa yang terjadi apabila refNumber yang sama dikirim dua kali: diproses dan dikenakan biaya sebagai transaksi baru, ditolak, atau dijawab dengan hasil transaksi pertama?',
    },
  },
  {
    id: 'retry',
    section: '2',
    row: 'Request & Response',
    question: 'May a call whose answer was lost be sent again without being charged twice?',
    readings: [
      {
        id: 'not-safe',
        text: 'No: each call that goes through is a transaction of its own.',
        argument: 'The document describes no way to ask for an earlier result, and a POST is not safe to repeat.',
      },
      {
        id: 'safe-with-ref-number',
        text: 'Yes, with the same refNumber.',
        argument: 'The refNumber is meant for matching transactions with the use of the API.',
      },
    ],
    default: 'not-safe',
    why: 'It asks most of a client: no blind retry.',
    undecidable:
      'The decision on a repeated refNumber, `parts.repeatedRefNumber`, holds what an answer can show of it.',
    unprobed: 'Whether the second call is charged is shown by the statement of the vendor, not by an answer.',
    vendorQuestion: {
      en: 'If the connection is lost before we receive the response, may we send the request again without being charged twice, and can the result of an earlier transaction be queried?',
      id: 'Apabila koneksi terputus sebelum response kami terima, apakah request dapat dikirim ulang tanpa dikenakan biaya dua kali, dan apakah hasil transaksi sebelumnya dapat dicek kembali?',
    },
  },
];
