import type { Ambiguity } from '../register.js';

/** The form of the two answers with a `result`: success and liveness-error. */
export const resultFormAmbiguities: readonly Ambiguity[] = [
  {
    id: 'result-shape',
    section: '2',
    row: 'Response, Success',
    question: 'Is `result` an object, or a list with one object?',
    readings: [
      {
        id: 'object',
        text: '`result` is an object.',
        argument: 'Both printed bodies with a result have an object.',
        value: 'object',
        observed: ['object'],
      },
      {
        id: 'list',
        text: '`result` is a list with one object.',
        argument: 'Public client code of 2023 reads the first element of a list.',
        value: 'list',
        observed: ['list'],
      },
    ],
    default: 'object',
    why: 'The document prints it in both bodies.',
    vendorQuestion: {
      en: 'In the responses Success and Liveness Error, is "result" always a JSON object, as printed, or can it be an array that holds the object?',
      id: 'Pada response Success dan Liveness Error, apakah "result" selalu berupa objek JSON seperti pada contoh, atau dapat berupa array yang berisi objek tersebut?',
    },
  },
  {
    id: 'date-keys',
    section: '2',
    row: 'Response, Liveness Error',
    question: 'Is the key of the time `date` or `datetime`?',
    readings: [
      {
        id: 'as-printed',
        text: '`date` in a success, `datetime` in a liveness-error.',
        argument: 'The two bodies are printed this way.',
        value: { 'answers.dateKeys.success': 'date', 'answers.dateKeys.livenessError': 'datetime' },
        observed: ['success date', 'liveness-error datetime'],
      },
      {
        id: 'date',
        text: '`date` in both.',
        argument: 'The two bodies are otherwise the same, so the other key may be an error in the document.',
        value: { 'answers.dateKeys.success': 'date', 'answers.dateKeys.livenessError': 'date' },
        observed: ['success date', 'liveness-error date'],
      },
      {
        id: 'datetime',
        text: '`datetime` in both.',
        argument: 'The value includes a time of day, so this name fits better.',
        value: { 'answers.dateKeys.success': 'datetime', 'answers.dateKeys.livenessError': 'datetime' },
        observed: ['success datetime', 'liveness-error datetime'],
      },
    ],
    default: 'as-printed',
    why: 'It is printed, and a client that accepts both keys works under every reading.',
    vendorQuestion: {
      en: 'The time is called "date" in the Success response and "datetime" in the Liveness Error response. Are both names correct as printed?',
      id: 'Waktu pada response Success menggunakan key "date", sedangkan pada response Liveness Error menggunakan key "datetime". Apakah kedua nama key tersebut memang benar seperti yang tertulis?',
    },
  },
  {
    id: 'date-meaning',
    section: '2',
    row: 'Response, Success',
    question: 'Which moment is the date, and is it always in GMT?',
    readings: [
      {
        id: 'answer',
        text: 'The moment of the response, in GMT.',
        argument: 'Its format is that of the HTTP Date header, which is that moment and always in GMT.',
        observed: ['now'],
      },
      {
        id: 'transaction',
        text: 'The moment at which the service records the transaction, in GMT.',
        argument: 'The document is about reconciling transactions, for which that moment is useful.',
        observed: ['now'],
      },
      {
        id: 'local',
        text: 'The time in Jakarta, followed by the word GMT.',
        argument: 'Observed in practice when a fixed pattern formats a local time.',
        observed: ['seven hours ahead'],
      },
    ],
    default: 'answer',
    why: 'The format is that of the Date header. For a short call the first two readings differ little.',
    undecidable:
      'A client cannot distinguish the first two readings, and a wrong time zone is not a useful test for a client.',
    vendorQuestion: {
      en: 'Is the value of "date" / "datetime" the time of the response or the time at which the transaction was recorded, and is it always in GMT (UTC+0)?',
      id: 'Apakah nilai "date" / "datetime" merupakan waktu response dikirim atau waktu transaksi dicatat, dan apakah selalu dalam GMT (UTC+0), bukan WIB?',
    },
  },
  {
    id: 'liveness-error-wording',
    section: '2',
    row: 'Response, Liveness Error',
    question: 'Is the text in `error` always the same, or composed of the parts that apply?',
    readings: [
      {
        id: 'fixed',
        text: 'The text is always the printed one.',
        argument: 'It is the only documented text, and it names three causes that rarely occur together in one photo.',
        value: 'fixed',
        observed: ['the whole text'],
      },
      {
        id: 'combined',
        text: 'The text contains only the parts that apply to the selfie.',
        argument: 'Semicolons separate the parts, and the space at the end suggests that code joins them.',
        value: 'combined',
        observed: ['the whole text', 'some of its parts'],
      },
    ],
    default: 'fixed',
    why: 'The document states neither the form of single parts nor whether there are others.',
    vendorQuestion: {
      en: 'In the Liveness Error response, is the text in "error" always "The light is too dim; the face is covered; do not shake " or does it depend on the photo? If it depends, could you give us the complete list of the texts?',
      id: 'Pada response Liveness Error, apakah isi "error" selalu "The light is too dim; the face is covered; do not shake " atau bergantung pada kondisi foto? Jika bergantung pada foto, mohon diberikan daftar lengkap pesannya.',
    },
  },
  {
    id: 'liveness-error-message',
    section: '2',
    row: 'Response, Liveness Error',
    question: 'The liveness error has `error` where all other answers have `message`. Is this correct?',
    readings: [
      {
        id: 'error-only',
        text: 'A liveness-error has `error` and no `message`.',
        argument: 'The body is printed this way.',
        value: 'error',
        observed: ['error'],
      },
      {
        id: 'message-only',
        text: 'A liveness-error has `message` and no `error`.',
        argument: 'The other five bodies have `message`, one of them with an empty value.',
        value: 'message',
        observed: ['message'],
      },
      {
        id: 'both',
        text: 'A liveness-error has both, and the `message` is empty.',
        argument: 'A success also has an empty `message`.',
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
    question: 'Does a liveness error always have a `result` with empty values?',
    readings: [
      {
        id: 'always-empty',
        text: '`result` is always present, and its values are empty except for the threshold.',
        argument: 'The body is printed this way.',
        value: 'empty',
        observed: ['empty'],
      },
      {
        id: 'what-is-known',
        text: '`result` has the values that the service could determine, for instance a low score.',
        argument: 'A result that is always empty has no purpose, and the threshold in it is not empty.',
        observed: ['empty', 'filled'],
      },
      {
        id: 'may-be-missing',
        text: '`result` may be missing.',
        argument: 'The other failures have no `result`.',
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
