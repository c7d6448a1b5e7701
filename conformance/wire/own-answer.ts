import type { OwnAnswerParts } from '../../spec/index.js';
import { createNeutral } from './neutral.js';

const neutral = createNeutral(undefined);

/**
 * The text by which two answers of none of the kinds are compared: status, headers and body, with times and ids as words.
 * `names`: the headers that count.
 */
export function ownAnswerKey({ status, headers, body }: OwnAnswerParts, names: readonly string[]): string {
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const compared = names.map((name) => [name.toLowerCase(), normalised(byName.get(name.toLowerCase()) ?? '')]);
  return JSON.stringify([status, compared, neutral(body)]);
}

/** Whether an answer is an own answer of a contract. It may have further headers. */
export function isOwnAnswer(
  { status, headers, text }: Omit<OwnAnswerParts, 'body'> & { readonly text: string },
  own: OwnAnswerParts,
): boolean {
  const names = Object.keys(own.headers);
  return ownAnswerKey({ status, headers, body: text }, names) === ownAnswerKey(own, names);
}

/** Letter case and blanks after a semicolon have no meaning in a content type, and little in other headers. */
function normalised(value: string): string {
  return neutral(value.toLowerCase().replaceAll(/\s*;\s*/g, ';'));
}
