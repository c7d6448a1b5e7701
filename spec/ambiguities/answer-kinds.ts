import type { Ambiguity } from '../register.js';

/** How many kinds of answer there are, and those that the table does not show. */
export const answerKindAmbiguities: readonly Ambiguity[] = [
  {
    id: 'response-kinds',
    section: '2',
    row: 'Response list, introduction',
    question: 'How many kinds of response are there, and is the list complete?',
    readings: [
      {
        id: 'seven',
        text: 'There are seven: the six of the list, where "Face not detected" stands for two rows of the table.',
        argument: 'Every item of the list and every row of the table finds its place.',
      },
      {
        id: 'six',
        text: 'There are six: the list is right and its count is wrong.',
        argument: 'The list has six items; so has the table, though not the same six.',
      },
      {
        id: 'five',
        text: 'There are five failures beside the success, or the sixth item was added later and the count was left.',
        argument: 'The sentence says five; without Success the list has five.',
      },
    ],
    default: 'seven',
    why: 'A client that knows seven kinds survives every reading.',
    undecidable:
      'The seven kinds are the vocabulary of the kit; a profile decides how each is answered, not how many there are.',
    unprobed: 'A run sees which kinds come; it cannot show that no other exists.',
    vendorQuestion: {
      en: 'Section 2 says that there are five kinds of response, the list below has six items, and the table has six rows of which two are errors about faces and none is "Image too large". Could you give us the complete list of the kinds of response?',
      id: 'Bagian 2 menyebutkan ada 5 jenis response, sedangkan daftar di bawahnya berisi 6 butir, dan tabelnya memuat 6 baris dengan dua baris terkait wajah tetapi tanpa "Image too large". Mohon diberikan daftar lengkap jenis response yang dapat diterima.',
    },
  },
  {
    id: 'face-not-detected',
    section: '2',
    row: 'Response list, Face not detected',
    question: 'Is "Face not detected" one kind of response, or the two rows Face Compare Error and Liveness Error?',
    readings: [
      {
        id: 'two-answers',
        text: 'It stands for both rows: the picture without a face decides which answer comes.',
        argument: 'Both rows speak of a face that is not detected, one on the identity card and one on the selfie.',
        observed: ['liveness-error', 'face-compare-error'],
      },
      {
        id: 'own-answer',
        text: 'It is an answer of its own, of which no body is shown.',
        argument: 'The list names it as one item, in words that no row of the table has.',
        observed: ['none of the seven'],
      },
    ],
    default: 'two-answers',
    why: 'The table explains its rows in exactly these words, and shows a body for each.',
    undecidable: 'An answer of its own has no documented body that a profile could switch to.',
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
        text: 'It has the form of the other short failures and the words of the list as its message.',
        argument: 'The list names the kind in these words; all four short failures in the table have one form.',
        value: 'Image too large',
        observed: ['image-too-large', 'Image too large'],
      },
      {
        id: 'image-invalid',
        text: 'It has the message of face-compare-error.',
        argument: 'The table has no row for it, and "Input Image Invalid" would fit any picture that is not wanted.',
        value: 'Input Image Invalid',
        observed: ['image-too-large', 'face-compare-error', 'Input Image Invalid'],
      },
      {
        id: 'front-server',
        text: 'It is no JSON: the web server in front of the service refuses the request.',
        argument: 'Common practice: a web server answers 413 with a page of its own to a body above its limit.',
        observed: ['no JSON'],
      },
    ],
    default: 'own-words',
    why: 'It follows the pattern of the documented failures and invents no word.',
    vendorQuestion: {
      en: 'The list in section 2 names the response "Image too large", but the table does not show it. What are its HTTP status code and its body?',
      id: 'Daftar di bagian 2 menyebutkan response "Image too large", tetapi contohnya tidak ada pada tabel. Mohon informasi kode status HTTP dan isi response tersebut.',
    },
  },
  {
    id: 'server-error',
    section: '2',
    row: 'Response list, introduction',
    question: 'What comes when the service itself fails?',
    readings: [
      {
        id: 'json-500',
        text: 'HTTP 500 with a JSON body that is none of the seven kinds.',
        argument: 'Public client code of 2023 meets such answers from sister endpoints.',
      },
      {
        id: 'front-server',
        text: 'A page of the web server in front, with HTTP 502, 503 or 504.',
        argument: 'Common practice for a service behind a gateway.',
      },
      {
        id: 'one-of-the-kinds',
        text: 'One of the documented failures.',
        argument: 'The document says that the answer to a call is one of the listed kinds.',
      },
    ],
    default: 'front-server',
    why: 'The document has no kind for it, so it stays outside the contract: a client must survive any answer that is none of the seven.',
    undecidable: 'It is done to the transport, by a fault, whatever the profile says.',
    unprobed: "A run cannot make the vendor's service fail.",
    vendorQuestion: {
      en: 'What does the service answer when an internal error occurs or when it is not available (HTTP status code and body), and are such calls charged?',
      id: 'Response apa yang dikirim apabila terjadi kesalahan internal atau layanan sedang tidak tersedia (kode status HTTP dan isinya), dan apakah pemanggilan tersebut tetap dikenakan biaya?',
    },
  },
];
