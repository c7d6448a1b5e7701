import type { Ambiguity } from '../register.js';

/** What a `result` says: yes, no, and the figures behind it. */
export const resultOutcomeAmbiguities: readonly Ambiguity[] = [
  {
    id: 'not-matched',
    section: '2',
    row: 'Response, Success',
    question: 'What comes when the selfie and the identity card show different people?',
    readings: [
      {
        id: 'success',
        text: 'A success whose `compare` says no.',
        argument:
          'Success is explained as a call that went through; `compare`, `similarity` and `threshold` would be pointless if it were always yes.',
        value: 'success',
        observed: ['success'],
      },
      {
        id: 'error',
        text: 'A face-compare-error.',
        argument:
          'The name of that row, Face Compare Error, can be read so, though its explanation speaks of other causes.',
        value: 'face-compare-error',
        observed: ['face-compare-error'],
      },
    ],
    default: 'success',
    why: 'The explanation of Face Compare Error does not name this case, and a client that takes every success for a match is the costly mistake.',
    vendorQuestion: {
      en: 'Which response is sent when the face on the selfie and the face on the KTP are of different people? Is it Success with "compare": "False", and could you give us a sample?',
      id: 'Response apa yang dikirim apabila wajah pada foto selfie dan foto KTP adalah orang yang berbeda? Apakah Success dengan "compare": "False"? Mohon diberikan contohnya.',
    },
  },
  {
    id: 'not-live',
    section: '2',
    row: 'Response, Success',
    question: 'What comes when the selfie is not of a living person, for instance a photo of a photo?',
    readings: [
      {
        id: 'success',
        text: 'A success whose `live` says no.',
        argument:
          'The row Liveness Error speaks of a face that is not detected, and here one is; `live` and `score` are there to tell.',
        value: 'success',
        observed: ['success'],
      },
      {
        id: 'error',
        text: 'A liveness-error.',
        argument: 'The name of that row, Liveness Error, can be read so.',
        value: 'liveness-error',
        observed: ['liveness-error'],
      },
    ],
    default: 'success',
    why: 'The explanation of Liveness Error does not name this case, and a client that takes every success for a living person is the costly mistake.',
    vendorQuestion: {
      en: 'Which response is sent when the selfie shows a face that is not live, for example a photo of a photo or of a screen? Is it Success with "live": "False" or Liveness Error, and could you give us a sample?',
      id: 'Response apa yang dikirim apabila foto selfie bukan wajah asli (tidak live), misalnya foto dari foto atau dari layar? Apakah Success dengan "live": "False" atau Liveness Error? Mohon diberikan contohnya.',
    },
  },
  {
    id: 'compare-when-not-live',
    section: '2',
    row: 'Response, Success',
    question: 'Are the faces still compared when the selfie is not live?',
    readings: [
      {
        id: 'compared',
        text: 'Both results are always there.',
        argument: 'Success is explained as holding the results of both checks.',
        observed: ['compared'],
      },
      {
        id: 'empty',
        text: '`compare` and `similarity` are empty then.',
        argument: 'The liveness error leaves them empty when the selfie was of no use.',
        observed: ['empty'],
      },
    ],
    default: 'compared',
    why: 'The explanation of Success names both results without a condition.',
    undecidable:
      'The profile has no decision for it; an empty comparison under Success would be a form of answer that the document does not show.',
    vendorQuestion: {
      en: 'When the result of the liveness check is negative, are "compare" and "similarity" still filled, or are they empty?',
      id: 'Apabila hasil liveness check negatif, apakah "compare" dan "similarity" tetap terisi, atau kosong?',
    },
  },
  {
    id: 'false-word',
    section: '2',
    row: 'Response, Success',
    question: 'What do `compare` and `live` say when the answer is no?',
    readings: [
      {
        id: 'capital-false',
        text: 'The text `False`, with a capital.',
        argument: 'It is the counterpart of the printed `True`, as Python writes the pair.',
        value: 'False',
        observed: ['False'],
      },
      {
        id: 'small-false',
        text: 'The text `false`, in small letters.',
        argument: 'It is how JSON and most languages write it.',
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
    why: 'It matches the only word that is printed.',
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
        argument: 'Both printed figures are such, and one of them keeps a zero at its end.',
        observed: ['fraction of five decimals'],
      },
      {
        id: 'fraction-any',
        text: 'A fraction between 0 and 1 with as many decimals as there are.',
        argument: 'The threshold is printed with one decimal, so no common form is kept.',
        observed: ['fraction*'],
      },
      {
        id: 'percentage',
        text: 'A percentage in some cases.',
        argument: 'Other face services use that scale; nothing in the document speaks for it.',
        observed: ['fraction*', 'percentage'],
      },
    ],
    default: 'fraction-five',
    why: 'The zero at the end of 0.83950 shows that the number of decimals is fixed.',
    undecidable: 'Both samples agree; the form is a requirement, and a run shows whether it is kept.',
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
        text: 'The threshold is 0.8 for everybody.',
        argument: 'Both bodies print it, even the one that compared nothing.',
        value: '0.8',
        observed: ['0.8'],
      },
      {
        id: 'per-tenant',
        text: 'The threshold is set for each company.',
        argument: 'A constant would not need to be sent with every answer.',
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
    question:
      'Is a similarity of exactly the threshold a match, and does the threshold hold for the liveness score too?',
    readings: [
      {
        id: 'inclusive',
        text: 'A similarity of the threshold or more is a match; the score has a limit that is not shown.',
        argument:
          'The threshold stands beside `similarity` alone; a threshold is commonly the least value that passes.',
      },
      {
        id: 'exclusive',
        text: 'Only a similarity above the threshold is a match.',
        argument: 'Also common; the document shows 0.83950 against 0.8, which fits both.',
      },
      {
        id: 'for-both',
        text: 'The threshold holds for the score as well.',
        argument: 'No other limit is shown, and the printed score is above it.',
      },
    ],
    default: 'inclusive',
    why: 'A client should trust `compare` and `live` and not work them out itself; any reading serves.',
    undecidable: 'The verdict is in the answer; how the service came to it cannot be seen.',
    unprobed: 'No pair of pictures is known to give exactly the threshold.',
    vendorQuestion: {
      en: 'Is "compare" "True" when "similarity" is greater than or equal to "threshold", or only when it is greater? Which limit is applied to "score" for "live"?',
      id: 'Apakah "compare" bernilai "True" apabila "similarity" lebih besar dari atau sama dengan "threshold", atau hanya apabila lebih besar? Batas berapa yang digunakan pada "score" untuk menentukan "live"?',
    },
  },
];
