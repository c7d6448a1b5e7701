import { defineWordings } from './wording.js';

/** Words that join a finding to a sentence, in log, header and inspector. */
export const findingWordings = defineWordings({
  youSent: { en: '{{finding}}; you sent {{name}}', id: '{{finding}}; Anda mengirim {{name}}' },
});

/**
 * Texts, of any language, that continue a sentence which begins with the part's name: `img1 is empty`, `img1 kosong`.
 * Others follow a colon. No word of one language begins a text of the other.
 */
export const continuesSentence =
  /^(?:(?:is|was|does|has|declares|tidak|sudah|dikirim|sama|kemungkinan|berupa|memakai) |kosong;)/;
