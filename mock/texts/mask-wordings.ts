import { defineWordings } from './wording.js';

/** What stands in place of a text that is not shown. */
export const maskWordings = defineWordings({
  masked: { en: '*** ({{length}} characters)', id: '*** ({{length}} karakter)' },
  omitted: { en: '({{length}} characters)', id: '({{length}} karakter)' },
});
