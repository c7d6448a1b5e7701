import { defineWordings } from './wording.js';

/** What an HTTP Archive says of a file, whose bytes it leaves out. */
export const harWordings = defineWordings({
  file: {
    en: '{{bytes}} bytes, {{type}}; the bytes are left out',
    id: '{{bytes}} byte, {{type}}; isinya tidak disertakan',
  },
  picture: {
    en: '{{bytes}} bytes, {{type}}, {{width}} x {{height}} pixels; the bytes are left out',
    id: '{{bytes}} byte, {{type}}, {{width}} x {{height}} piksel; isinya tidak disertakan',
  },
});
