/** What runtimes print around an error: it is not the error itself. */
const frames: readonly RegExp[] = [
  /^Node\.js v\d/,
  /^file:\/\/\/.*:\d+$/,
  /^node:\S+:\d+$/,
  /^Traceback \(most recent call last\):/,
  /^During handling of the above exception|^The above exception was the direct cause/,
  /^stack traceback:/,
  /^goroutine \d+|^exit status \d+|^[\w./]+\(.*\)$/,
  /^Execution of .* aborted|^BEGIN failed--compilation aborted/,
  /^note: run with/,
];

/** Words with which runtimes begin an error, or name it. */
const errorWords = /\b(?:\w*error|\w*exception|fatal|panic|panicked)\b/i;

/**
 * Finds the line of standard error that says most of why a program ended. Runtimes print it at different places: Tcl, Go
 * and Perl first, Python last, Node.js behind an excerpt of the source. Empty where nothing was printed.
 */
export function tellingLine(stderr: string): string {
  const all = stderr.split(/\r?\n/);
  // A caret below a line marks a place in the source.
  const isSource = (at: number): boolean => /^\s*\^[\^~]*$/.test(all[at + 1] ?? '');
  const candidates = all.filter(
    (line, at) => /^[^\s})\]^"]/.test(line) && !isSource(at) && !frames.some((frame) => frame.test(line)),
  );
  return (errorOf(all, candidates) ?? candidates.at(-1) ?? all.findLast((line) => line.trim() !== '') ?? '')
    .trim()
    .slice(0, 300);
}

function errorOf(all: readonly string[], candidates: readonly string[]): string | undefined {
  // Tcl prints its error, and then where: indented lines begin with this one.
  const where = all.findIndex((line) => /^\s+while (?:executing|compiling)$/.test(line));
  if (where > 0) return all[where - 1];
  const errors = candidates.filter((line) => errorWords.test(line));
  // Python prints the cause of an error before the error.
  return all.some((line) => line.startsWith('Traceback (most recent call last):')) ? errors.at(-1) : errors[0];
}
