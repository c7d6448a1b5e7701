/** The one of the known words that was probably meant by another: at most every third letter is wrong; undefined where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  // Nobody means a name of ours by a text that is longer than all of them.
  const given = plain(word.slice(0, 100));
  const distances = known.map((candidate) => ({ candidate, distance: distanceOf(given, plain(candidate)) }));
  const [best] = distances.toSorted((one, other) => one.distance - other.distance);
  return best && best.distance <= Math.max(1, Math.floor(given.length / 3)) ? best.candidate : undefined;
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_.]/g, '');
}

/** How many letters must be put in, left out, changed or swapped with the next to make one word of the other. */
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
