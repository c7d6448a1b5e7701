/** Letters of a name, a file name or a type that are kept. Of a longer one the beginning and the end, where its extension is. */
const longest = 300;
const endKept = 50;

/**
 * A text to be kept, in the journal for instance, for longer than the request lasts: cut, and no view of the larger text
 * that it was taken from, which would be kept with it.
 */
export function keptText(text: string): string {
  return ownText(text.length <= longest ? text : `${text.slice(0, longest - endKept)}…${text.slice(-endKept)}`);
}

/** A text that is no view of a larger one, and not put together from such views: V8 would keep the larger one with it. */
export function ownText(text: string): string {
  // So short a text is always copied.
  return text.length <= 12 ? text : Buffer.from(text, 'utf8').toString('utf8');
}
