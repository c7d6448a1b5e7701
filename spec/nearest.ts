/** Returns the known word that is nearest to a misspelt one, with at most a third of its letters wrong; otherwise undefined. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  // A text longer than this is no misspelling of a known word.
  const given = plain(word.slice(0, 100));
  const distances = known.map((candidate) => ({ candidate, distance: distanceOf(given, plain(candidate)) }));
  const [best] = distances.toSorted((one, other) => one.distance - other.distance);
  return best && best.distance <= Math.max(1, Math.floor(given.length / 3)) ? best.candidate : undefined;
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_.]/g, '');
}

/** Counts the insertions, deletions, substitutions and swaps of neighbours that turn one word into the other. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  let before = row;
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const steps = [changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1];
      next.push(Math.min(...steps, i > 1 && j > 1 && swapped ? (before[j - 2] ?? 0) + 1 : changed));
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? 0;
}
