import type { Ambiguity } from '../register.js';

/** How a request is put together: method, body and parts. */
export const requestFormAmbiguities: readonly Ambiguity[] = [
  {
    id: 'wrong-method',
    section: '1',
    row: 'Request Type',
    question: 'What comes when the method is not POST?',
    readings: [
      {
        id: 'method-not-allowed',
        text: 'HTTP 405 with the body of parameter-invalid.',
        argument: 'Common practice for the status; the body is the nearest of the documented ones.',
        value: { 'wrongMethod.status': 405, 'wrongMethod.kind': 'parameter-invalid' },
        observed: ['parameter-invalid 405'],
      },
      {
        id: 'not-found',
        text: 'HTTP 404, as if there were nothing at the address.',
        argument: 'Common practice of frameworks that look up method and path together.',
        value: { 'wrongMethod.status': 404, 'wrongMethod.kind': 'parameter-invalid' },
        observed: ['* 404'],
      },
      {
        id: 'parameter-invalid',
        text: 'HTTP 200 with the body of parameter-invalid.',
        argument: 'The document has no HTTP status and no other kind that would fit.',
        value: { 'wrongMethod.status': 200, 'wrongMethod.kind': 'parameter-invalid' },
        observed: ['parameter-invalid 200'],
      },
    ],
    default: 'method-not-allowed',
    why: 'HTTP itself gives this status its meaning; the web framework answers before the service does.',
    vendorQuestion: {
      en: 'What does the service answer (HTTP status code and body) to a request with a method other than POST?',
      id: 'Response apa yang dikirim (kode status HTTP dan isinya) apabila request menggunakan method selain POST?',
    },
  },
  {
    id: 'wrong-content-type',
    section: '1',
    row: 'Header, Content-Type',
    question: 'What comes when the body is not multipart/form-data, for instance url-encoded or JSON?',
    readings: [
      {
        id: 'parameter-invalid',
        text: 'The body of parameter-invalid, since no parameter is found.',
        argument: 'That row speaks of parameters that are not suitable.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
      {
        id: 'invalid-credentials',
        text: 'The body of invalid-credentials, since no key is found.',
        argument: 'A service that looks at the credentials first would answer so.',
        value: 'invalid-credentials',
        observed: ['invalid-credentials'],
      },
      {
        id: 'unsupported-media-type',
        text: 'An answer that is none of the seven, such as HTTP 415 with a body of its own.',
        argument: 'HTTP gives this status its meaning.',
        observed: ['none of the seven', 'no JSON'],
      },
    ],
    default: 'parameter-invalid',
    why: 'It is the documented kind that fits best.',
    vendorQuestion: {
      en: 'What does the service answer when the Content-Type is missing or is not multipart/form-data, for example application/json with base64 pictures?',
      id: 'Response apa yang dikirim apabila Content-Type tidak ada atau bukan multipart/form-data, misalnya application/json dengan gambar base64?',
    },
  },
  {
    id: 'request-framing',
    section: '1',
    row: 'Header, Content-Type',
    question: 'May a request be sent in chunks, without Content-Length, and may it wait for a "100 Continue"?',
    readings: [
      {
        id: 'any-http',
        text: 'Whatever HTTP/1.1 allows is accepted.',
        argument: 'Content-Type is the only header that the document asks for; many client libraries stream uploads.',
        observed: ['success'],
      },
      {
        id: 'length-required',
        text: 'A request without Content-Length is refused or found empty.',
        argument: 'Seen in practice with Python servers and gateways that hold a body back.',
        observed: ['parameter-invalid', 'invalid-credentials', 'none of the seven', 'no JSON'],
      },
    ],
    default: 'any-http',
    why: 'The document forbids none of it.',
    undecidable: 'It is the transport, not the contract; no documented kind speaks of it.',
    vendorQuestion: {
      en: 'Does the service accept requests with "Transfer-Encoding: chunked" (without Content-Length) and with "Expect: 100-continue"?',
      id: 'Apakah layanan menerima request dengan "Transfer-Encoding: chunked" (tanpa Content-Length) dan dengan "Expect: 100-continue"?',
    },
  },
  {
    id: 'part-name-case',
    section: '1',
    row: 'Body, Field / Type / Compulsory / Description',
    question: 'Must the names of the parts be written exactly so, capitals included?',
    readings: [
      {
        id: 'exact',
        text: 'A part whose name differs in a capital is another part.',
        argument:
          'Names of form fields are told apart by capitals; the document mixes `tenant_code`, `refNumber` and `nik` and is precise about each.',
        value: 'exact',
        observed: ['parameter-invalid'],
      },
      {
        id: 'ignored',
        text: 'Capitals do not matter.',
        argument: 'Some frameworks bind names so.',
        value: 'ignored',
        observed: ['success'],
      },
    ],
    default: 'exact',
    why: 'It is how forms work, and it asks most of a client.',
    vendorQuestion: {
      en: 'Are the parameter names case-sensitive (for example "refNumber" and "RefNumber")?',
      id: 'Apakah nama parameter membedakan huruf besar dan huruf kecil (misalnya "refNumber" dan "RefNumber")?',
    },
  },
  {
    id: 'repeated-part',
    section: '1',
    row: 'Body, Field / Type / Compulsory / Description',
    question: 'What becomes of a part that comes more than once?',
    readings: [
      {
        id: 'first',
        text: 'The first one counts.',
        argument: 'Common practice of Python frameworks, whose form lookup returns the first value.',
        value: 'first',
        observed: ['success'],
      },
      {
        id: 'last',
        text: 'The last one counts.',
        argument: 'Common practice of PHP and of others that overwrite.',
        value: 'last',
        observed: ['invalid-credentials'],
      },
      {
        id: 'refused',
        text: 'The request is answered with parameter-invalid.',
        argument: 'The table lists each part once, and two selfies leave open which is meant.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
    ],
    default: 'first',
    why: 'The form of the answers points to a Python service, and the document does not forbid a second part.',
    vendorQuestion: {
      en: 'What happens when the same parameter is sent more than once in a request, for example two "img1": is the first used, the last, or is the request refused?',
      id: 'Apa yang terjadi apabila parameter yang sama dikirim lebih dari satu kali dalam satu request, misalnya dua "img1": yang pertama digunakan, yang terakhir digunakan, atau request ditolak?',
    },
  },
  {
    id: 'unknown-part',
    section: '1',
    row: 'Body, Field / Type / Compulsory / Description',
    question: 'What becomes of a part that the table does not list?',
    readings: [
      {
        id: 'ignored',
        text: 'It is ignored.',
        argument: 'Common practice: a service reads the parts that it knows. The document forbids none.',
        value: 'accepted',
        observed: ['success'],
      },
      {
        id: 'refused',
        text: 'The request is answered with parameter-invalid.',
        argument: 'That row speaks of parameters that are not suitable.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
    ],
    default: 'ignored',
    why: 'The row Parameter Invalid speaks of values, not of names.',
    vendorQuestion: {
      en: 'Are parameters that are not in the table of section 1 ignored, or is the request refused?',
      id: 'Apakah parameter yang tidak tercantum pada tabel di bagian 1 diabaikan, atau request akan ditolak?',
    },
  },
  {
    id: 'picture-without-filename',
    section: '1',
    row: 'Body, img1',
    question: 'Is a picture accepted whose part has no file name, or that is sent as base64 text?',
    readings: [
      {
        id: 'file-only',
        text: 'Only a part with a file name is a file; anything else counts as missing.',
        argument: 'The type is File, and a part without a file name is a text field to most servers.',
        value: 'refused',
        observed: ['parameter-invalid'],
      },
      {
        id: 'bytes-count',
        text: 'A part without a file name is accepted when it holds a picture.',
        argument:
          'Several client libraries leave the name out when they are given bytes, and no rule of HTTP demands it.',
        value: 'accepted',
        observed: ['parameter-invalid'],
      },
      {
        id: 'base64-too',
        text: 'Base64 text is accepted as well.',
        argument: 'Other face services take it; nothing in the document speaks for it.',
        observed: ['success'],
      },
    ],
    default: 'file-only',
    why: 'The extension is asked of a file name, so there has to be one; and it asks most of a client.',
    vendorQuestion: {
      en: 'Must the parts "img1" and "img2" have a file name (filename in Content-Disposition)? Is base64 text accepted in place of a file?',
      id: 'Apakah bagian "img1" dan "img2" wajib memiliki nama file (filename pada Content-Disposition)? Apakah teks base64 dapat diterima sebagai pengganti file?',
    },
  },
  {
    id: 'text-as-file',
    section: '1',
    row: 'Body, key',
    question: 'Is a text part accepted that has a file name?',
    readings: [
      {
        id: 'refused',
        text: 'It is a file, so the text part counts as missing.',
        argument: 'The type is Text, and a part with a file name is a file to most servers.',
        observed: ['parameter-invalid'],
      },
      {
        id: 'accepted',
        text: 'Its contents are taken as the value.',
        argument: 'Some client libraries give every part a file name, and the value is there to be read.',
        observed: ['success'],
      },
    ],
    default: 'refused',
    why: 'It follows the column Type and asks most of a client.',
    undecidable:
      'A text value in a file is a slip of the client, which the mock names; a profile that let it pass would hide it.',
    vendorQuestion: {
      en: 'Are text parameters such as key accepted when the part has a file name (filename in Content-Disposition)?',
      id: 'Apakah parameter teks seperti key tetap diterima apabila bagiannya memiliki nama file (filename pada Content-Disposition)?',
    },
  },
  {
    id: 'part-type',
    section: '1',
    row: 'Body, img1',
    question: 'Does the Content-Type that a client declares for a part matter?',
    readings: [
      {
        id: 'ignored',
        text: 'It does not matter.',
        argument:
          'The document gives only File and Text; clients declare image/jpeg, application/octet-stream or nothing.',
        observed: ['success'],
      },
      {
        id: 'image-required',
        text: 'The pictures must be declared as image/jpeg or image/png.',
        argument: 'Many upload handlers check the declared type.',
        observed: ['parameter-invalid', 'face-compare-error'],
      },
    ],
    default: 'ignored',
    why: 'The document asks for none, and Postman, with which the sample was made, sets it by the name of the file.',
    undecidable: 'Every profile looks at the name and the bytes: what a client declares is not to be trusted.',
    vendorQuestion: {
      en: 'Must the parts "img1" and "img2" declare a Content-Type such as image/jpeg or image/png, or is application/octet-stream accepted as well?',
      id: 'Apakah bagian "img1" dan "img2" harus mencantumkan Content-Type seperti image/jpeg atau image/png, atau application/octet-stream juga dapat diterima?',
    },
  },
  {
    id: 'check-order',
    section: '2',
    row: 'Response list, introduction',
    question: 'Which answer comes when several things are wrong at once?',
    readings: [
      {
        id: 'cheap-first',
        text: 'Parameters, credentials, balance, then the files, then the faces, the selfie before the card.',
        argument:
          'Common practice: what costs least is asked first, and the balance cannot be known before the company is.',
        value: ['parameters', 'credentials', 'balance', 'size', 'format', 'dimensions', 'liveness', 'face-compare'],
        observed: ['invalid-credentials', 'parameter-invalid without refNumber'],
      },
      {
        id: 'as-listed',
        text: 'As the kinds are listed: balance, parameters, credentials, size, then the faces, the card before the selfie.',
        argument: 'The failures stand in this order both in the list and in the table of section 2, as far as both go.',
        value: ['balance', 'parameters', 'credentials', 'size', 'format', 'dimensions', 'face-compare', 'liveness'],
        observed: ['invalid-credentials', 'parameter-invalid without refNumber'],
      },
      {
        id: 'credentials-first',
        text: 'Credentials and balance first, then everything else.',
        argument: 'Common practice: nothing is told to a caller who is not known.',
        value: ['credentials', 'balance', 'parameters', 'size', 'format', 'dimensions', 'liveness', 'face-compare'],
        observed: ['invalid-credentials', 'invalid-credentials without refNumber'],
      },
    ],
    default: 'cheap-first',
    why: 'A list of kinds is not an order of checks, and this one lets every rule find what it needs.',
    vendorQuestion: {
      en: 'If a request has several faults at once, for example a wrong key and a missing parameter, in which order are they checked and which response is sent?',
      id: 'Apabila suatu request memiliki beberapa kesalahan sekaligus, misalnya key salah dan ada parameter yang tidak dikirim, bagaimana urutan pemeriksaannya dan response mana yang dikirim?',
    },
  },
];
