/**
 * The rule for secrets (keys and tokens), wherever they come from: no control characters in them, no blanks at their ends.
 * A schema holds a value to it with this pattern.
 */
export const secretPattern = '^(?!.*[\\u0000-\\u001f\\u007f-\\u009f])(?=\\S).*\\S$';

/** What a secret may be, in words, for messages. */
export const secretInWords = 'without blanks at its ends, and without line breaks or other control characters';

const pattern = new RegExp(secretPattern, 'u');

/**
 * A text that came by a variable, a flag or a file, without the line break at its end. `echo` writes one behind a secret, and
 * a file that was made on Windows has a carriage return before it.
 */
export function withoutLineBreak(text: string): string {
  return text.replace(/[\r\n]+$/, '');
}

/** Whether a text can be a secret. */
export function canBeSecret(text: string): boolean {
  return pattern.test(text);
}
