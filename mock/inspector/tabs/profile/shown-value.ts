/** Longest value that is shown whole. */
const mostCharacters = 200;

/** Returns a value of a decision as YAML and JSON write it, shortened if it is long. */
export function shownValue(value: unknown): string {
  const text = value === undefined ? 'not decided' : JSON.stringify(value);
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}… (${text.length} characters)`;
}
