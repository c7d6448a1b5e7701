/** Formats words as `a, b and c`. */
export function formatList(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? 'none') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
