import type { Decisions } from '../decisions/index.js';

/**
 * Finds contradictions between decisions that are each allowed. Returns one line per contradiction, with the path, the
 * value and what the other decisions allow.
 */
export function profileContradictions({ answers, pictures }: Decisions): readonly string[] {
  const { statusWords, contentType } = answers;
  const found: string[] = [];
  if (statusWords.success === statusWords.failure)
    found.push(
      `answers.statusWords.failure: ${JSON.stringify(statusWords.failure)} is also the word for success; allowed: another word`,
    );
  if (/charset=(?!"?utf-?8"?(;|$))/i.test(contentType))
    found.push(
      `answers.contentType: ${JSON.stringify(contentType)} names a character set that the mock never sends; allowed: none, or utf-8`,
    );
  const isNameChecked = pictures.extension === 'name' || pictures.extension === 'both';
  if (!isNameChecked && pictures.extensionCase === 'lower-case-only')
    found.push(
      `pictures.extensionCase: "lower-case-only" has no effect when pictures.extension is "${pictures.extension}", which ignores file names; allowed: "ignored"`,
    );
  for (const name of ['selfie', 'ktp'] as const)
    for (const side of ['Width', 'Height'] as const) {
      const [minimum, maximum] = [pictures[name][`minimum${side}`], pictures[name][`maximum${side}`]];
      if (minimum > maximum)
        found.push(
          `pictures.${name}.minimum${side}: ${minimum} is more than pictures.${name}.maximum${side}, ${maximum}; allowed: at most ${maximum}`,
        );
    }
  return found;
}
