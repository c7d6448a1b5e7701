import type { Ambiguity } from '../register.js';

/** The form of every answer: its HTTP status, content type and words. */
export const answerFormAmbiguities: readonly Ambiguity[] = [
  {
    id: 'http-status',
    section: '2',
    row: 'Response',
    question: 'Which HTTP status does each response kind have?',
    readings: [
      {
        id: 'always-200',
        text: 'Every answer has HTTP status 200; only the body distinguishes failure from success.',
        argument:
          'The document names no HTTP status, and every body has its own `status`. Public client code of 2023 expects business failures with 200.',
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
        text: 'Each failure has the HTTP status that matches its meaning.',
        argument:
          'Common practice: 400 for a bad request, 401 for bad credentials, 402 for no balance, 413 for too many bytes, 422 for unusable contents.',
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
        argument: 'Common practice: one status for all failures, explained by the message.',
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
    why: 'Public clients expect it, and it is the strictest for a client: one that checks only the HTTP status mistakes a failure for a success.',
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
        argument: 'The bodies are JSON, which needs no charset parameter.',
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
        text: 'Responses are JSON with the type text/html.',
        argument: 'Common practice: text/html is the default type of a string from a Python or PHP handler.',
        value: 'text/html; charset=utf-8',
        observed: ['text/html*'],
      },
    ],
    default: 'json',
    why: 'The document shows JSON, and this is its registered type.',
    vendorQuestion: {
      en: 'Which Content-Type header do the responses have? Is it application/json for every kind of response, failures included?',
      id: 'Header Content-Type apa yang dikirim pada response? Apakah selalu application/json untuk semua jenis response, termasuk response gagal?',
    },
  },
  {
    id: 'answer-end',
    section: '2',
    row: 'Response',
    question: 'How does a client know where the body of a response ends?',
    readings: [
      {
        id: 'stated',
        text: 'By a Content-Length, or by the last chunk.',
        argument: 'Every server since HTTP/1.1 states it, and a client then notices a response that was cut off.',
        observed: ['length', 'chunks'],
      },
      {
        id: 'connection-end',
        text: 'By the end of the connection.',
        argument: 'HTTP allows it, and old gateways and servers of HTTP/1.0 do it.',
        observed: ['connection-end'],
      },
    ],
    default: 'stated',
    why: 'The other one is legal too, but a client cannot tell a response that was cut off from a whole one.',
    undecidable:
      'The last bracket of a JSON body shows that it is whole, so a client that reads JSON is the same under both readings.',
    vendorQuestion: {
      en: 'Does every response have a Content-Length header or chunked transfer encoding, also behind your gateway, so that we can recognise a response that was cut off?',
      id: 'Apakah setiap response memiliki header Content-Length atau chunked transfer encoding, termasuk yang melalui gateway, sehingga kami dapat mengenali response yang terpotong?',
    },
  },
  {
    id: 'status-words',
    section: '2',
    row: 'Response, Success',
    question: 'How are the two values of `status` spelled?',
    readings: [
      {
        id: 'as-printed',
        text: '`Success` with one capital, `FAILED` in capitals.',
        argument: 'Every body in the table prints them this way.',
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
        argument: 'Both are values of one field, so one style is likely. Five of the six bodies use capitals.',
        value: { 'answers.statusWords.success': 'SUCCESS', 'answers.statusWords.failure': 'FAILED' },
        observed: ['SUCCESS', 'FAILED'],
      },
    ],
    default: 'as-printed',
    why: 'The document prints it in all six bodies, although the pair is inconsistent.',
    vendorQuestion: {
      en: 'The field "status" is printed as "Success" in one response and as "FAILED" in the others. Is this the exact spelling, and can "Failed" or "SUCCESS" occur?',
      id: 'Field "status" tertulis "Success" pada satu response dan "FAILED" pada response lainnya. Apakah penulisan huruf besar dan kecilnya memang persis demikian, dan apakah "Failed" atau "SUCCESS" juga mungkin muncul?',
    },
  },
  {
    id: 'answer-texts',
    section: '2',
    row: 'Response',
    question: 'Do the texts of `message` and `error` stay as the table prints them?',
    readings: [
      {
        id: 'as-printed',
        text: 'Every answer of a kind has the printed text, letter for letter, and keeps it.',
        argument: 'The table prints one text for each kind, and nothing else tells the short failures apart.',
        value: {
          'answers.texts.success': '',
          'answers.texts.insufficient-balance': 'Insufficient balance',
          'answers.texts.parameter-invalid': 'Parameter invalid, please check your request',
          'answers.texts.invalid-credentials': 'Invalid API key or tenant code',
          'answers.texts.face-compare-error': 'Input Image Invalid',
          'answers.texts.liveness-error': 'The light is too dim; the face is covered; do not shake ',
        },
      },
      {
        id: 'may-change',
        text: 'The service sends the printed texts today, and a later version may word them otherwise.',
        argument: 'The document is of 2022, and a text for people may change while a status and its keys stay.',
      },
    ],
    default: 'as-printed',
    why: 'The table prints the texts, so they are requirements. A client that depends on no text works under every reading.',
    unprobed:
      "No case is about a text. A check fails where a text differs from the printed one, and `eendigo-kit learn` takes a server's own texts over.",
    vendorQuestion: {
      en: 'Are the texts in "message" and "error" exactly as printed in section 2, and will they stay so? Can a client depend on them?',
      id: 'Apakah teks pada "message" dan "error" selalu persis seperti yang tercantum di bagian 2, dan tidak akan berubah? Apakah client boleh bergantung pada teks tersebut?',
    },
  },
  {
    id: 'trailing-comma',
    section: '2',
    row: 'Response, Success',
    question:
      'The printed success has a comma after the last member of `result`, so it is not valid JSON. Does the service send the comma?',
    readings: [
      {
        id: 'slip',
        text: 'The comma is an error in the document; the service sends valid JSON.',
        argument: 'The liveness error has the same members and no such comma.',
      },
      {
        id: 'sent',
        text: 'The service sends the comma.',
        argument: 'The document says that the samples come from Postman, so the body may be a copy of a real one.',
      },
    ],
    default: 'slip',
    why: 'No JSON library writes such a comma or accepts one.',
    undecidable:
      'A profile in which every success is invalid JSON is useless. The scenario `success-printed` sends the sample as printed.',
    vendorQuestion: {
      en: 'In the sample of the Success response there is a comma after the object "face_liveness", which makes the sample invalid JSON. Is this a typing error in the documentation?',
      id: 'Pada contoh response Success terdapat tanda koma setelah objek "face_liveness" sehingga contoh tersebut bukan JSON yang valid. Apakah ini hanya kesalahan penulisan pada dokumentasi?',
    },
  },
  {
    id: 'body-layout',
    section: '2',
    row: 'Response',
    question: 'Are the line breaks and the key order of the printed bodies significant?',
    readings: [
      {
        id: 'order-only',
        text: 'The keys have the printed order, and the bodies have no line breaks.',
        argument: 'Postman shows any JSON with line breaks and keeps the key order.',
        observed: ['in this order'],
      },
      {
        id: 'as-printed',
        text: 'The bodies have the printed line breaks.',
        argument: 'The samples are printed this way.',
        observed: ['in this order, on several lines'],
      },
      {
        id: 'no-meaning',
        text: 'Neither is significant; both can change from answer to answer.',
        argument:
          'JSON leaves both open. The keys of the two long bodies are in alphabetical order, as a serializer sorts them; those of the short ones are not.',
        observed: ['in this order*', 'in another order*'],
      },
    ],
    default: 'order-only',
    why: 'Keeping the order costs nothing and is closest to the document. A client must depend on neither.',
    undecidable: 'Neither is significant in JSON, so a client that parses JSON cannot distinguish the readings.',
    vendorQuestion: {
      en: 'May we take it that the order of the keys and the white space in the JSON responses have no meaning and may change?',
      id: 'Apakah benar bahwa urutan key dan spasi atau baris baru pada response JSON tidak memiliki arti khusus dan dapat berubah sewaktu-waktu?',
    },
  },
  {
    id: 'extra-answer-keys',
    section: '2',
    row: 'Response',
    question: 'Can a response contain keys that the document does not show?',
    readings: [
      {
        id: 'exact',
        text: 'A response contains exactly the documented keys.',
        argument: 'Every body is printed in full.',
        observed: ['these keys'],
      },
      {
        id: 'may-grow',
        text: 'A response can contain additional keys.',
        argument: 'Common practice: services add keys without a new version, and this document dates from 2022.',
        observed: ['these keys', 'more keys'],
      },
    ],
    default: 'exact',
    why: 'The document shows complete bodies. The suite nevertheless tests clients with additional keys.',
    undecidable: 'The names of additional keys are unknown. A separate case sends a client one of them.',
    vendorQuestion: {
      en: 'Do the responses hold exactly the keys shown in section 2, or may further keys be present or be added later without a new version of the documentation?',
      id: 'Apakah response hanya berisi key yang ditampilkan pada bagian 2, atau dapat berisi key lain maupun ditambah di kemudian hari tanpa perubahan versi dokumentasi?',
    },
  },
];
