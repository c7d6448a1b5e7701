import type { Decisions } from '../decisions/index.js';

/**
 * Why a set of decisions cannot be kept as a whole, although each of them is allowed: one line for each reason, with
 * the path, the value and what is allowed beside the others.
 */
export function contradictionsIn({ answers, pictures }: Decisions): readonly string[] {
  const { statusWords, contentType } = answers;
  const found: string[] = [];
  if (statusWords.success === statusWords.failure)
    found.push(
      `answers.statusWords.failure: ${JSON.stringify(statusWords.failure)} is the word of a success too; allowed: another word`,
    );
  if (/charset=(?!"?utf-?8"?(;|$))/i.test(contentType))
    found.push(
      `answers.contentType: ${JSON.stringify(contentType)} names a character set in which nothing is sent; allowed: none, or utf-8`,
    );
  const asked = pictures.extension === 'name' || pictures.extension === 'both';
  if (!asked && pictures.extensionCase === 'lower-case-only')
    found.push(
      `pictures.extensionCase: "lower-case-only" cannot be kept where pictures.extension is "${pictures.extension}" and asks for no name; allowed: "ignored"`,
    );
  return found;
}
