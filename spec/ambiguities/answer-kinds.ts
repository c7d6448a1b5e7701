import type { Ambiguity } from '../register.js';

/** The number of response kinds, and those that the table does not show. */
export const answerKindAmbiguities: readonly Ambiguity[] = [
  {
    id: 'response-kinds',
    section: '2',
    row: 'Response list, introduction',
    question: 'How many response kinds are there, and is the list complete?',
    readings: [
      {
        id: 'seven',
        text: 'There are seven: the six of the list, where "Face not detected" stands for two rows of the table.',
        argument: 'It accounts for every item of the list and every row of the table.',
      },
      {
        id: 'six',
        text: 'There are six: the list is right and its count is wrong.',
        argument: 'The list has six items. The table also has six rows, but not the same ones.',
      },
      {
        id: 'five',
        text: 'There are five failures and the success, or the sixth item was added without correcting the count.',
        argument: 'The sentence says five, and the list without Success has five.',
      },
    ],
    default: 'seven',
    why: 'A client that handles seven kinds works under every reading.',
    undecidable: 'The seven kinds are fixed in the kit. A profile decides the answer of each, not their number.',
    unprobed: 'A run observes the kinds that occur. It cannot prove that no others exist.',
    vendorQuestion: {
      en: 'Section 2 says that there are five kinds of response, the list below has six items, and the table has six rows of which two are errors about faces and none is "Image too large". Could you give us the complete list of the kinds of response?',
      id: 'Bagian 2 menyebutkan ada 5 jenis response, sedangkan daftar di bawahnya berisi 6 butir, dan tabelnya memuat 6 baris dengan dua baris terkait wajah tetapi tanpa "Image too large". Mohon diberikan daftar lengkap jenis response yang dapat diterima.',
    },
  },
  {
    id: 'face-not-detected',
    section: '2',
    row: 'Response list, Face not detected',
    question: 'Is "Face not detected" one response kind, or the two rows Face Compare Error and Liveness Error?',
    readings: [
      {
        id: 'two-answers',
        text: 'It covers both rows: the picture without a face decides the answer.',
        argument: 'Both rows are about an undetected face: one on the identity card, one on the selfie.',
        observed: ['liveness-error', 'face-compare-error'],
      },
      {
        id: 'own-answer',
        text: 'It is a separate answer, whose body the document does not show.',
        argument: 'The list has it as one item, in words that no row of the table uses.',
        observed: ['none of the seven'],
      },
    ],
    default: 'two-answers',
    why: 'The explanations of both rows use exactly these words, and both rows show a body.',
    undecidable: 'A separate answer has no documented body that a profile could select.',
    vendorQuestion: {
      en: 'Is "Face not detected" in the list of section 2 the same as the rows "Face Compare Error" (no face on the KTP) and "Liveness Error" (no face on the selfie), or is it a separate response? If it is separate, what is its body?',
      id: 'Apakah "Face not detected" pada daftar di bagian 2 sama dengan baris "Face Compare Error" (wajah pada foto KTP tidak terdeteksi) dan "Liveness Error" (wajah pada foto selfie tidak terdeteksi), atau merupakan response tersendiri? Jika tersendiri, bagaimana isi response-nya?',
    },
  },
  {
    id: 'image-too-large-answer',
    section: '2',
    row: 'Response list, Image too large',
    question: 'What is the body of image-too-large?',
    readings: [
      {
        id: 'own-words',
        text: "It has the form of the other short failures, with the list's words as its message.",
        argument:
          'The list uses these words for the kind, and all four short failures in the table have the same form.',
        value: 'Image too large',
        observed: ['image-too-large', 'Image too large'],
      },
      {
        id: 'image-invalid',
        text: 'It has the message of face-compare-error.',
        argument: 'The table has no row for it, and "Input Image Invalid" fits any unsuitable picture.',
        value: 'Input Image Invalid',
        observed: ['image-too-large', 'face-compare-error', 'Input Image Invalid'],
      },
      {
        id: 'front-server',
        text: 'It is not JSON: the web server in front of the service rejects the request.',
        argument: 'Common practice: a web server answers a body above its limit with 413 and its own page.',
        observed: ['no JSON'],
      },
    ],
    default: 'own-words',
    why: 'It follows the pattern of the documented failures and uses only documented words.',
    vendorQuestion: {
      en: 'The list in section 2 names the response "Image too large", but the table does not show it. What are its HTTP status code and its body?',
      id: 'Daftar di bagian 2 menyebutkan response "Image too large", tetapi contohnya tidak ada pada tabel. Mohon informasi kode status HTTP dan isi response tersebut.',
    },
  },
  {
    id: 'own-answers',
    section: '2',
    row: 'Response list, introduction',
    question: 'Does a framework or a proxy answer some requests in place of the service?',
    readings: [
      {
        id: 'none',
        text: 'No: every answer to a request is of one of the seven kinds.',
        argument: 'The document says that every answer is one of the listed kinds.',
        value: {
          'ownAnswers.wrongMethod': '',
          'ownAnswers.wrongContentType': '',
          'ownAnswers.malformedForm': '',
          'ownAnswers.tooManyBytes': '',
          'ownAnswers.unreadablePicture': '',
        },
        observed: ['parameter-invalid', 'image-too-large', 'face-compare-error', 'liveness-error'],
      },
      {
        id: 'some',
        text: 'Yes: a wrong method, content type or form, a heavy file or an unreadable picture gets an answer of none of the kinds.',
        argument: 'Common practice: HTTP 405, 415, 400, 413 or 500 with the page or the JSON of a web server.',
        observed: ['none of the seven', 'no JSON'],
      },
    ],
    default: 'none',
    why: 'The document shows no other answer. A client must handle one all the same, as it does a failure of the service.',
    vendorQuestion: {
      en: 'Does a web server or a gateway in front of the service answer some calls itself, for example an upload that is too large, a wrong content type or a damaged picture? If so, with which HTTP status code and body?',
      id: 'Apakah web server atau gateway di depan layanan menjawab sendiri sebagian pemanggilan, misalnya unggahan yang terlalu besar, Content-Type yang salah, atau gambar yang rusak? Jika ya, dengan kode status HTTP dan isi response seperti apa?',
    },
  },
  {
    id: 'server-error',
    section: '2',
    row: 'Response list, introduction',
    question: 'What does a client receive when the service itself fails?',
    readings: [
      {
        id: 'json-500',
        text: 'HTTP 500 with a JSON body of none of the seven kinds.',
        argument: 'Public client code of 2023 handles such answers from related endpoints.',
      },
      {
        id: 'front-server',
        text: 'A page of the gateway, with HTTP 502, 503 or 504.',
        argument: 'Common practice for a service behind a gateway.',
      },
      {
        id: 'one-of-the-kinds',
        text: 'One of the documented failures.',
        argument: 'The document says that every answer is one of the listed kinds.',
      },
    ],
    default: 'front-server',
    why: 'The document has no kind for it, so it is outside the contract. A client must handle any answer of none of the seven kinds.',
    undecidable: 'A fault in the transport simulates it under any profile.',
    unprobed: "A run cannot make the vendor's service fail.",
    vendorQuestion: {
      en: 'What does the service answer when an internal error occurs or when it is not available (HTTP status code and body), and are such calls charged?',
      id: 'Response apa yang dikirim apabila terjadi kesalahan internal atau layanan sedang tidak tersedia (kode status HTTP dan isinya), dan apakah pemanggilan tersebut tetap dikenakan biaya?',
    },
  },
];
