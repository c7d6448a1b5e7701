import type { Ambiguity } from '../register.js';

/** What every answer looks like: its HTTP status, its type and its words. */
export const answerFormAmbiguities: readonly Ambiguity[] = [
  {
    id: 'http-status',
    section: '2',
    row: 'Response',
    question: 'Which HTTP status does each kind of response have?',
    readings: [
      {
        id: 'always-200',
        text: 'Every answer has HTTP status 200; the body alone tells failure from success.',
        argument:
          'The document names no HTTP status and gives every body a `status` of its own; public client code of 2023 meets business failures under 200.',
        value: {
          'status.success': 200,
          'status.insufficient-balance': 200,
          'status.parameter-invalid': 200,
          'status.invalid-credentials': 200,
          'status.image-too-large': 200,
          'status.face-compare-error': 200,
          'status.liveness-error': 200,
        },
        observed: ['* 200'],
      },
      {
        id: 'by-meaning',
        text: 'Each failure has the HTTP status that fits its meaning.',
        argument:
          'Common practice: 400 for a bad request, 401 for bad credentials, 402 for no balance, 413 for too many bytes, 422 for contents that cannot be used.',
        value: {
          'status.success': 200,
          'status.insufficient-balance': 402,
          'status.parameter-invalid': 400,
          'status.invalid-credentials': 401,
          'status.image-too-large': 413,
          'status.face-compare-error': 422,
          'status.liveness-error': 422,
        },
        observed: [
          'success 200',
          'insufficient-balance 402',
          'parameter-invalid 400',
          'invalid-credentials 401',
          'image-too-large 413',
          'face-compare-error 422',
          'liveness-error 422',
        ],
      },
      {
        id: 'failures-400',
        text: 'Every failure has HTTP status 400.',
        argument: 'Common practice among services that keep one failure status and let the message explain.',
        value: {
          'status.success': 200,
          'status.insufficient-balance': 400,
          'status.parameter-invalid': 400,
          'status.invalid-credentials': 400,
          'status.image-too-large': 400,
          'status.face-compare-error': 400,
          'status.liveness-error': 400,
        },
        observed: [
          'success 200',
          'insufficient-balance 400',
          'parameter-invalid 400',
          'invalid-credentials 400',
          'image-too-large 400',
          'face-compare-error 400',
          'liveness-error 400',
        ],
      },
    ],
    default: 'always-200',
    why: 'It is what public clients have met, and it asks most of a client: one that looks only at the HTTP status takes a failure for a success.',
    vendorQuestion: {
      en: 'Section 2 of the documentation shows the response bodies but not their HTTP status codes. Which HTTP status code does each kind of response have: Success, Insufficient Balance, Parameter Invalid, Invalid key / tenant_code, Image too large, Face Compare Error and Liveness Error?',
      id: 'Bagian 2 dokumentasi menampilkan isi response, tetapi tidak mencantumkan kode status HTTP-nya. Mohon informasinya, kode status HTTP apa yang digunakan untuk setiap jenis response: Success, Insufficient Balance, Parameter Invalid, Invalid key / tenant_code, Image too large, Face Compare Error, dan Liveness Error?',
    },
  },
  {
    id: 'response-content-type',
    section: '2',
    row: 'Response',
    question: 'Which Content-Type does a response have?',
    readings: [
      {
        id: 'json',
        text: 'Responses are application/json, without a parameter.',
        argument: 'The bodies shown are JSON; JSON needs no charset parameter.',
        value: 'application/json',
        observed: ['application/json'],
      },
      {
        id: 'json-charset',
        text: 'Responses are application/json with a charset parameter.',
        argument: 'Common practice: several server frameworks add the charset by default.',
        value: 'application/json; charset=utf-8',
        observed: ['application/json;*charset=*'],
      },
      {
        id: 'html',
        text: 'Responses are JSON under the type text/html.',
        argument: 'Common practice: a Python or PHP handler that returns a string without naming its type sends it so.',
        value: 'text/html; charset=utf-8',
        observed: ['text/html*'],
      },
    ],
    default: 'json',
    why: 'The document shows JSON, and this is the registered type for it.',
    vendorQuestion: {
      en: 'Which Content-Type header do the responses have? Is it application/json for every kind of response, failures included?',
      id: 'Header Content-Type apa yang dikirim pada response? Apakah selalu application/json untuk semua jenis response, termasuk response gagal?',
    },
  },
  {
    id: 'status-words',
    section: '2',
    row: 'Response, Success',
    question: 'How are the two words of `status` spelled?',
    readings: [
      {
        id: 'as-printed',
        text: '`Success` with one capital, `FAILED` in capitals.',
        argument: 'Every body in the table is printed so.',
        value: { 'answers.statusWords.success': 'Success', 'answers.statusWords.failure': 'FAILED' },
        observed: ['Success', 'FAILED'],
      },
      {
        id: 'one-capital',
        text: '`Success` and `Failed`, both with one capital.',
        argument: 'Public client code of 2023 compares with `Failed`.',
        value: { 'answers.statusWords.success': 'Success', 'answers.statusWords.failure': 'Failed' },
        observed: ['Success', 'Failed'],
      },
      {
        id: 'capitals',
        text: '`SUCCESS` and `FAILED`, both in capitals.',
        argument: 'The two words are one field, so one style would be expected; five of the six bodies have capitals.',
        value: { 'answers.statusWords.success': 'SUCCESS', 'answers.statusWords.failure': 'FAILED' },
        observed: ['SUCCESS', 'FAILED'],
      },
    ],
    default: 'as-printed',
    why: 'The document is explicit in all six bodies, odd as the pair is.',
    vendorQuestion: {
      en: 'The field "status" is printed as "Success" in one response and as "FAILED" in the others. Is this the exact spelling, and can "Failed" or "SUCCESS" occur?',
      id: 'Field "status" tertulis "Success" pada satu response dan "FAILED" pada response lainnya. Apakah penulisan huruf besar dan kecilnya memang persis demikian, dan apakah "Failed" atau "SUCCESS" juga mungkin muncul?',
    },
  },
  {
    id: 'trailing-comma',
    section: '2',
    row: 'Response, Success',
    question:
      'The printed success has a comma after the last member of `result`, so it is not JSON. Is it really sent so?',
    readings: [
      {
        id: 'slip',
        text: 'The comma is a slip of the document; the service sends JSON.',
        argument: 'The liveness error, which has the same members, is printed without it.',
      },
      {
        id: 'sent',
        text: 'The service sends the comma.',
        argument: 'The samples are introduced as made with Postman, so the body could be a copy of a real one.',
      },
    ],
    default: 'slip',
    why: 'No JSON library writes such a comma or reads one.',
    undecidable:
      'A profile whose every success is unreadable would help nobody; the scenario `success-printed` sends the sample as it is printed.',
    vendorQuestion: {
      en: 'In the sample of the Success response there is a comma after the object "face_liveness", which makes the sample invalid JSON. Is this a typing error in the documentation?',
      id: 'Pada contoh response Success terdapat tanda koma setelah objek "face_liveness" sehingga contoh tersebut bukan JSON yang valid. Apakah ini hanya kesalahan penulisan pada dokumentasi?',
    },
  },
  {
    id: 'body-layout',
    section: '2',
    row: 'Response',
    question: 'Do the line breaks and the order of the keys in the printed bodies mean anything?',
    readings: [
      {
        id: 'order-only',
        text: 'The keys come in the printed order; the bodies are sent without line breaks.',
        argument: 'Postman prints any JSON with line breaks and keeps the order of the keys.',
        observed: ['in this order'],
      },
      {
        id: 'as-printed',
        text: 'The bodies are sent with line breaks as printed.',
        argument: 'The samples are printed so.',
        observed: ['in this order, on several lines'],
      },
      {
        id: 'no-meaning',
        text: 'Neither means anything; both can change from answer to answer.',
        argument:
          'JSON leaves both open. The two long bodies have their keys in alphabetical order, as a serializer sorts them, and the short ones do not.',
        observed: ['in this order*', 'in another order*'],
      },
    ],
    default: 'order-only',
    why: 'Keeping the order costs nothing and is nearest to the page; a client must depend on neither.',
    undecidable: 'JSON gives neither a meaning, so a client that reads JSON cannot tell the readings apart.',
    vendorQuestion: {
      en: 'May we take it that the order of the keys and the white space in the JSON responses have no meaning and may change?',
      id: 'Apakah benar bahwa urutan key dan spasi atau baris baru pada response JSON tidak memiliki arti khusus dan dapat berubah sewaktu-waktu?',
    },
  },
  {
    id: 'extra-answer-keys',
    section: '2',
    row: 'Response',
    question: 'Can a response hold keys that the document does not show?',
    readings: [
      {
        id: 'exact',
        text: 'A response holds exactly the keys that are shown.',
        argument: 'Every body is printed whole, with nothing left out.',
        observed: ['these keys'],
      },
      {
        id: 'may-grow',
        text: 'A response can hold further keys.',
        argument: 'Common practice: services add keys without a new version, and this document dates from 2022.',
        observed: ['these keys', 'more keys'],
      },
    ],
    default: 'exact',
    why: 'The document shows whole bodies; clients are tested with further keys all the same.',
    undecidable: 'Which keys would be added is unknown; a client is shown one in a case of its own.',
    vendorQuestion: {
      en: 'Do the responses hold exactly the keys shown in section 2, or may further keys be present or be added later without a new version of the documentation?',
      id: 'Apakah response hanya berisi key yang ditampilkan pada bagian 2, atau dapat berisi key lain maupun ditambah di kemudian hari tanpa perubahan versi dokumentasi?',
    },
  },
];
