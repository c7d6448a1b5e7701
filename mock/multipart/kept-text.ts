/** Letters of a name, a file name or a type that are kept. Of a longer one the beginning and the end, where its extension is. */
const longest = 300;
const endKept = 50;

/**
 * A text to be kept, in the journal for instance, for longer than the request lasts: cut, and no view of the larger text
 * that it was taken from, which would be kept with it.
 */
export function keptText(text: string): string {
  if (text.length <= 12) return text;
  const short = text.length <= longest ? text : `${text.slice(0, longest - endKept)}…${text.slice(-endKept)}`;
  return Buffer.from(short, 'utf8').toString('utf8');
}
