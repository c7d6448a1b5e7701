import { defineWordings } from './wording.js';

/**
 * The sentence with which the inspector explains an answer, in pieces, between which stands what is strong; and what
 * follows a finding.
 */
export const sentenceWordings = defineWordings({
  arriving: { en: 'The request is still arriving.', id: 'Permintaan masih diterima.' },
  left: { en: 'The client left before it had sent all.', id: 'Client memutus koneksi sebelum selesai mengirim.' },
  notAnswered: { en: 'Not answered: ', id: 'Tidak dijawab: ' },
  answered: { en: 'Answered ', id: 'Dijawab ' },
  willBeAnswered: { en: 'Will be answered ', id: 'Akan dijawab ' },
  withStatus: { en: 'with status {{status}}', id: 'dengan status {{status}}' },
  because: { en: ' because ', id: ' karena ' },
  youSent: { en: ' You sent ', id: ' Anda mengirim ' },
  byTheRules: { en: ' By the rules: ', id: ' Menurut aturan: ' },
  becauseOf: { en: ', because {{why}}.', id: ', karena {{why}}.' },
  thenFault: { en: ' Then the fault ', id: ' Lalu fault ' },
  acted: { en: ' acted on the answer.', id: ' mengubah jawaban itu.' },
  makesIt: { en: 'makes it {{outcome}} · section {{section}}', id: 'hasilnya {{outcome}} · bab {{section}}' },
  accepted: { en: 'accepted · section {{section}}', id: 'diterima · bab {{section}}' },
  cutOff: {
    en: ' The connection ended before the whole answer was sent.',
    id: ' Koneksi terputus sebelum seluruh jawaban terkirim.',
  },
});
