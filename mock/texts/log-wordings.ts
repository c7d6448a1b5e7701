import { defineWordings } from './wording.js';

/** Words of the readable log. */
export const logWordings = defineWordings({
  legend: {
    en: '✓ good  ! with a warning  ✗ refused  » forced  ~ fault',
    id: '✓ baik  ! peringatan  ✗ ditolak  » dipaksa  ~ fault',
  },
  noAnswer: { en: 'no answer', id: 'tanpa jawaban' },
  cutOff: { en: 'cut off', id: 'terputus' },
  clientLeft: { en: 'the client left before the answer', id: 'client memutus koneksi sebelum dijawab' },
  forced: { en: 'forced: {{reason}}', id: 'dipaksa: {{reason}}' },
  more: { en: ' (and {{number}} more)', id: ' (dan {{number}} lagi)' },
  faultInPlace: { en: 'fault {{fault}} in place of {{status}}', id: 'fault {{fault}} menggantikan {{status}}' },
  production: {
    en: 'the path {{path}} is production on the real API',
    id: 'path {{path}} adalah production di API aslinya',
  },
  productionAndUat: {
    en: 'the path {{path}} is production on the real API; UAT is {{uat}}',
    id: 'path {{path}} adalah production di API aslinya; UAT ada di {{uat}}',
  },
});
