import type { Ambiguity } from '../register.js';

/** The guidance of section 3 and what the pictures are read for. */
export const photoGuidanceAmbiguities: readonly Ambiguity[] = [
  {
    id: 'picture-data',
    section: '1',
    row: 'Body, img2',
    question: 'Both pictures are to be "read for their data". Which data, when no answer holds any?',
    readings: [
      {
        id: 'faces',
        text: 'The faces alone.',
        argument: 'The answers hold results about faces and nothing else; a selfie has no other data.',
      },
      {
        id: 'text',
        text: 'The writing on the card as well, kept by the vendor.',
        argument:
          'The same sentence would fit a service that reads identity cards, and the sample question speaks of scanning one.',
      },
    ],
    default: 'faces',
    why: 'Nothing else is ever answered.',
    undecidable: 'No documented answer has a place for data that are read from a picture.',
    unprobed: 'No answer shows what is read or kept.',
    vendorQuestion: {
      en: 'Section 1 says that the pictures are read to obtain their data. Is any data other than the face taken from the KTP photo, and are pictures and data stored, where and for how long?',
      id: 'Bagian 1 menyebutkan bahwa foto akan dibaca untuk mendapatkan datanya. Apakah ada data selain wajah yang diambil dari foto KTP, dan apakah foto serta datanya disimpan, di mana, dan berapa lama?',
    },
  },
  {
    id: 'selfie-guidance',
    section: '3.1',
    row: 'Photo Guidance',
    question: 'What comes when a selfie breaks the guidance: too dark, covered, tilted, blurred?',
    readings: [
      {
        id: 'liveness-error',
        text: 'Liveness-error, whose text names the cause.',
        argument:
          'The printed text speaks of dim light, a covered face and shaking, three of the causes in the guidance.',
        observed: ['liveness-error'],
      },
      {
        id: 'low-score',
        text: 'A success with a low score or similarity.',
        argument: 'The row Liveness Error is explained by a face that is not detected; a tilted head still is one.',
        observed: ['success'],
      },
      {
        id: 'no-effect',
        text: 'Nothing, so long as the face is found.',
        argument: 'The section is called a guide.',
        observed: ['success'],
      },
    ],
    default: 'liveness-error',
    why: 'The printed text and the guidance name the same faults; for those that the text does not name, no answer can be derived.',
    undecidable:
      'The document names no answer for most of the faults; which ones the simulated face engine finds is its own affair.',
    vendorQuestion: {
      en: 'Which response is sent when a selfie does not follow the guidance of section 3.1 (too dark, too bright, shadow, tilted, covered, blurred): Liveness Error, Success with a low score, or another one?',
      id: 'Response apa yang dikirim apabila foto selfie tidak sesuai panduan bagian 3.1 (terlalu gelap, terlalu terang, ada bayangan, miring, tertutup, buram): Liveness Error, Success dengan skor rendah, atau yang lain?',
    },
  },
  {
    id: 'covered-face',
    section: '3.1',
    row: 'Photo Guidance, Style, Covered Face',
    question: 'Is a partly covered face, for instance with a mask, an error or a low score?',
    readings: [
      {
        id: 'error',
        text: 'A liveness-error, whose text says that the face is covered.',
        argument: 'The printed text has the words for it.',
        observed: ['liveness-error'],
      },
      {
        id: 'low-score',
        text: 'A success with `live` or `compare` saying no.',
        argument: 'A face that is partly covered can be detected, and the row Liveness Error is for one that is not.',
        observed: ['success'],
      },
    ],
    default: 'error',
    why: 'The printed text names it.',
    undecidable: 'How much of a face has to be covered is the judgement of the face engine.',
    vendorQuestion: {
      en: 'Is a selfie with a partly covered face (for example with a mask) answered with Liveness Error or with Success and a negative result?',
      id: 'Apakah foto selfie dengan wajah yang sebagian tertutup (misalnya memakai masker) dijawab dengan Liveness Error atau Success dengan hasil negatif?',
    },
  },
  {
    id: 'two-faces',
    section: '3.1',
    row: 'Photo Guidance, Others, Crowded',
    question: 'What comes when a selfie shows more than one face?',
    readings: [
      {
        id: 'liveness-error',
        text: 'A liveness-error.',
        argument: 'The guidance wants exactly one face, and that row is the one for the selfie.',
        observed: ['liveness-error'],
      },
      {
        id: 'largest',
        text: 'The largest face is taken.',
        argument: 'Common practice of face services; the error rows speak of no face, not of several.',
        observed: ['success'],
      },
      {
        id: 'face-compare-error',
        text: 'A face-compare-error.',
        argument: 'Its message says that the input image is invalid.',
        observed: ['face-compare-error'],
      },
    ],
    default: 'liveness-error',
    why: 'The guidance is firm on one face, and a client should not count on another one being overlooked.',
    undecidable: 'The simulated face engine counts no faces, and no answer is stated that a profile could switch to.',
    vendorQuestion: {
      en: 'Which response is sent when the selfie shows more than one face? Is the largest face used, or is the photo refused?',
      id: 'Response apa yang dikirim apabila pada foto selfie terdapat lebih dari satu wajah? Apakah wajah terbesar yang digunakan, atau foto ditolak?',
    },
  },
  {
    id: 'accessories',
    section: '3.1',
    row: 'Photo Guidance, Accessories, caption',
    question: 'Are all accessories unwanted, or only those that cover the face? Are ordinary glasses?',
    readings: [
      {
        id: 'none-worn',
        text: 'None should be worn, glasses included.',
        argument: 'Glasses are shown as a counterexample, and the line ends with not using accessories.',
        observed: ['liveness-error'],
      },
      {
        id: 'none-covering',
        text: 'Only those that cover the face are unwanted.',
        argument: 'The line begins so, and sets the two side by side with a slash.',
        observed: ['liveness-error', 'success'],
      },
    ],
    default: 'none-worn',
    why: 'It asks most of a client, and the picture of glasses is plain.',
    undecidable: 'The answer to accessories is not stated, so a profile has nothing to switch.',
    vendorQuestion: {
      en: 'Must people take off ordinary glasses, a hijab or other accessories that do not cover the face for the selfie, and which response is sent otherwise?',
      id: 'Apakah kacamata biasa, hijab, atau aksesori lain yang tidak menutupi wajah harus dilepas saat foto selfie, dan response apa yang dikirim apabila tidak dilepas?',
    },
  },
  {
    id: 'ktp-guidance',
    section: '3.2',
    row: 'Photo Guidance',
    question: 'What comes when the photo of the identity card breaks the guidance: dark, glaring, blurred, far away?',
    readings: [
      {
        id: 'face-compare-error',
        text: 'Face-compare-error.',
        argument: 'It is the row for a photo of the card that cannot be read.',
        observed: ['face-compare-error'],
      },
      {
        id: 'low-similarity',
        text: 'A success with a low similarity.',
        argument: 'The face on a bad photo can still be found and compared.',
        observed: ['success'],
      },
      {
        id: 'no-effect',
        text: 'Nothing, so long as the face on the card is found.',
        argument: 'The section is called a guide; blurred writing does not hide the face.',
        observed: ['success'],
      },
    ],
    default: 'face-compare-error',
    why: 'It is the only documented answer that speaks of a bad photo of the card.',
    undecidable:
      'The document names no answer for these faults; which ones the simulated face engine finds is its own affair.',
    vendorQuestion: {
      en: 'Which response is sent when the KTP photo does not follow the guidance of section 3.2 (dark, reflecting, blurred, too far away, not straight)? Is it always Face Compare Error?',
      id: 'Response apa yang dikirim apabila foto KTP tidak sesuai panduan bagian 3.2 (gelap, memantulkan cahaya, buram, terlalu jauh, tidak tegak lurus)? Apakah selalu Face Compare Error?',
    },
  },
  {
    id: 'ktp-upright-meaning',
    section: '3.2',
    row: 'Photo Guidance, KTP harus tegak lurus dan memenuhi foto',
    question:
      'Does "tegak lurus" mean that the card is not turned in the photo, or that the camera looks straight down on it?',
    readings: [
      {
        id: 'not-turned',
        text: "The card's edges run along the photo's edges.",
        argument: 'It stands beside filling the photo, which speaks of the frame.',
      },
      {
        id: 'perpendicular',
        text: 'The camera looks at the card at a right angle.',
        argument: 'It is the literal meaning of the words: perpendicular.',
      },
    ],
    default: 'not-turned',
    why: 'A straight card that fills the photo is nearly always taken at a right angle too.',
    undecidable: 'No answer is stated for either.',
    unprobed: 'It would take real cards, and the kit holds none.',
    vendorQuestion: {
      en: 'In section 3.2, does "tegak lurus" mean that the KTP must not be rotated in the photo, or that the camera must be perpendicular to the KTP? Is a KTP photographed upright (rotated by 90 degrees) accepted?',
      id: 'Pada bagian 3.2, apakah "tegak lurus" berarti KTP tidak boleh miring di dalam foto, atau kamera harus tegak lurus terhadap KTP? Apakah KTP yang difoto dalam posisi vertikal (diputar 90 derajat) diterima?',
    },
  },
  {
    id: 'ktp-reversed-meaning',
    section: '3.2',
    row: 'Photo Guidance, KTP tidak boleh terbalik',
    question: 'Does "terbalik" mean upside down, mirrored, or the back of the card?',
    readings: [
      {
        id: 'upside-down',
        text: 'Upside down.',
        argument: 'It is the most common meaning of the word for a photo.',
        observed: ['success'],
      },
      {
        id: 'mirrored',
        text: 'Mirrored, as front cameras do.',
        argument: 'The word covers it, and it is a usual mistake with phones.',
        observed: ['face-compare-error'],
      },
      {
        id: 'back-side',
        text: 'The back of the card.',
        argument: 'The word covers it; the back has no face.',
        observed: ['success'],
      },
    ],
    default: 'upside-down',
    why: 'It is the most common meaning.',
    undecidable: 'No answer is stated for any of them.',
    vendorQuestion: {
      en: 'In section 3.2, does "terbalik" mean that the KTP is upside down, mirrored or showing its back, and which response is sent in each case?',
      id: 'Pada bagian 3.2, apakah "terbalik" berarti posisi KTP atas-bawah, tercermin (mirror), atau menampilkan sisi belakang, dan response apa yang dikirim untuk masing-masing kondisi?',
    },
  },
];
