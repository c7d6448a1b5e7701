import type { Ambiguity } from '../register.js';

/** The form of the two answers with a `result`: success and liveness-error. */
export const resultFormAmbiguities: readonly Ambiguity[] = [
  {
    id: 'result-shape',
    section: '2',
    row: 'Response, Success',
    question: 'Is `result` an object, or a list that holds one?',
    readings: [
      {
        id: 'object',
        text: '`result` is an object.',
        argument: 'Both bodies that have a result print an object.',
        value: 'object',
        observed: ['object'],
      },
      {
        id: 'list',
        text: '`result` is a list that holds the one object.',
        argument: 'Public client code of 2023 reads the first element of a list.',
        value: 'list',
        observed: ['list'],
      },
    ],
    default: 'object',
    why: 'The document prints it twice, without exception.',
    vendorQuestion: {
      en: 'In the responses Success and Liveness Error, is "result" always a JSON object, as printed, or can it be an array that holds the object?',
      id: 'Pada response Success dan Liveness Error, apakah "result" selalu berupa objek JSON seperti pada contoh, atau dapat berupa array yang berisi objek tersebut?',
    },
  },
  {
    id: 'date-keys',
    section: '2',
    row: 'Response, Liveness Error',
    question: 'Is the time called `date`, or `datetime`?',
    readings: [
      {
        id: 'as-printed',
        text: '`date` in a success, `datetime` in a liveness-error.',
        argument: 'The two bodies are printed so.',
        value: { 'answers.dateKeys.success': 'date', 'answers.dateKeys.livenessError': 'datetime' },
        observed: ['success date', 'liveness-error datetime'],
      },
      {
        id: 'date',
        text: '`date` in both.',
        argument: 'The two bodies are alike otherwise; the other spelling would be a slip of the document.',
        value: { 'answers.dateKeys.success': 'date', 'answers.dateKeys.livenessError': 'date' },
        observed: ['success date', 'liveness-error date'],
      },
      {
        id: 'datetime',
        text: '`datetime` in both.',
        argument: 'The value holds a time of day as well, so this name fits it better.',
        value: { 'answers.dateKeys.success': 'datetime', 'answers.dateKeys.livenessError': 'datetime' },
        observed: ['success datetime', 'liveness-error datetime'],
      },
    ],
    default: 'as-printed',
    why: 'It is printed, and a client that copes with both names copes with every reading.',
    vendorQuestion: {
      en: 'The time is called "date" in the Success response and "datetime" in the Liveness Error response. Are both names correct as printed?',
      id: 'Waktu pada response Success menggunakan key "date", sedangkan pada response Liveness Error menggunakan key "datetime". Apakah kedua nama key tersebut memang benar seperti yang tertulis?',
    },
  },
  {
    id: 'date-meaning',
    section: '2',
    row: 'Response, Success',
    question: 'Which moment does the date name, and is it always in GMT?',
    readings: [
      {
        id: 'answer',
        text: 'The moment at which the service answers, in GMT.',
        argument: 'It is written as an HTTP Date header is, which names that moment and is always in GMT.',
        observed: ['now'],
      },
      {
        id: 'transaction',
        text: 'The moment at which the transaction is booked, in GMT.',
        argument: 'The document wants transactions reconciled, for which that moment would be the useful one.',
        observed: ['now'],
      },
      {
        id: 'local',
        text: 'The time in Jakarta with the word GMT behind it.',
        argument: 'Seen in practice where a local time is printed through a fixed pattern.',
        observed: ['seven hours ahead'],
      },
    ],
    default: 'answer',
    why: 'The form is that of the Date header; for one short call the first two differ by little.',
    undecidable:
      'The first two readings cannot be told apart by a client; no client should be tested on a wrong time zone.',
    vendorQuestion: {
      en: 'Is the value of "date" / "datetime" the time of the response or the time at which the transaction was recorded, and is it always in GMT (UTC+0)?',
      id: 'Apakah nilai "date" / "datetime" merupakan waktu response dikirim atau waktu transaksi dicatat, dan apakah selalu dalam GMT (UTC+0), bukan WIB?',
    },
  },
  {
    id: 'liveness-error-wording',
    section: '2',
    row: 'Response, Liveness Error',
    question: 'Is the text in `error` always the same, or put together from what applies?',
    readings: [
      {
        id: 'fixed',
        text: 'The text is always the printed one.',
        argument:
          'It is the only text that the document shows, and it names three faults that one photo hardly has at once.',
        value: 'fixed',
        observed: ['the whole text'],
      },
      {
        id: 'combined',
        text: 'The text holds only the parts that apply to the selfie.',
        argument:
          'The parts are separated by semicolons, and the space at the end looks like a leftover of joining them.',
        value: 'combined',
        observed: ['the whole text', 'some of its parts'],
      },
    ],
    default: 'fixed',
    why: 'How the parts look alone, and how many more there are, is not stated.',
    vendorQuestion: {
      en: 'In the Liveness Error response, is the text in "error" always "The light is too dim; the face is covered; do not shake " or does it depend on the photo? If it depends, could you give us the complete list of the texts?',
      id: 'Pada response Liveness Error, apakah isi "error" selalu "The light is too dim; the face is covered; do not shake " atau bergantung pada kondisi foto? Jika bergantung pada foto, mohon diberikan daftar lengkap pesannya.',
    },
  },
  {
    id: 'liveness-error-message',
    section: '2',
    row: 'Response, Liveness Error',
    question: 'The liveness error has `error` where all other answers have `message`. Is it really so?',
    readings: [
      {
        id: 'error-only',
        text: 'A liveness-error has `error` and no `message`.',
        argument: 'The body is printed so.',
        value: 'error',
        observed: ['error'],
      },
      {
        id: 'message-only',
        text: 'A liveness-error has `message` and no `error`.',
        argument: 'The other five bodies have `message`, an empty one included.',
        value: 'message',
        observed: ['message'],
      },
      {
        id: 'both',
        text: 'A liveness-error has both, and the `message` is empty.',
        argument: 'A success has a `message` even though it has nothing to say.',
        value: 'both',
        observed: ['error and message'],
      },
    ],
    default: 'error-only',
    why: 'It is printed.',
    vendorQuestion: {
      en: 'The Liveness Error response has the key "error" and no key "message", unlike all other responses. Is this correct, and is "message" always present in the other responses?',
      id: 'Response Liveness Error memiliki key "error" dan tidak memiliki key "message", berbeda dengan response lainnya. Apakah hal ini benar, dan apakah "message" selalu ada pada response lainnya?',
    },
  },
  {
    id: 'liveness-error-result',
    section: '2',
    row: 'Response, Liveness Error',
    question: 'Does a liveness error always carry a `result` with empty values?',
    readings: [
      {
        id: 'always-empty',
        text: '`result` is always there; its values are empty but for the threshold.',
        argument: 'The body is printed so.',
        value: 'empty',
        observed: ['empty'],
      },
      {
        id: 'what-is-known',
        text: '`result` holds what could be found out, for instance a score that is too low.',
        argument: 'A result that were always empty would say nothing; the threshold in it is not empty either.',
        observed: ['empty', 'filled'],
      },
      {
        id: 'may-be-missing',
        text: '`result` may be missing.',
        argument: 'The other failures have none.',
        value: 'absent',
        observed: ['empty', 'absent'],
      },
    ],
    default: 'always-empty',
    why: 'It is printed.',
    vendorQuestion: {
      en: 'In the Liveness Error response, is "result" always present, and are "compare", "similarity", "live" and "score" always empty strings?',
      id: 'Pada response Liveness Error, apakah "result" selalu ada, dan apakah "compare", "similarity", "live", dan "score" selalu berupa string kosong?',
    },
  },
];
