/**
 * Maximum length of a recorded name, file name or type. A longer one keeps its beginning and its end, where the
 * extension is.
 */
const longest = 300;
const endKept = 50;

/** Shortens a text for storage beyond the request, and copies it. A slice would keep the larger text in memory. */
export function shortenText(text: string): string {
  return detachText(text.length <= longest ? text : `${text.slice(0, longest - endKept)}…${text.slice(-endKept)}`);
}

/** Copies a text, because V8 keeps the parent of a slice or concatenation in memory. */
export function detachText(text: string): string {
  // V8 always copies short texts.
  return text.length <= 12 ? text : Buffer.from(text, 'utf8').toString('utf8');
}
