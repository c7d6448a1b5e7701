import type { Ambiguity, Reading } from '../register.js';
import type { RuleName } from '../vocabulary.js';

/** The value of a reading that orders the rules, and what requests that break two rules show under it. */
function orderOf(...order: readonly RuleName[]): Pick<Reading, 'value' | 'observed'> {
  const observed = order.flatMap((first, at) => order.slice(at + 1).map((later) => `${first} before ${later}`));
  return { value: order, observed };
}

/** The form of a request: method, body and parts. */
export const requestFormAmbiguities: readonly Ambiguity[] = [
  {
    id: 'wrong-method',
    section: '1',
    row: 'Request Type',
    question: 'How is a method other than POST answered?',
    readings: [
      {
        id: 'method-not-allowed',
        text: 'HTTP 405 with the body of parameter-invalid.',
        argument: 'The status is common practice; the body is the closest documented one.',
        value: { 'wrongMethod.status': 405, 'wrongMethod.kind': 'parameter-invalid' },
        observed: ['parameter-invalid 405'],
      },
      {
        id: 'not-found',
        text: 'HTTP 404, as for an unknown address.',
        argument: 'Common practice of frameworks that route by method and path together.',
        value: { 'wrongMethod.status': 404, 'wrongMethod.kind': 'parameter-invalid' },
        observed: ['* 404'],
      },
      {
        id: 'parameter-invalid',
        text: 'HTTP 200 with the body of parameter-invalid.',
        argument: 'The document has no HTTP status, and no other kind fits.',
        value: { 'wrongMethod.status': 200, 'wrongMethod.kind': 'parameter-invalid' },
        observed: ['parameter-invalid 200'],
      },
    ],
    default: 'method-not-allowed',
    why: 'HTTP defines this status for it, and the web framework answers before the service does.',
    vendorQuestion: {
      en: 'What does the service answer (HTTP status code and body) to a request with a method other than POST?',
      id: 'Response apa yang dikirim (kode status HTTP dan isinya) apabila request menggunakan method selain POST?',
    },
  },
  {
    id: 'wrong-content-type',
    section: '1',
    row: 'Header, Content-Type',
    question: 'How is a body answered that is not multipart/form-data, for instance url-encoded or JSON?',
    readings: [
      {
        id: 'parameter-invalid',
        text: 'With the body of parameter-invalid, because the service finds no parameter.',
        argument: 'That row is about unsuitable parameters.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
      {
        id: 'invalid-credentials',
        text: 'With the body of invalid-credentials, because the service finds no key.',
        argument: 'A service that checks the credentials first answers this way.',
        value: 'invalid-credentials',
        observed: ['invalid-credentials'],
      },
      {
        id: 'unsupported-media-type',
        text: 'With an answer of none of the seven kinds, such as HTTP 415 with its own body.',
        argument: 'HTTP defines this status for it.',
        observed: ['none of the seven', 'no JSON'],
      },
    ],
    default: 'parameter-invalid',
    why: 'It is the closest documented kind.',
    vendorQuestion: {
      en: 'What does the service answer when the Content-Type is missing or is not multipart/form-data, for example application/json with base64 pictures?',
      id: 'Response apa yang dikirim apabila Content-Type tidak ada atau bukan multipart/form-data, misalnya application/json dengan gambar base64?',
    },
  },
  {
    id: 'malformed-form',
    section: '1',
    row: 'Header, Content-Type',
    question: 'How is a form answered that cannot be read, for instance one that is cut off?',
    readings: [
      {
        id: 'parameter-invalid',
        text: 'With the body of parameter-invalid, because the service cannot read a parameter.',
        argument: 'That row is about unsuitable parameters.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
      {
        id: 'invalid-credentials',
        text: 'With the body of invalid-credentials, because the service finds no key.',
        argument: 'A service whose framework drops such a form looks up the account without a key.',
        value: 'invalid-credentials',
        observed: ['invalid-credentials'],
      },
      {
        id: 'bad-request',
        text: 'With an answer of none of the seven kinds, such as HTTP 400 with its own body.',
        argument: 'The parser of a framework often answers so by itself.',
        observed: ['none of the seven', 'no JSON'],
      },
    ],
    default: 'parameter-invalid',
    why: 'It is the closest documented kind.',
    vendorQuestion: {
      en: 'What does the service answer to a multipart form that it cannot read, for example one that is cut off or has a wrong boundary?',
      id: 'Response apa yang dikirim apabila form multipart tidak dapat dibaca, misalnya terpotong atau memiliki boundary yang salah?',
    },
  },
  {
    id: 'request-framing',
    section: '1',
    row: 'Header, Content-Type',
    question: 'May a client send a request in chunks, without Content-Length, and may it wait for a "100 Continue"?',
    readings: [
      {
        id: 'any-http',
        text: 'The service accepts everything that HTTP/1.1 allows.',
        argument:
          'Content-Type is the only header that the document requires, and many client libraries stream uploads.',
        observed: ['success'],
      },
      {
        id: 'length-required',
        text: 'The service rejects a request without Content-Length, or treats it as empty.',
        argument: 'Observed with Python servers and with gateways that buffer a body.',
        observed: ['parameter-invalid', 'invalid-credentials', 'none of the seven', 'no JSON'],
      },
    ],
    default: 'any-http',
    why: 'The document does not forbid it.',
    undecidable: 'It concerns the transport, not the contract, and no documented kind covers it.',
    vendorQuestion: {
      en: 'Does the service accept requests with "Transfer-Encoding: chunked" (without Content-Length) and with "Expect: 100-continue"?',
      id: 'Apakah layanan menerima request dengan "Transfer-Encoding: chunked" (tanpa Content-Length) dan dengan "Expect: 100-continue"?',
    },
  },
  {
    id: 'part-name-case',
    section: '1',
    row: 'Body, Field / Type / Compulsory / Description',
    question: 'Are the part names case-sensitive?',
    readings: [
      {
        id: 'exact',
        text: 'Yes: a part whose name differs in case is an unknown part.',
        argument:
          'Form field names are case-sensitive. The document uses different styles (`tenant_code`, `refNumber`, `nik`) and is consistent about each.',
        value: 'exact',
        observed: ['parameter-invalid'],
      },
      {
        id: 'ignored',
        text: 'No: letter case does not matter.',
        argument: 'Some frameworks bind names this way.',
        value: 'ignored',
        observed: ['success'],
      },
    ],
    default: 'exact',
    why: 'Forms work this way, and it is the strictest for a client.',
    vendorQuestion: {
      en: 'Are the parameter names case-sensitive (for example "refNumber" and "RefNumber")?',
      id: 'Apakah nama parameter membedakan huruf besar dan huruf kecil (misalnya "refNumber" dan "RefNumber")?',
    },
  },
  {
    id: 'repeated-part',
    section: '1',
    row: 'Body, Field / Type / Compulsory / Description',
    question: 'How does the service handle a repeated part?',
    readings: [
      {
        id: 'first',
        text: 'It uses the first one.',
        argument: 'Common practice of Python frameworks, whose form lookup returns the first value.',
        value: 'first',
        observed: ['success'],
      },
      {
        id: 'last',
        text: 'It uses the last one.',
        argument: 'Common practice of PHP and other software that overwrites earlier values.',
        value: 'last',
        observed: ['invalid-credentials'],
      },
      {
        id: 'refused',
        text: 'It answers with parameter-invalid.',
        argument: 'The table lists each part once, and with two selfies it is unclear which one is meant.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
    ],
    default: 'first',
    why: 'The form of the answers suggests a Python service, and the document does not forbid a second part.',
    vendorQuestion: {
      en: 'What happens when the same parameter is sent more than once in a request, for example two "img1": is the first used, the last, or is the request refused?',
      id: 'Apa yang terjadi apabila parameter yang sama dikirim lebih dari satu kali dalam satu request, misalnya dua "img1": yang pertama digunakan, yang terakhir digunakan, atau request ditolak?',
    },
  },
  {
    id: 'unknown-part',
    section: '1',
    row: 'Body, Field / Type / Compulsory / Description',
    question: 'How does the service handle a part that the table does not list?',
    readings: [
      {
        id: 'ignored',
        text: 'It ignores the part.',
        argument: 'Common practice: a service reads only the parts that it knows. The document forbids no others.',
        value: 'accepted',
        observed: ['success'],
      },
      {
        id: 'refused',
        text: 'It answers with parameter-invalid.',
        argument: 'That row is about unsuitable parameters.',
        value: 'parameter-invalid',
        observed: ['parameter-invalid'],
      },
    ],
    default: 'ignored',
    why: 'The row Parameter Invalid is about values, not names.',
    vendorQuestion: {
      en: 'Are parameters that are not in the table of section 1 ignored, or is the request refused?',
      id: 'Apakah parameter yang tidak tercantum pada tabel di bagian 1 diabaikan, atau request akan ditolak?',
    },
  },
  {
    id: 'picture-without-filename',
    section: '1',
    row: 'Body, img1',
    question: 'Does the service accept a picture whose part has no file name, or a picture as base64 text?',
    readings: [
      {
        id: 'file-only',
        text: 'Neither: only a part with a file name is a file, and any other counts as missing.',
        argument: 'The type is File, and most servers treat a part without a file name as a text field.',
        value: 'refused',
        observed: ['parameter-invalid', 'parameter-invalid without a file name'],
      },
      {
        id: 'bytes-count',
        text: 'It accepts a part without a file name if the part contains a picture.',
        argument: 'Several client libraries omit the name for a byte array, and HTTP does not require it.',
        value: 'accepted',
        observed: ['parameter-invalid', 'success without a file name'],
      },
      {
        id: 'base64-too',
        text: 'It accepts base64 text as well.',
        argument: 'Other face services accept it; nothing in the document supports it.',
        observed: ['success', 'success without a file name'],
      },
    ],
    default: 'file-only',
    why: 'An extension requires a file name, and this reading is the strictest for a client.',
    vendorQuestion: {
      en: 'Must the parts "img1" and "img2" have a file name (filename in Content-Disposition)? Is base64 text accepted in place of a file?',
      id: 'Apakah bagian "img1" dan "img2" wajib memiliki nama file (filename pada Content-Disposition)? Apakah teks base64 dapat diterima sebagai pengganti file?',
    },
  },
  {
    id: 'text-as-file',
    section: '1',
    row: 'Body, key',
    question: 'Does the service accept a text part with a file name?',
    readings: [
      {
        id: 'refused',
        text: 'No: it is a file, so the text part counts as missing.',
        argument: 'The type is Text, and most servers treat a part with a file name as a file.',
        observed: ['parameter-invalid'],
      },
      {
        id: 'accepted',
        text: 'Yes: its contents are the value.',
        argument: 'Some client libraries give every part a file name, and the value is readable.',
        observed: ['success'],
      },
    ],
    default: 'refused',
    why: 'It follows the column Type and is the strictest for a client.',
    undecidable:
      'A text value in a file is an error of the client, which the mock reports. A profile that accepts it would hide it.',
    vendorQuestion: {
      en: 'Are text parameters such as key accepted when the part has a file name (filename in Content-Disposition)?',
      id: 'Apakah parameter teks seperti key tetap diterima apabila bagiannya memiliki nama file (filename pada Content-Disposition)?',
    },
  },
  {
    id: 'part-type',
    section: '1',
    row: 'Body, img1',
    question: 'Does the declared Content-Type of a part matter?',
    readings: [
      {
        id: 'ignored',
        text: 'No.',
        argument:
          'The document distinguishes only File and Text, and clients declare image/jpeg, application/octet-stream or nothing.',
        observed: ['success'],
      },
      {
        id: 'image-required',
        text: 'Yes: a picture must be declared as image/jpeg or image/png.',
        argument: 'Many upload handlers check the declared type.',
        observed: ['parameter-invalid', 'face-compare-error'],
      },
    ],
    default: 'ignored',
    why: 'The document requires none, and Postman, the tool of the sample, derives it from the file name.',
    undecidable: 'Every profile checks the name and the bytes, because a declared type is unreliable.',
    vendorQuestion: {
      en: 'Must the parts "img1" and "img2" declare a Content-Type such as image/jpeg or image/png, or is application/octet-stream accepted as well?',
      id: 'Apakah bagian "img1" dan "img2" harus mencantumkan Content-Type seperti image/jpeg atau image/png, atau application/octet-stream juga dapat diterima?',
    },
  },
  {
    id: 'check-order',
    section: '2',
    row: 'Response list, introduction',
    question: 'Which answer does a request with several violations get?',
    readings: [
      {
        id: 'cheap-first',
        text: 'The order is parameters, credentials, balance, then the files, then the faces, with the selfie before the card.',
        argument: 'Common practice: the cheapest check comes first, and the balance is known only after the company.',
        ...orderOf('parameters', 'credentials', 'balance', 'size', 'format', 'dimensions', 'liveness', 'face-compare'),
      },
      {
        id: 'as-listed',
        text: 'The order is that of the list: balance, parameters, credentials, size, then the faces, with the card before the selfie.',
        argument: 'The list and the table of section 2 both have the failures in this order, as far as they overlap.',
        ...orderOf('balance', 'parameters', 'credentials', 'size', 'format', 'dimensions', 'face-compare', 'liveness'),
      },
      {
        id: 'credentials-first',
        text: 'The order is credentials and balance first, then everything else.',
        argument: 'Common practice: a service gives an unknown caller no information.',
        ...orderOf('credentials', 'balance', 'parameters', 'size', 'format', 'dimensions', 'liveness', 'face-compare'),
      },
    ],
    default: 'cheap-first',
    why: 'A list of kinds is not an order of checks, and in this order every rule has what it needs.',
    vendorQuestion: {
      en: 'If a request has several faults at once, for example a wrong key and a missing parameter, in which order are they checked and which response is sent?',
      id: 'Apabila suatu request memiliki beberapa kesalahan sekaligus, misalnya key salah dan ada parameter yang tidak dikirim, bagaimana urutan pemeriksaannya dan response mana yang dikirim?',
    },
  },
];
