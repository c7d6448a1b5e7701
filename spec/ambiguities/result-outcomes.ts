import type { Ambiguity } from '../register.js';

/** The contents of a `result`: yes, no, and the figures behind it. */
export const resultOutcomeAmbiguities: readonly Ambiguity[] = [
  {
    id: 'not-matched',
    section: '2',
    row: 'Response, Success',
    question: 'How are a selfie and an identity card of different people answered?',
    readings: [
      {
        id: 'success',
        text: 'With a success whose `compare` is negative.',
        argument:
          'The document explains Success as a completed call. `compare`, `similarity` and `threshold` would be pointless if the result were always positive.',
        value: 'success',
        observed: ['success'],
      },
      {
        id: 'error',
        text: 'With face-compare-error.',
        argument:
          'The name of that row, Face Compare Error, allows this reading, although its explanation names other causes.',
        value: 'face-compare-error',
        observed: ['face-compare-error'],
      },
    ],
    default: 'success',
    why: 'The explanation of Face Compare Error does not name this case, and a client that treats every success as a match makes a costly mistake.',
    vendorQuestion: {
      en: 'Which response is sent when the face on the selfie and the face on the KTP are of different people? Is it Success with "compare": "False", and could you give us a sample?',
      id: 'Response apa yang dikirim apabila wajah pada foto selfie dan foto KTP adalah orang yang berbeda? Apakah Success dengan "compare": "False"? Mohon diberikan contohnya.',
    },
  },
  {
    id: 'not-live',
    section: '2',
    row: 'Response, Success',
    question: 'How is a selfie answered that is not of a living person, for instance a photo of a photo?',
    readings: [
      {
        id: 'success',
        text: 'With a success whose `live` is negative.',
        argument:
          'The row Liveness Error is about an undetected face, and here a face is detected. `live` and `score` exist to report it.',
        value: 'success',
        observed: ['success'],
      },
      {
        id: 'error',
        text: 'With liveness-error.',
        argument: 'The name of that row, Liveness Error, allows this reading.',
        value: 'liveness-error',
        observed: ['liveness-error'],
      },
    ],
    default: 'success',
    why: 'The explanation of Liveness Error does not name this case, and a client that treats every success as a living person makes a costly mistake.',
    vendorQuestion: {
      en: 'Which response is sent when the selfie shows a face that is not live, for example a photo of a photo or of a screen? Is it Success with "live": "False" or Liveness Error, and could you give us a sample?',
      id: 'Response apa yang dikirim apabila foto selfie bukan wajah asli (tidak live), misalnya foto dari foto atau dari layar? Apakah Success dengan "live": "False" atau Liveness Error? Mohon diberikan contohnya.',
    },
  },
  {
    id: 'compare-when-not-live',
    section: '2',
    row: 'Response, Success',
    question: 'Does the service still compare the faces when the selfie is not live?',
    readings: [
      {
        id: 'compared',
        text: 'Yes: both results are always present.',
        argument: 'The document explains that Success contains the results of both checks.',
        observed: ['compared'],
      },
      {
        id: 'empty',
        text: 'No: `compare` and `similarity` are empty.',
        argument: 'The liveness error has them empty when the selfie is unusable.',
        observed: ['empty'],
      },
    ],
    default: 'compared',
    why: 'The explanation of Success names both results without a condition.',
    undecidable: 'No profile has a decision for it. The document shows no success with an empty comparison.',
    vendorQuestion: {
      en: 'When the result of the liveness check is negative, are "compare" and "similarity" still filled, or are they empty?',
      id: 'Apabila hasil liveness check negatif, apakah "compare" dan "similarity" tetap terisi, atau kosong?',
    },
  },
  {
    id: 'false-word',
    section: '2',
    row: 'Response, Success',
    question: 'What are the negative values of `compare` and `live`?',
    readings: [
      {
        id: 'capital-false',
        text: 'The text `False`, with a capital letter.',
        argument: 'It is the counterpart of the printed `True`, as Python prints the pair.',
        value: 'False',
        observed: ['False'],
      },
      {
        id: 'small-false',
        text: 'The text `false`, in lower case.',
        argument: 'JSON and most languages write it this way.',
        value: 'false',
        observed: ['false'],
      },
      {
        id: 'empty',
        text: 'Empty text.',
        argument: 'The liveness error has empty text in both places.',
        value: '',
        observed: ['empty'],
      },
    ],
    default: 'capital-false',
    why: 'It matches the only printed value.',
    vendorQuestion: {
      en: 'The documentation shows only "True" for "compare" and "live". What is the exact value when the result is negative: "False", "false" or an empty string?',
      id: 'Dokumentasi hanya menampilkan nilai "True" untuk "compare" dan "live". Apa nilai persisnya apabila hasilnya negatif: "False", "false", atau string kosong?',
    },
  },
  {
    id: 'figure-format',
    section: '2',
    row: 'Response, Success',
    question: 'What is the scale of `similarity` and `score`, and how many decimals do they have?',
    readings: [
      {
        id: 'fraction-five',
        text: 'A fraction between 0 and 1 with five decimals, always.',
        argument: 'Both printed figures have this form, and one of them has a trailing zero.',
        observed: ['fraction of five decimals'],
      },
      {
        id: 'fraction-any',
        text: 'A fraction between 0 and 1 with as many decimals as needed.',
        argument: 'The threshold is printed with one decimal, so there is no common format.',
        observed: ['fraction*'],
      },
      {
        id: 'percentage',
        text: 'A percentage in some cases.',
        argument: 'Other face services use that scale; nothing in the document supports it.',
        observed: ['fraction*', 'percentage'],
      },
    ],
    default: 'fraction-five',
    why: 'The trailing zero of 0.83950 shows that the number of decimals is fixed.',
    undecidable: 'Both samples agree. The format is a requirement, and a run checks it.',
    vendorQuestion: {
      en: 'Are "similarity" and "score" always decimal fractions from 0 to 1 with five decimals, sent as strings? Can the values 0 and 1 occur, and how are they written?',
      id: 'Apakah "similarity" dan "score" selalu berupa pecahan desimal antara 0 dan 1 dengan lima angka di belakang koma dan dikirim sebagai string? Apakah nilai 0 dan 1 dapat muncul, dan bagaimana penulisannya?',
    },
  },
  {
    id: 'threshold',
    section: '2',
    row: 'Response, Success',
    question: 'Is the threshold always 0.8?',
    readings: [
      {
        id: 'constant',
        text: 'The threshold is 0.8 for every tenant.',
        argument: 'Both bodies print it, even the one without a comparison.',
        value: '0.8',
        observed: ['0.8'],
      },
      {
        id: 'per-tenant',
        text: 'Each company has its own threshold.',
        argument: 'A constant would be redundant in every answer.',
        observed: ['0.*'],
      },
    ],
    default: 'constant',
    why: 'No other value is known.',
    vendorQuestion: {
      en: 'Is "threshold" always "0.8", or can it differ by tenant, by environment or over time?',
      id: 'Apakah nilai "threshold" selalu "0.8", atau dapat berbeda menurut tenant, lingkungan (UAT/Production), atau berubah dari waktu ke waktu?',
    },
  },
  {
    id: 'threshold-comparison',
    section: '2',
    row: 'Response, Success',
    question: 'Is a similarity equal to the threshold a match, and does the threshold apply to the liveness score too?',
    readings: [
      {
        id: 'inclusive',
        text: 'A similarity of at least the threshold is a match, and the score has an undocumented limit.',
        argument:
          'The threshold is next to `similarity` only, and a threshold is usually the lowest value that passes.',
      },
      {
        id: 'exclusive',
        text: 'Only a similarity above the threshold is a match.',
        argument: "Also common. The document's 0.83950 with 0.8 fits both readings.",
      },
      {
        id: 'for-both',
        text: 'The threshold applies to the score as well.',
        argument: 'The document shows no other limit, and the printed score is above it.',
      },
    ],
    default: 'inclusive',
    why: 'A client should use `compare` and `live` and not compute them itself, so every reading works.',
    undecidable: 'The answer contains only the verdict, not how the service computed it.',
    unprobed: 'No known pair of pictures gives exactly the threshold.',
    vendorQuestion: {
      en: 'Is "compare" "True" when "similarity" is greater than or equal to "threshold", or only when it is greater? Which limit is applied to "score" for "live"?',
      id: 'Apakah "compare" bernilai "True" apabila "similarity" lebih besar dari atau sama dengan "threshold", atau hanya apabila lebih besar? Batas berapa yang digunakan pada "score" untuk menentukan "live"?',
    },
  },
];
