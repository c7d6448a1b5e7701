import type { Ambiguity } from '../register.js';

/** The guidance of section 3, and the purpose of reading the pictures. */
export const photoGuidanceAmbiguities: readonly Ambiguity[] = [
  {
    id: 'picture-data',
    section: '1',
    row: 'Body, img2',
    question:
      'The service "reads both pictures for their data". Which data does it read, since no answer contains any?',
    readings: [
      {
        id: 'faces',
        text: 'Only the faces.',
        argument: 'The answers contain only results about faces, and a selfie has no other data.',
      },
      {
        id: 'text',
        text: 'Also the text on the card, which the vendor stores.',
        argument:
          'The sentence also fits a service that reads identity cards, and the sample question mentions scanning one.',
      },
    ],
    default: 'faces',
    why: 'No answer contains anything else.',
    undecidable: 'No documented answer has a field for data from a picture.',
    unprobed: 'No answer shows what the service reads or stores.',
    vendorQuestion: {
      en: 'Section 1 says that the pictures are read to obtain their data. Is any data other than the face taken from the KTP photo, and are pictures and data stored, where and for how long?',
      id: 'Bagian 1 menyebutkan bahwa foto akan dibaca untuk mendapatkan datanya. Apakah ada data selain wajah yang diambil dari foto KTP, dan apakah foto serta datanya disimpan, di mana, dan berapa lama?',
    },
  },
  {
    id: 'selfie-guidance',
    section: '3.1',
    row: 'Photo Guidance',
    question: 'How is a selfie answered that violates the guidance: too dark, covered, tilted, blurred?',
    readings: [
      {
        id: 'liveness-error',
        text: 'With liveness-error, whose text names the cause.',
        argument:
          'The printed text mentions dim light, a covered face and shaking, which are three causes in the guidance.',
        observed: ['liveness-error'],
      },
      {
        id: 'low-score',
        text: 'With success and a low score or similarity.',
        argument: 'The row Liveness Error is for an undetected face, and a tilted head can still be detected.',
        observed: ['success'],
      },
      {
        id: 'no-effect',
        text: 'With an ordinary success, as long as the face is detected.',
        argument: "The section's title calls it a guide.",
        observed: ['success'],
      },
    ],
    default: 'liveness-error',
    why: 'The printed text and the guidance name the same causes. For the others the document implies no answer.',
    undecidable: 'The document names no answer for most causes. The simulated face engine decides which ones it finds.',
    vendorQuestion: {
      en: 'Which response is sent when a selfie does not follow the guidance of section 3.1 (too dark, too bright, shadow, tilted, covered, blurred): Liveness Error, Success with a low score, or another one?',
      id: 'Response apa yang dikirim apabila foto selfie tidak sesuai panduan bagian 3.1 (terlalu gelap, terlalu terang, ada bayangan, miring, tertutup, buram): Liveness Error, Success dengan skor rendah, atau yang lain?',
    },
  },
  {
    id: 'covered-face',
    section: '3.1',
    row: 'Photo Guidance, Style, Covered Face',
    question: 'Does a partly covered face, for instance with a mask, give an error or a low score?',
    readings: [
      {
        id: 'error',
        text: 'A liveness-error, whose text says that the face is covered.',
        argument: 'The printed text has words for this case.',
        observed: ['liveness-error'],
      },
      {
        id: 'low-score',
        text: 'A success with a negative `live` or `compare`.',
        argument: 'A partly covered face can be detected, and the row Liveness Error is for an undetected one.',
        observed: ['success'],
      },
    ],
    default: 'error',
    why: 'The printed text names this cause.',
    undecidable: 'The face engine decides how much of a face must be covered.',
    vendorQuestion: {
      en: 'Is a selfie with a partly covered face (for example with a mask) answered with Liveness Error or with Success and a negative result?',
      id: 'Apakah foto selfie dengan wajah yang sebagian tertutup (misalnya memakai masker) dijawab dengan Liveness Error atau Success dengan hasil negatif?',
    },
  },
  {
    id: 'two-faces',
    section: '3.1',
    row: 'Photo Guidance, Others, Crowded',
    question: 'How is a selfie with more than one face answered?',
    readings: [
      {
        id: 'liveness-error',
        text: 'With liveness-error.',
        argument: 'The guidance requires exactly one face, and this row is the one for the selfie.',
        observed: ['liveness-error'],
      },
      {
        id: 'largest',
        text: 'The service uses the largest face.',
        argument: 'Common practice of face services. The error rows cover no face, not several.',
        observed: ['success'],
      },
      {
        id: 'face-compare-error',
        text: 'With face-compare-error.',
        argument: 'Its message says that the input image is invalid.',
        observed: ['face-compare-error'],
      },
    ],
    default: 'liveness-error',
    why: 'The guidance is explicit about one face, and a client should not rely on the service ignoring another.',
    undecidable:
      'The simulated face engine does not count faces, and the document states no answer that a profile could select.',
    vendorQuestion: {
      en: 'Which response is sent when the selfie shows more than one face? Is the largest face used, or is the photo refused?',
      id: 'Response apa yang dikirim apabila pada foto selfie terdapat lebih dari satu wajah? Apakah wajah terbesar yang digunakan, atau foto ditolak?',
    },
  },
  {
    id: 'accessories',
    section: '3.1',
    row: 'Photo Guidance, Accessories, caption',
    question: 'Are all accessories forbidden, or only those that cover the face? Are ordinary glasses?',
    readings: [
      {
        id: 'none-worn',
        text: 'All of them, including glasses.',
        argument: 'A counterexample shows glasses, and the caption ends with not using accessories.',
        observed: ['liveness-error'],
      },
      {
        id: 'none-covering',
        text: 'Only those that cover the face.',
        argument: 'The caption starts with these, and joins the two with a slash.',
        observed: ['liveness-error', 'success'],
      },
    ],
    default: 'none-worn',
    why: 'It is the strictest for a client, and the picture of glasses is clear.',
    undecidable: 'The document states no answer to accessories that a profile could select.',
    vendorQuestion: {
      en: 'Must people take off ordinary glasses, a hijab or other accessories that do not cover the face for the selfie, and which response is sent otherwise?',
      id: 'Apakah kacamata biasa, hijab, atau aksesori lain yang tidak menutupi wajah harus dilepas saat foto selfie, dan response apa yang dikirim apabila tidak dilepas?',
    },
  },
  {
    id: 'ktp-guidance',
    section: '3.2',
    row: 'Photo Guidance',
    question:
      'How is a photo of the identity card answered that violates the guidance: dark, glaring, blurred, far away?',
    readings: [
      {
        id: 'face-compare-error',
        text: 'With face-compare-error.',
        argument: 'This row is for a photo of the card that cannot be read.',
        observed: ['face-compare-error'],
      },
      {
        id: 'low-similarity',
        text: 'With success and a low similarity.',
        argument: 'The face on a bad photo can still be detected and compared.',
        observed: ['success'],
      },
      {
        id: 'no-effect',
        text: 'With an ordinary success, as long as the face on the card is detected.',
        argument: "The section's title calls it a guide, and blurred text does not hide the face.",
        observed: ['success'],
      },
    ],
    default: 'face-compare-error',
    why: 'It is the only documented answer to a bad photo of the card.',
    undecidable:
      'The document names no answer for these causes. The simulated face engine decides which ones it finds.',
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
        text: "The card's edges are parallel to the photo's edges.",
        argument: 'The caption combines it with filling the photo, which is about the frame.',
      },
      {
        id: 'perpendicular',
        text: 'The camera looks at the card at a right angle.',
        argument: 'The literal meaning of the words is perpendicular.',
      },
    ],
    default: 'not-turned',
    why: 'A straight card that fills the photo is nearly always photographed at a right angle too.',
    undecidable: 'The document states no answer for either.',
    unprobed: 'It needs real cards, and the kit has none.',
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
        argument: 'The word covers it, and it is a common mistake with phones.',
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
    undecidable: 'The document states no answer for any of them.',
    vendorQuestion: {
      en: 'In section 3.2, does "terbalik" mean that the KTP is upside down, mirrored or showing its back, and which response is sent in each case?',
      id: 'Pada bagian 3.2, apakah "terbalik" berarti posisi KTP atas-bawah, tercermin (mirror), atau menampilkan sisi belakang, dan response apa yang dikirim untuk masing-masing kondisi?',
    },
  },
];
