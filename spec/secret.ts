/** The pattern of secrets (keys and tokens): no control characters, and no white space at either end. */
export const secretPattern = '^(?!.*[\\u0000-\\u001f\\u007f-\\u009f])(?=\\S).*\\S$';

/** The same rule in words, for messages. */
export const secretInWords = 'without blanks at its ends, and without line breaks or other control characters';

const pattern = new RegExp(secretPattern, 'u');

/**
 * Removes the line break at the end of a text from a variable, a flag or a file. `echo` appends one, and a file from
 * Windows has a carriage return before it.
 */
export function withoutLineBreak(text: string): string {
  return text.replace(/[\r\n]+$/, '');
}

/** Whether a text can be a secret. */
export function canBeSecret(text: string): boolean {
  return pattern.test(text);
}
